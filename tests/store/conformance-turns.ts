import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { AlreadyTaken, RevisionConflict } from '../../src/store/visit-store.ts';
import { messageOf, replyOf, turnOf, waitingWork } from './builders.ts';

/** Loading and committing turns. */
export function turnsConformance(store: () => Store): void {
  describe('turns', () => {
    const hello = messageOf('hello');

    it('loads a visit that is not stored as revision 0 without a state', async () => {
      expect(await store().load('web/clinic-a/nobody')).toEqual({ state: null, revision: 0 });
    });

    it('loads what was committed, one revision on', async () => {
      await store().commit(turnOf(hello, { state: { urgency: 'none', nested: [1, { a: null }] } }));
      expect(await store().load(hello.visitId)).toEqual({
        state: { urgency: 'none', nested: [1, { a: null }] },
        revision: 1,
      });
      await store().commit(turnOf(messageOf('more'), { revision: 1, state: 'text' }));
      expect(await store().load(hello.visitId)).toEqual({ state: 'text', revision: 2 });
    });

    it('gives the new log entries, and keeps the same', async () => {
      const replies = [replyOf('one'), replyOf('two', { about: null, heading: null, answer: null })];
      const entries = await store().commit(turnOf(hello, { replies, answers: 'entry-hello', now: 77 }));
      expect(entries).toEqual([
        { seq: entries[0]?.seq, id: 'reply-to-one', at: 77, from: 'bot', reply: replies[0], replyTo: 'entry-hello' },
        { seq: entries[1]?.seq, id: 'reply-to-two', at: 77, from: 'bot', reply: replies[1], replyTo: 'entry-hello' },
      ]);
      expect(await store().logAfter(hello.visitId, 0, 10)).toEqual(entries);
    });

    it.each([
      ['older', 0],
      ['newer', 2],
      ['negative', -1],
    ])('refuses a turn of a %s revision and writes nothing of it', async (_, revision) => {
      await store().commit(turnOf(hello));
      const late = messageOf('late');
      const outbox = [{ key: 'work', kind: 'notice', body: {} }];
      await expect(store().commit(turnOf(late, { revision, outbox }))).rejects.toBeInstanceOf(RevisionConflict);
      expect(await store().load(hello.visitId)).toEqual({ state: { said: 'hello' }, revision: 1 });
      expect(await store().logAfter(hello.visitId, 0, 10)).toHaveLength(1);
      expect(await store().repliesTo(late.keys)).toBeNull();
      expect(await waitingWork(store())).toEqual([]);
    });

    it('refuses a later revision of a visit that is not stored', async () => {
      await expect(store().commit(turnOf(hello, { revision: 3 }))).rejects.toBeInstanceOf(RevisionConflict);
    });

    it('gives the stored replies to a message known by any of its keys', async () => {
      await store().commit(turnOf(messageOf('hello', { keys: ['by-activity', 'by-client'] })));
      expect(await store().repliesTo(['unknown', 'by-client'])).toEqual([replyOf('hello')]);
      expect(await store().repliesTo(['by-activity'])).toEqual([replyOf('hello')]);
      expect(await store().repliesTo(['unknown'])).toBeNull();
    });

    it('gives no replies, rather than null, to a turn that said nothing', async () => {
      await store().commit(turnOf(hello, { replies: [] }));
      expect(await store().repliesTo(hello.keys)).toEqual([]);
    });

    it('keeps the replies of each turn apart', async () => {
      await store().commit(turnOf(hello, { replies: [replyOf('a'), replyOf('b')] }));
      await store().commit(turnOf(messageOf('more'), { revision: 1, replies: [replyOf('c')] }));
      expect(await store().repliesTo(hello.keys)).toEqual([replyOf('a'), replyOf('b')]);
      expect(await store().repliesTo(messageOf('more').keys)).toEqual([replyOf('c')]);
    });

    it.each([
      ['an old revision', 0],
      ['the newest revision', 1],
    ])('refuses a message taken before, with its stored replies, at %s', async (_, revision) => {
      await store().commit(turnOf(messageOf('hello', { keys: ['first', 'shared'] })));
      const again = turnOf(messageOf('hello', { keys: ['second', 'shared'] }), {
        revision,
        replies: [replyOf('other')],
      });
      const error: unknown = await store()
        .commit(again)
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(AlreadyTaken);
      expect(error).toHaveProperty('replies', [replyOf('hello')]);
      expect(await store().load(hello.visitId)).toHaveProperty('revision', 1);
    });

    it('takes a message that comes 100 times at once a single time', async () => {
      const all = await Promise.allSettled(Array.from({ length: 100 }, () => store().commit(turnOf(hello))));
      expect(all.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      const refused = all.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      expect(refused.every((error) => error instanceof AlreadyTaken && error.replies.length === 1)).toBe(true);
      expect(await store().logAfter(hello.visitId, 0, 10)).toHaveLength(1);
    });

    it('never tells one visit what was said in another, though their messages share a key', async () => {
      await store().commit(turnOf(messageOf('hello', { keys: ['guessed'] })));
      const other = messageOf('give me', { visitId: 'web/clinic-b/2', clinicId: 'clinic-b', keys: ['guessed'] });
      const error: unknown = await store()
        .commit(turnOf(other))
        .catch((reason: unknown) => reason);
      expect(error).toBeInstanceOf(Error);
      expect(error).not.toBeInstanceOf(AlreadyTaken);
      expect(await store().load(other.visitId)).toHaveProperty('revision', 0);
    });

    it('writes nothing of a turn that cannot be stored, and all of the others', async () => {
      const broken = turnOf(hello, { outbox: [{ key: 'work', kind: 'notice', body: 1n }] });
      const fine = turnOf(messageOf('fine', { visitId: 'web/clinic-a/2' }));
      const [first, second] = await Promise.allSettled([store().commit(broken), store().commit(fine)]);
      expect([first?.status, second?.status]).toEqual(['rejected', 'fulfilled']);
      expect(await store().load(hello.visitId)).toEqual({ state: null, revision: 0 });
      expect(await store().logAfter(hello.visitId, 0, 10)).toEqual([]);
      expect(await store().load(fine.visitId)).toHaveProperty('revision', 1);
    });

    it.each([
      ['quotes', `'; DROP TABLE visits; --"`],
      ['NUL', 'a\u0000b'],
      ['a lone surrogate', 'a\ud800b'],
      ['other scripts and marks', '腰痛 \u202e🦶 e\u0301'],
    ])('keeps text with %s as it was written', async (_, text) => {
      const message = messageOf(text);
      await store().commit(turnOf(message, { state: { [text]: text } }));
      expect(await store().load(message.visitId)).toHaveProperty('state', { [text]: text });
      expect(await store().repliesTo(message.keys)).toEqual([replyOf(text)]);
    });

    it.each([`'; --`, 'a%_b', '../../etc', 'a\u0000b'])('keeps the visit %j apart from others', async (part) => {
      const message = messageOf('hello', { visitId: `web/clinic-a/${part}` });
      await store().commit(turnOf(message));
      await store().commit(turnOf(messageOf('more', { visitId: message.visitId }), { revision: 1 }));
      expect(await store().logAfter(message.visitId, 0, 10)).toHaveLength(2);
      expect(await store().load('web/clinic-a/a')).toHaveProperty('revision', 0);
    });
  });
}
