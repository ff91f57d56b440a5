import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { AlreadyTaken } from '../../src/store/visit-store.ts';
import { acceptedOf, messageOf, replyOf, requestOf, turnOf, waitingWork } from './builders.ts';

/** A turn that forgets the visitor. */
export function forgettingConformance(store: () => Store): void {
  describe('forgetting', () => {
    const early = messageOf('my secret pain');
    const please = messageOf('forget me');
    const { visitId } = early;
    let lastSeq = 0;
    const forgetTurn = turnOf(please, {
      revision: 1,
      answers: 'entry-forget me',
      forget: true,
      state: { fresh: true },
      replies: [replyOf('forgotten')],
      outbox: [{ key: 'forget-notice', kind: 'notice', body: { erase: true } }],
    });

    beforeEach(async () => {
      await store().accept(acceptedOf(early), 1);
      const outbox = [{ key: 'booking', kind: 'booking', body: { phone: '0123' } }];
      await store().commit(turnOf(early, { answers: 'entry-my secret pain', outbox }));
      lastSeq = (await store().accept(acceptedOf(please), 2)).entry.seq;
    });

    it('erases all that was said, and keeps the new state and replies', async () => {
      const entries = await store().commit(forgetTurn);
      expect(await store().logAfter(visitId, 0, 10)).toEqual(entries);
      expect(await store().load(visitId)).toEqual({ state: { fresh: true }, revision: 2 });
      expect(await store().unanswered()).toEqual([]);
    });

    it('erases what found no answer, and keeps that of other visits', async () => {
      const other = messageOf('other', { visitId: 'web/clinic-a/other' });
      await store().commit(turnOf(other, { miss: 'do you mend boots', now: 5 }));
      await store().commit(turnOf(messageOf('second'), { revision: 1, miss: 'my [name] hurts', now: 6 }));
      expect((await store().misses(10)).map(({ text }) => text)).toEqual(['my [name] hurts', 'do you mend boots']);
      await store().commit({ ...forgetTurn, revision: 2 });
      expect(await store().misses(10)).toEqual([{ clinicId: 'clinic-a', at: 5, text: 'do you mend boots' }]);
      await store().expire('clinic-a', 10_000, 0);
      expect(await store().misses(10)).toEqual([]);
    });

    it('erases nothing when the turn is refused', async () => {
      await expect(store().commit({ ...forgetTurn, revision: 0 })).rejects.toThrow();
      expect(await store().logAfter(visitId, 0, 10)).toHaveLength(3);
      expect(await store().load(visitId)).toHaveProperty('state', { said: 'my secret pain' });
    });

    it('can leave what was asked of the clinic, its work, and where the visitor hears of it', async () => {
      const asks = messageOf('call me', { visitId });
      const outbox = [{ key: 'w', kind: 'inbox', body: { reference: 'A' } }];
      await store().commit(turnOf(asks, { revision: 1, requests: [requestOf('A')], outbox, miss: 'my [name] hurts' }));
      await store().keepReplyAddress(visitId, 'clinic-a', { in: 'Teams' }, 3);
      const entries = await store().commit({ ...forgetTurn, revision: 2, keepsRequests: true });
      expect(await store().logAfter(visitId, 0, 10)).toEqual(entries);
      expect(await store().misses(10)).toEqual([]);
      expect(await store().request('A')).toMatchObject({ state: 'open', details: { name: 'Ana' } });
      expect((await waitingWork(store())).map(({ key }) => key)).toContain('w');
      expect(await store().replyAddress(visitId)).toEqual({ in: 'Teams' });
    });

    it('goes on numbering the log where it was', async () => {
      const [entry] = await store().commit(forgetTurn);
      expect(entry?.seq).toBeGreaterThan(lastSeq);
      const next = await store().accept(acceptedOf(messageOf('hello again')), 3);
      expect(next.entry.seq).toBeGreaterThan(entry?.seq ?? Number.POSITIVE_INFINITY);
    });

    it('still knows the messages taken before', async () => {
      await store().commit(forgetTurn);
      expect(await store().repliesTo(early.keys)).toEqual([]);
      expect(await store().repliesTo(please.keys)).toEqual([replyOf('forgotten')]);
      await expect(store().commit(turnOf(early, { revision: 2 }))).rejects.toBeInstanceOf(AlreadyTaken);
      const { entry, duplicate } = await store().accept(acceptedOf(early, 'again'), 9);
      expect([duplicate, entry.id]).toEqual([true, 'entry-my secret pain']);
      expect(entry.seq).toBeLessThan(lastSeq);
      expect(await store().logAfter(visitId, 0, 10)).toHaveLength(1);
    });

    it('drops earlier work, keeps the work of this turn, and never does dropped work again', async () => {
      await store().commit(forgetTurn);
      expect((await waitingWork(store())).map(({ key }) => key)).toEqual(['forget-notice']);
      const outbox = [{ key: 'booking', kind: 'booking', body: {} }];
      await store().commit(turnOf(messageOf('next'), { revision: 2, outbox }));
      expect((await waitingWork(store())).map(({ key }) => key)).toEqual(['forget-notice']);
    });

    it('keeps what was accepted after it, and answers it', async () => {
      const after = messageOf('now I cannot feel my leg');
      await store().accept(acceptedOf(after), 3);
      await store().commit(forgetTurn);
      expect(await store().unanswered()).toEqual([acceptedOf(after)]);
      await store().commit(turnOf(after, { revision: 2, answers: acceptedOf(after).entryId }));
      expect((await store().logAfter(visitId, 0, 10)).map(({ id }) => id)).toContain(acceptedOf(after).entryId);
    });

    it('loses no earlier message that still waits for its turn, and erases it with that turn', async () => {
      const slow = messageOf('slow', { visitId: 'web/clinic-a/slow' });
      const go = messageOf('go', { visitId: slow.visitId });
      await store().accept(acceptedOf(slow), 3);
      await store().accept(acceptedOf(go), 4);
      await store().commit(turnOf(go, { answers: 'entry-go', forget: true }));
      expect(await store().unanswered()).toContainEqual(acceptedOf(slow));
      expect((await store().logAfter(slow.visitId, 0, 10)).map(({ id }) => id)).toEqual(['reply-to-go']);
      await store().commit(turnOf(slow, { revision: 1, answers: 'entry-slow', replies: [replyOf('slow answer')] }));
      const log = await store().logAfter(slow.visitId, 0, 10);
      expect(log.map(({ id }) => id)).toEqual(['reply-to-go', 'reply-to-slow answer']);
      expect(await store().repliesTo(slow.keys)).toEqual([replyOf('slow answer')]);
      expect((await store().unanswered()).map(({ entryId }) => entryId)).toEqual(['entry-forget me']);
    });

    it('touches no other visit', async () => {
      const other = messageOf('other', { visitId: 'web/clinic-a/other' });
      await store().accept(acceptedOf(other), 1);
      const outbox = [{ key: 'other-work', kind: 'notice', body: { kept: true } }];
      await store().commit(turnOf(other, { answers: 'entry-other', outbox }));
      await store().commit(forgetTurn);
      expect(await store().logAfter(other.visitId, 0, 10)).toHaveLength(2);
      expect(await store().load(other.visitId)).toHaveProperty('state', { said: 'other' });
      expect(await waitingWork(store())).toContainEqual(outbox[0]);
    });
  });
}
