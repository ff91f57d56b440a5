import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { acceptedOf, messageOf, turnOf, waitingWork } from './builders.ts';

/** Erasing what is too old. */
export function expiringConformance(store: () => Store): void {
  describe('expiring', () => {
    const old = messageOf('old', { visitId: 'web/clinic-a/old' });
    const recent = messageOf('recent', { visitId: 'web/clinic-a/recent' });
    const elsewhere = messageOf('elsewhere', { visitId: 'web/clinic-b/old', clinicId: 'clinic-b' });

    it('erases the visits of one clinic that were last touched before a moment, and counts them', async () => {
      await store().commit(turnOf(old, { now: 99 }));
      await store().open(recent.visitId, 'clinic-a', 10);
      await store().commit(turnOf(recent, { now: 100 }));
      await store().commit(turnOf(elsewhere, { now: 1 }));
      expect(await store().expire('clinic-a', 100, 0)).toBe(1);
      expect(await store().load(old.visitId)).toEqual({ state: null, revision: 0 });
      expect(await store().logAfter(old.visitId, 0, 10)).toEqual([]);
      expect(await store().load(recent.visitId)).toHaveProperty('revision', 1);
      expect(await store().load(elsewhere.visitId)).toHaveProperty('revision', 1);
      expect(await store().expire('clinic-a', 100, 0)).toBe(0);
    });

    it('counts being opened and accepting a message as touching', async () => {
      await store().accept(acceptedOf(old), 10);
      await store().open(recent.visitId, 'clinic-a', 10);
      expect(await store().expire('clinic-a', 10, 0)).toBe(0);
      await store().accept(acceptedOf(messageOf('again', { visitId: old.visitId })), 50);
      expect(await store().expire('clinic-a', 50, 0)).toBe(1);
      expect(await store().isOpen(recent.visitId)).toBe(false);
      expect(await store().unanswered()).toHaveLength(2);
      expect(await store().expire('clinic-a', 51, 0)).toBe(1);
      expect(await store().unanswered()).toEqual([]);
    });

    it('forgets the seen keys, so that the visit can start again', async () => {
      await store().commit(turnOf(old, { now: 1 }));
      await store().expire('clinic-a', 100, 0);
      expect(await store().repliesTo(old.keys)).toBeNull();
      await store().commit(turnOf(old, { now: 200 }));
      expect(await store().load(old.visitId)).toHaveProperty('revision', 1);
    });

    it('keeps work that is not delivered', async () => {
      const outbox = [{ key: 'work', kind: 'notice', body: 'words' }];
      await store().commit(turnOf(old, { now: 1, outbox }));
      await store().expire('clinic-a', 100, 0);
      expect(await waitingWork(store())).toEqual(outbox);
    });

    it('erases work that was given up, unless a request is kept with it', async () => {
      const outbox = [
        { key: 'alone', kind: 'notice', body: 'words' },
        { key: 'of a request', kind: 'notice', body: { reference: 'A' } },
      ];
      await store().commit(turnOf(old, { now: 1, outbox }));
      for (const { key } of outbox) await store().failed(key, { now: 2, retryAt: null, reason: 'gone' });
      await store().expire('clinic-a', 100, 0);
      expect((await store().dead(['clinic-a'], 10)).map(({ key }) => key)).toEqual(['of a request']);
    });

    it('erases many', async () => {
      const many = Array.from({ length: 250 }, (_, index) => `web/clinic-a/${index}`);
      await Promise.all(many.map((visitId) => store().open(visitId, 'clinic-a', 1)));
      expect(await store().expire('clinic-a', 2, 0)).toBe(250);
      expect(await store().isOpen('web/clinic-a/249')).toBe(false);
    });
  });
}
