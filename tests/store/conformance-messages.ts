import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { AlreadyTaken } from '../../src/store/visit-store.ts';
import { acceptedOf, messageOf, replyOf, turnOf } from './builders.ts';

/** Accepting messages, the log and opening visits. */
export function messagesConformance(store: () => Store): void {
  describe('accepted messages', () => {
    const hello = messageOf('hello');

    it('are in the log at once, and wait for their turn', async () => {
      const { entry, duplicate } = await store().accept(acceptedOf(hello), 5);
      expect(duplicate).toBe(false);
      expect(entry).toEqual({
        seq: entry.seq,
        id: 'entry-hello',
        at: 5,
        from: 'visitor',
        message: hello,
        clientId: 'client-hello',
      });
      expect(await store().logAfter(hello.visitId, 0, 10)).toEqual([entry]);
      expect(await store().unanswered()).toEqual([acceptedOf(hello)]);
      expect(await store().load(hello.visitId)).toEqual({ state: null, revision: 0 });
    });

    it('are not taken until their turn is committed', async () => {
      const { entry } = await store().accept(acceptedOf(hello), 5);
      expect(await store().repliesTo(hello.keys)).toBeNull();
      const replies = await store().commit(turnOf(hello, { answers: 'entry-hello' }));
      expect(await store().unanswered()).toEqual([]);
      expect(await store().repliesTo(hello.keys)).toEqual([replyOf('hello')]);
      expect(await store().logAfter(hello.visitId, 0, 10)).toEqual([entry, ...replies]);
      await expect(store().commit(turnOf(hello, { revision: 1 }))).rejects.toBeInstanceOf(AlreadyTaken);
    });

    it('are answered by a turn that knows only their key', async () => {
      await store().accept(acceptedOf(hello), 5);
      await store().commit(turnOf(hello));
      expect(await store().unanswered()).toEqual([]);
    });

    it('are answered by a turn that knows only their entry', async () => {
      await store().accept(acceptedOf(hello), 5);
      await store().commit(turnOf(hello, { keys: ['other-key'], answers: 'entry-hello' }));
      expect(await store().unanswered()).toEqual([]);
      expect(await store().repliesTo(hello.keys)).toEqual([replyOf('hello')]);
    });

    it('wait oldest first, whatever the visit and the clock', async () => {
      const texts = ['one', 'two', 'three'];
      for (const [index, text] of texts.entries()) {
        await store().accept(acceptedOf(messageOf(text, { visitId: `web/clinic-a/${index % 2}` })), 100 - index);
      }
      expect((await store().unanswered()).map(({ message }) => message.text)).toEqual(texts);
    });

    it('come back as the earlier entry when a key repeats, whichever key', async () => {
      const first = await store().accept(acceptedOf(messageOf('hello', { keys: ['a1', 'c1'] })), 5);
      const again = await store().accept(acceptedOf(messageOf('hello', { keys: ['a2', 'c1'] }), 'second'), 9);
      expect(again).toEqual({ entry: first.entry, duplicate: true });
      const third = await store().accept(acceptedOf(messageOf('hello', { keys: ['a2'] }), 'third'), 9);
      expect(third).toEqual({ entry: first.entry, duplicate: true });
      expect(await store().logAfter(hello.visitId, 0, 10)).toHaveLength(1);
    });

    it('are taken under every key they came by', async () => {
      await store().accept(acceptedOf(messageOf('hello', { keys: ['a1', 'c1'] })), 5);
      await store().accept(acceptedOf(messageOf('hello', { keys: ['a2', 'c1'] })), 5);
      await store().commit(turnOf(messageOf('hello', { keys: ['a1', 'c1'] }), { answers: 'entry-hello' }));
      expect(await store().repliesTo(['a2'])).toEqual([replyOf('hello')]);
      const late = await store().accept(acceptedOf(messageOf('hello', { keys: ['a3', 'a2'] }), 'late'), 9);
      expect([late.duplicate, late.entry.id]).toEqual([true, 'entry-hello']);
      expect(await store().repliesTo(['a3'])).toEqual([replyOf('hello')]);
    });

    it('change nothing of two earlier messages whose keys they bring together', async () => {
      await store().accept(acceptedOf(messageOf('waiting', { keys: ['w'] })), 5);
      await store().commit(turnOf(messageOf('taken', { keys: ['t'] })));
      const both = await store().accept(acceptedOf(messageOf('both', { keys: ['w', 't'] })), 5);
      expect([both.duplicate, both.entry.id]).toEqual([true, 'entry-waiting']);
      expect(await store().repliesTo(['t'])).toEqual([replyOf('taken')]);
      expect(await store().repliesTo(['w'])).toBeNull();
    });

    it('are duplicates when their turn was taken without accepting', async () => {
      await store().commit(turnOf(hello));
      expect(await store().accept(acceptedOf(hello), 5)).toHaveProperty('duplicate', true);
      expect(await store().unanswered()).toEqual([]);
    });

    it('are in the log once when they come 100 times at once', async () => {
      const all = await Promise.all(
        Array.from({ length: 100 }, (_, i) => store().accept(acceptedOf(hello, `e${i}`), 5)),
      );
      expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
      expect(new Set(all.map(({ entry }) => entry.id)).size).toBe(1);
      expect(await store().logAfter(hello.visitId, 0, 200)).toHaveLength(1);
    });

    it('are refused with a key of another visit', async () => {
      await store().accept(acceptedOf(messageOf('hello', { keys: ['guessed'] })), 5);
      const other = messageOf('give me', { visitId: 'web/clinic-a/2', keys: ['guessed'] });
      await expect(store().accept(acceptedOf(other), 5)).rejects.toThrow('key of another visit');
    });
  });

  describe('the log', () => {
    it('is numbered in the order of writing, from 1 up', async () => {
      const { visitId } = messageOf('a');
      await store().accept(acceptedOf(messageOf('a')), 1);
      await store().accept(acceptedOf(messageOf('b')), 2);
      await store().commit(turnOf(messageOf('a'), { answers: 'entry-a', replies: [replyOf('x'), replyOf('y')] }));
      await store().commit(turnOf(messageOf('c'), { revision: 1 }));
      await store().commit(turnOf(messageOf('b'), { answers: 'entry-b', revision: 2 }));
      const log = await store().logAfter(visitId, 0, 100);
      const expected = ['entry-a', 'entry-b', 'reply-to-x', 'reply-to-y', 'reply-to-c', 'reply-to-b'];
      expect(log.map(({ id }) => id)).toEqual(expected);
      expect(log.map(({ seq }) => seq)).toEqual([...new Set(log.map(({ seq }) => seq))].sort((a, b) => a - b));
      expect(log[0]?.seq).toBeGreaterThanOrEqual(1);
    });

    it('is read after a watermark, up to a limit', async () => {
      const texts = ['a', 'b', 'c', 'd'];
      const { visitId } = messageOf('a');
      const written = await Promise.all(texts.map((text) => store().accept(acceptedOf(messageOf(text)), 1)));
      const seqs = written.map(({ entry }) => entry.seq);
      const read = async (after: number, limit: number) =>
        (await store().logAfter(visitId, after, limit)).map(({ seq }) => seq);
      expect(await read(seqs[1] ?? 0, 10)).toEqual(seqs.slice(2));
      expect(await read(0, 3)).toEqual(seqs.slice(0, 3));
      expect(await read(-5, 10)).toEqual(seqs);
      expect(await read(9_999_999, 10)).toEqual([]);
      expect(await read(0, 0)).toEqual([]);
      expect(await read(0, -1)).toEqual([]);
    });

    it('of one visit is not that of another', async () => {
      await store().accept(acceptedOf(messageOf('a')), 1);
      expect(await store().logAfter('web/clinic-a/10', 0, 10)).toEqual([]);
    });
  });

  describe('a visit', () => {
    it('is opened once', async () => {
      const { visitId } = messageOf('hello');
      expect(await store().isOpen(visitId)).toBe(false);
      const opened = await Promise.all([1, 2, 3].map(() => store().open(visitId, 'clinic-a', 5)));
      expect(opened).toEqual([true, false, false]);
      expect(await store().isOpen(visitId)).toBe(true);
      expect(await store().load(visitId)).toEqual({ state: null, revision: 0 });
    });

    it('takes its first turn after it was opened', async () => {
      await store().open('web/clinic-a/1', 'clinic-a', 5);
      await store().commit(turnOf(messageOf('hello')));
      expect(await store().load('web/clinic-a/1')).toHaveProperty('revision', 1);
      expect(await store().isOpen('web/clinic-a/1')).toBe(true);
    });

    it('is not open only because something was said in it', async () => {
      await store().commit(turnOf(messageOf('hello')));
      expect(await store().isOpen('web/clinic-a/1')).toBe(false);
      expect(await store().open('web/clinic-a/1', 'clinic-a', 5)).toBe(true);
      expect(await store().load('web/clinic-a/1')).toHaveProperty('revision', 1);
    });
  });
}
