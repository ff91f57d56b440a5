import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Outbox, runOutbox } from '../../src/outbox/run-outbox.ts';
import type { Deliver } from '../../src/outbox/try-delivery.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { type Answer, type Post, startReceiver } from './support/receiver.ts';
import { leaveWork, noticeRow, outboxDeps } from './support/work.ts';

const SCHEDULES = Number(process.env.OUTBOX_SCHEDULES ?? 40);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const fault = fc.constantFrom<Answer>(
  500,
  503,
  408,
  302,
  'cut',
  'unheard',
  'unheard',
  'hang',
  { status: 429, retryAfter: '120' },
  { status: 503, retryAfter: 'Mon, 01 Mar 2027 08:05:00 GMT' },
);
const schedule = fc.record({
  /** What each row meets before it is taken. */
  faults: fc.array(fc.array(fault, { maxLength: 6 }), { minLength: 1, maxLength: 6 }),
  /** The worker is lost at these posts, before it can note how they ended. */
  losses: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 3 }),
  workers: fc.integer({ min: 1, max: 3 }),
  random: fc.double({ min: 0, max: 0.99, noNaN: true }),
});

/** A store as a worker sees it that may be lost: from then on nothing it asks is done. */
function losable(store: Store): { readonly store: Store; readonly lost: Promise<void>; lose(): void } {
  let isLost = false;
  let tell: () => void = () => undefined;
  const lost = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const seen = new Proxy(store, {
    get: (target, name: keyof Store) => (isLost ? () => new Promise(() => {}) : Reflect.get(target, name).bind(target)),
  });
  const lose = (): void => {
    isLost = true;
    tell();
  };
  return { store: seen, lost, lose };
}

it(
  `delivers each row exactly once by its key, and loses none, whatever fails (${SCHEDULES} schedules)`,
  async () => {
    const property = fc.asyncProperty(schedule, async ({ faults, losses, workers, random }) => {
      const store = await openSqliteStore(':memory:');
      const start = Date.parse('2027-03-01T08:00:00Z');
      let now = start;
      let posts = 0;
      let late = 0;
      const left = new Map(faults.map((list, index) => [noticeRow(`R${index}`).key, [...list]]));
      const running = new Set<{ readonly outbox: Outbox; readonly lost: Promise<void>; lose(): void }>();
      const settled = new Set<string>();
      const receiver = await startReceiver(({ key }: Post) => {
        posts++;
        if (losses.includes(posts)) loseOne();
        return left.get(key)?.shift() ?? 204;
      });
      const startWorker = (): void => {
        const { store: seen, ...loss } = losable(store);
        const onSettled = async ({ key }: { key: string }) => void settled.add(key);
        const { deliver } = outboxDeps(seen, receiver.url);
        const timed: Deliver = async (work, signal) => {
          signal.addEventListener('abort', () => late++);
          await deliver.get(work.kind)?.(work, signal);
        };
        const given = {
          deliver: new Map([['notice', timed]]),
          now: () => now,
          random: () => random,
          every: HOUR,
          patience: 100,
          onSettled,
        };
        running.add({ outbox: runOutbox(outboxDeps(seen, receiver.url, given)), ...loss });
      };
      const loseOne = (): void => {
        const [first] = running;
        if (!first) return;
        first.lose();
        void first.outbox.close();
        running.delete(first);
        startWorker();
      };

      try {
        await leaveWork(
          store,
          faults.map((_, index) => noticeRow(`R${index}`)),
          now,
        );
        for (let count = 0; count < workers; count++) startWorker();
        for (; (await store.waiting()).rows > 0 && now < start + 20 * HOUR; now += 10 * MINUTE) {
          await Promise.all([...running].map(({ outbox, lost }) => Promise.race([outbox.idle(), lost])));
        }
        expect([...receiver.taken.keys()].toSorted()).toEqual([...left.keys()].toSorted());
        expect(await store.waiting()).toEqual({ rows: 0, since: null });
        expect(await store.dead(['clinic-a'], 10)).toEqual([]);
        expect(settled).toEqual(new Set(left.keys()));
        const met = (wanted: Answer): number => faults.flat().filter((answer) => answer === wanted).length;
        const taken = [...receiver.taken.values()].reduce((sum, times) => sum + times, 0);
        const repeats = met('unheard') + Math.max(0, late - met('hang')) + losses.length * faults.length;
        expect(taken - left.size).toBeLessThanOrEqual(repeats);
      } finally {
        await Promise.all([...running].map(({ outbox }) => outbox.close()));
        await receiver.close();
        await store.close();
      }
    });
    await fc.assert(property, { numRuns: SCHEDULES });
  },
  SCHEDULES * 1_500,
);
