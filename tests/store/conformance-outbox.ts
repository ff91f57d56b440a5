import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { messageOf, turnOf, waitingWork } from './builders.ts';

/** Work that a turn left to be delivered. */
export function outboxConformance(store: () => Store): void {
  describe('the outbox', () => {
    const work = (key: string, body: unknown = { key }) => ({ key, kind: 'notice', body });
    const keys = async (now: number, until: number, limit = 10) =>
      (await store().lease(now, until, limit)).map(({ key }) => key);
    const add = (...added: string[]) =>
      store().commit(
        turnOf(messageOf(`add ${added}`, { visitId: `web/clinic-a/${added}` }), {
          outbox: added.map((key) => work(key)),
        }),
      );

    it('gives what waits, oldest first, up to a limit, with where it comes from', async () => {
      await store().commit(turnOf(messageOf('a'), { outbox: [work('z'), work('b')], now: 9 }));
      await store().commit(turnOf(messageOf('c'), { revision: 1, outbox: [work('a', null)], now: 3 }));
      expect(await keys(10, 10, 0)).toEqual([]);
      expect(await keys(10, 10, -1)).toEqual([]);
      expect(await keys(10, 10, 2)).toEqual(['z', 'b']);
      expect(await store().lease(10, 10, 10)).toEqual(
        [
          { ...work('z'), createdAt: 9 },
          { ...work('b'), createdAt: 9 },
          { ...work('a', null), createdAt: 3 },
        ].map((row) => ({ ...row, clinicId: 'clinic-a', visitId: 'web/clinic-a/1', attempts: 0 })),
      );
    });

    it('keeps one row for a key, delivered or not', async () => {
      await store().commit(turnOf(messageOf('a'), { outbox: [work('k', 'first'), work('k', 'twin')] }));
      expect(await waitingWork(store())).toEqual([work('k', 'first')]);
      await store().delivered('k', 10);
      await store().commit(turnOf(messageOf('b'), { revision: 1, outbox: [work('k', 'later')] }));
      expect(await waitingWork(store())).toEqual([]);
    });

    it('gives what is said to a visit one after the other, and holds no other visit up', async () => {
      const say = (key: string) => ({ ...work(key), kind: 'say' });
      await store().commit(turnOf(messageOf('a'), { outbox: [say('1'), work('notice'), say('2'), say('3')] }));
      await store().commit(turnOf(messageOf('b', { visitId: 'web/clinic-a/2' }), { outbox: [say('other')] }));
      expect(await keys(5, 100)).toEqual(['1', 'notice', 'other']);
      await store().failed('1', { now: 6, retryAt: 50, reason: 'answered 500' });
      expect(await keys(7, 100)).toEqual([]);
      await store().delivered('1', 50);
      expect(await keys(50, 100)).toEqual(['2']);
      await store().failed('2', { now: 51, retryAt: null, reason: 'answered 403' });
      expect(await keys(51, 100)).toEqual(['3']);
    });

    it('never gives two workers the same row', async () => {
      await add('a', 'b', 'c', 'd', 'e');
      const [one, two, three] = await Promise.all([keys(5, 100, 2), keys(5, 100, 2), keys(5, 100, 2)]);
      expect([one, two, three]).toEqual([['a', 'b'], ['c', 'd'], ['e']]);
    });

    it('holds a row until its lease ends, and no longer', async () => {
      await add('a');
      expect(await keys(5, 100)).toEqual(['a']);
      expect(await keys(99, 200)).toEqual([]);
      expect(await keys(100, 200)).toEqual(['a']);
    });

    it('gives a row that failed again when it is due, and counts its tries', async () => {
      await add('a');
      await store().lease(5, 100, 1);
      await store().failed('a', { now: 6, retryAt: 50, reason: 'answered 500' });
      expect(await keys(49, 100)).toEqual([]);
      expect(await store().lease(50, 50, 1)).toMatchObject([{ key: 'a', attempts: 1 }]);
      await store().failed('a', { now: 51, retryAt: 52, reason: 'answered 500' });
      expect(await store().lease(52, 52, 1)).toMatchObject([{ attempts: 2 }]);
    });

    it('gives a delivered row to nobody, though a late worker says that it failed', async () => {
      await add('a');
      await store().lease(5, 100, 1);
      await store().delivered('a', 6);
      await store().failed('a', { now: 7, retryAt: 8, reason: 'late' });
      await store().failed('a', { now: 7, retryAt: null, reason: 'late' });
      expect(await waitingWork(store())).toEqual([]);
      expect(await store().dead(['clinic-a'], 10)).toEqual([]);
    });

    it('tells staff what was given up, newest first, of their clinics only', async () => {
      await add('a', 'b');
      const elsewhere = messageOf('x', { visitId: 'web/clinic-b/1', clinicId: 'clinic-b' });
      await store().commit(turnOf(elsewhere, { outbox: [work('x')] }));
      await store().failed('a', { now: 6, retryAt: null, reason: 'answered 410' });
      await store().failed('b', { now: 7, retryAt: null, reason: 'gone' });
      await store().failed('x', { now: 8, retryAt: null, reason: 'gone' });
      expect(await store().dead(['clinic-a'], 10)).toMatchObject([
        { ...work('b'), reason: 'gone', diedAt: 7 },
        { ...work('a'), reason: 'answered 410', diedAt: 6, attempts: 1, clinicId: 'clinic-a' },
      ]);
      expect((await store().dead(['clinic-b', 'clinic-a'], 2)).map(({ key }) => key)).toEqual(['x', 'b']);
      expect(await store().dead([], 10)).toEqual([]);
      expect(await store().dead([`clinic-a') OR 1 --`], 10)).toEqual([]);
      expect(await waitingWork(store())).toEqual([]);
    });

    it('has what was given up tried again from the start', async () => {
      await add('a');
      await store().failed('a', { now: 6, retryAt: null, reason: 'gone' });
      expect(await store().revive('a', 1_000_000)).toBe(true);
      expect(await store().revive('a', 1_000_000)).toBe(false);
      expect(await store().revive('nobody', 1_000_000)).toBe(false);
      expect(await store().dead(['clinic-a'], 10)).toEqual([]);
      expect(await keys(999_999, 999_999)).toEqual([]);
      expect(await store().lease(1_000_000, 1_000_000, 1)).toMatchObject([{ attempts: 0, createdAt: 1_000_000 }]);
    });

    it('counts what waits, and since when', async () => {
      expect(await store().waiting()).toEqual({ rows: 0, since: null });
      await store().commit(turnOf(messageOf('a'), { outbox: [work('a')], now: 9 }));
      await store().commit(turnOf(messageOf('b'), { revision: 1, outbox: [work('b'), work('c')], now: 12 }));
      await store().lease(12, 100, 1);
      expect(await store().waiting()).toEqual({ rows: 3, since: 9 });
      await store().delivered('a', 13);
      await store().failed('b', { now: 13, retryAt: null, reason: 'gone' });
      expect(await store().waiting()).toEqual({ rows: 1, since: 12 });
    });

    it('takes news of a row that it does not know', async () => {
      await store().delivered('nobody', 10);
      await store().failed('nobody', { now: 10, retryAt: 11, reason: 'none' });
      expect(await waitingWork(store())).toEqual([]);
    });
  });
}
