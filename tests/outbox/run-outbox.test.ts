import { setTimeout as wait } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { Outcome } from '../../src/outbox/attempt-work.ts';
import { Refused } from '../../src/outbox/refused.ts';
import { type Outbox, type OutboxDeps, runOutbox } from '../../src/outbox/run-outbox.ts';
import { TryAgain } from '../../src/outbox/try-again.ts';
import type { Deliver } from '../../src/outbox/try-delivery.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { leaveWork, outboxDeps } from './support/work.ts';

const HOUR = 3_600_000;
const start = Date.parse('2027-03-01T08:00:00Z');
let store: Store;
let now = start;

beforeEach(async () => {
  store = await openSqliteStore(':memory:');
  now = start;
});

function run(deliver: Deliver, changes: Partial<OutboxDeps> = {}): Outbox {
  const given = { deliver: new Map([['notice', deliver]]), now: () => now, random: () => 0.5, every: 2, ...changes };
  const outbox = runOutbox(outboxDeps(store, '', given));
  onTestFinished(() => outbox.close());
  return outbox;
}
const leave = (...keys: string[]) =>
  leaveWork(
    store,
    keys.map((key) => ({ key, kind: 'notice', body: key })),
    now,
  );
const dead = async () => (await store.dead(['clinic-a'], 100)).map(({ key, reason }) => `${key}: ${reason}`);

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

describe('the worker', () => {
  it('delivers what waits, and what comes later when it is woken', async () => {
    const keys: string[] = [];
    await leave('a', 'b');
    const outbox = run(async ({ key }) => keys.push(key), { every: HOUR });
    await outbox.idle();
    expect(keys).toEqual(['a', 'b']);
    await leave('c');
    outbox.wake();
    await vi.waitFor(() => expect(keys).toEqual(['a', 'b', 'c']));
    await outbox.idle();
    expect(await store.waiting()).toHaveProperty('rows', 0);
  });

  it('looks by itself now and then', async () => {
    const keys: string[] = [];
    const outbox = run(async ({ key }) => keys.push(key));
    await outbox.idle();
    await leave('a');
    await vi.waitFor(() => expect(keys).toEqual(['a']));
  });

  it('tells how it ended before it marks it, with what the deliverer gave', async () => {
    const told: unknown[] = [];
    await leave('a');
    const onSettled = async ({ key }: { key: string }, outcome: Outcome) => {
      told.push({ key, outcome, waiting: (await store.waiting()).rows });
    };
    await run(async () => ({ booked: true }), { onSettled }).idle();
    expect(told).toEqual([{ key: 'a', outcome: { delivered: true, result: { booked: true } }, waiting: 1 }]);
    expect(await store.waiting()).toHaveProperty('rows', 0);
  });

  it('tries again what could not be settled, delivered or not', async () => {
    let settled = 0;
    await leave('a', 'b');
    const onSettled = async () => {
      if (++settled <= 2) throw new Error('the visit cannot be told');
    };
    const deliver: Deliver = async ({ key }) => {
      if (key === 'b') throw new Refused('gone');
    };
    const outbox = run(deliver, { onSettled });
    await outbox.idle();
    expect([await store.waiting(), await dead()]).toMatchObject([{ rows: 2 }, []]);
    now += 2_000;
    await outbox.idle();
    expect([await store.waiting(), await dead()]).toMatchObject([{ rows: 0 }, ['b: gone']]);
  });

  it('waits longer each time, and gives up after twelve tries', async () => {
    const tries: number[] = [];
    const outcomes: Outcome[] = [];
    await leave('a');
    const outbox = run(
      async () => {
        tries.push(now - start);
        throw new Error('Ana Beispiel, 555-0101');
      },
      { onSettled: async (_, outcome) => void outcomes.push(outcome) },
    );
    for (; (await store.waiting()).rows > 0; now += 1_000) await outbox.idle();
    const gaps = tries.slice(1).map((at, index) => (at - (tries[index] ?? 0)) / 1_000);
    expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024]);
    expect(outcomes).toEqual([{ delivered: false }]);
    expect(await dead()).toEqual(['a: Error']);
  });

  it('tells staff the code of an error that it did not make, never its words', async () => {
    await leave('a');
    now += 30 * HOUR;
    const deliver: Deliver = () => Promise.reject(Object.assign(new Error('Ana Beispiel'), { code: 'ECONNREFUSED' }));
    await run(deliver).idle();
    expect(await dead()).toEqual(['a: ECONNREFUSED']);
  });

  it('gives up after a day, and tries what is older once', async () => {
    await leave('a');
    now += 30 * HOUR;
    let tries = 0;
    const outbox = run(async () => {
      tries++;
      throw new TryAgain('answered 503', HOUR);
    });
    await outbox.idle();
    expect([tries, await dead()]).toEqual([1, ['a: answered 503']]);
  });

  it('waits as the receiver asks', async () => {
    let tries = 0;
    await leave('a');
    const outbox = run(async () => {
      if (++tries === 1) throw new TryAgain('answered 429', 600_000);
    });
    await outbox.idle();
    now += 599_999;
    await outbox.idle();
    expect(tries).toBe(1);
    now += 1;
    await outbox.idle();
    expect(tries).toBe(2);
  });

  it('gives up at once what is refused, and starts anew when staff say so', async () => {
    let tries = 0;
    await leave('a');
    const outbox = run(async () => {
      if (++tries === 1) throw new Refused('answered 410');
    });
    await outbox.idle();
    expect(await dead()).toEqual(['a: answered 410']);
    await store.revive('a', now);
    await outbox.idle();
    expect([tries, await dead(), await store.waiting()]).toMatchObject([2, [], { rows: 0 }]);
  });

  it('stops a delivery that takes too long, and tries it again', async () => {
    const signals: AbortSignal[] = [];
    await leave('a');
    const outbox = run((_, signal) => new Promise(() => signals.push(signal)), { patience: 20 });
    await outbox.idle();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    now += 2_000;
    await outbox.idle();
    expect(signals).toHaveLength(2);
  });

  it('keeps work that nobody here can deliver', async () => {
    await leaveWork(store, [{ key: 'a', kind: 'unheard-of', body: null }], now);
    await run(async () => undefined).idle();
    expect(await store.waiting()).toHaveProperty('rows', 1);
  });

  it('delivers 32 at a time and 8 to one receiver, so that a slow one holds nobody up', async () => {
    const [open, counts, most] = [new Map<string, number>(), new Map<string, number>(), new Map<string, number>()];
    const change = (receiver: string, by: number): void => {
      open.set(receiver, (open.get(receiver) ?? 0) + by);
      open.set('all', (open.get('all') ?? 0) + by);
      for (const [name, now] of open) most.set(name, Math.max(now, most.get(name) ?? 0));
    };
    const held = gate();
    const slow = Array.from({ length: 300 }, (_, index) => `slow/${index}`);
    const quick = Array.from({ length: 120 }, (_, index) => `quick-${index % 6}/${index}`);
    await leave(...slow, ...quick);
    const receiverOf = ({ key }: { key: string }) => key.split('/')[0] ?? '';
    const outbox = run(
      async (work) => {
        const receiver = receiverOf(work);
        change(receiver, 1);
        await (receiver === 'slow' ? held.opened : wait(2));
        change(receiver, -1);
        counts.set(receiver, (counts.get(receiver) ?? 0) + 1);
      },
      { receiverOf },
    );
    await vi.waitFor(() => expect([...counts.values()]).toEqual([20, 20, 20, 20, 20, 20]));
    expect(most.get('slow')).toBe(8);
    expect(most.get('all')).toBeLessThanOrEqual(32);
    expect(most.get('all')).toBeGreaterThan(24);
    for (let index = 0; index < 6; index++) expect(most.get(`quick-${index}`)).toBeLessThanOrEqual(8);
    held.open();
    await outbox.idle();
    expect(counts.get('slow')).toBe(300);
  });

  it('shares one store with other workers: each row is delivered once', async () => {
    const keys: string[] = [];
    const many = Array.from({ length: 200 }, (_, index) => `row-${index}`);
    await leave(...many);
    const deliver: Deliver = async ({ key }) => {
      await wait(1);
      keys.push(key);
    };
    const workers = [run(deliver), run(deliver), run(deliver)];
    await Promise.all(workers.map((worker) => worker.idle()));
    expect(keys.toSorted()).toEqual(many.toSorted());
  });

  it('takes over what another worker held when its lease ends, and not before', async () => {
    await leave('a');
    await store.lease(now, now + 60_000, 10);
    const keys: string[] = [];
    const outbox = run(async ({ key }) => keys.push(key));
    now += 59_999;
    await outbox.idle();
    expect(keys).toEqual([]);
    now += 1;
    await outbox.idle();
    expect(keys).toEqual(['a']);
  });

  it('starts nothing twice itself, though its lease ended meanwhile', async () => {
    const held = gate();
    let started = 0;
    await leave('a');
    const outbox = run(async () => started++, { onSettled: () => held.opened });
    await vi.waitFor(() => expect(started).toBe(1));
    now += 60_000;
    outbox.wake();
    await wait(20);
    held.open();
    await outbox.idle();
    expect(started).toBe(1);
  });

  it('leaves what waits too long for its receiver to whoever leases it next', async () => {
    const held = gate();
    let started = 0;
    await leave(...Array.from({ length: 20 }, (_, index) => `row-${index}`));
    const outbox = run(async () => {
      started++;
      await held.opened;
    });
    await vi.waitFor(() => expect(started).toBe(8));
    now += 45_000;
    held.open();
    await outbox.idle();
    expect(started).toBe(8);
    now += 15_000;
    await outbox.idle();
    expect(started).toBe(20);
  });

  it('finishes what is under way when it closes, and starts nothing more', async () => {
    const keys: string[] = [];
    const held = gate();
    await leave(...Array.from({ length: 40 }, (_, index) => `row-${index}`));
    let started = 0;
    const outbox = run(async ({ key }) => {
      started++;
      await held.opened;
      keys.push(key);
    });
    await vi.waitFor(() => expect(started).toBe(8));
    const closed = outbox.close();
    held.open();
    await closed;
    expect(keys).toHaveLength(8);
    expect(await store.waiting()).toHaveProperty('rows', 32);
    outbox.wake();
    await wait(10);
    expect(keys).toHaveLength(8);
  });

  it('goes on when the store fails for a while', async () => {
    let fails = 3;
    const down = new Proxy(store, {
      get: (target, name: keyof Store) =>
        fails-- > 0 ? () => Promise.reject(new Error('the disk is gone')) : Reflect.get(target, name).bind(target),
    });
    const keys: string[] = [];
    await leave('a');
    run(async ({ key }) => keys.push(key), { store: down });
    await vi.waitFor(() => expect(keys).toEqual(['a']));
  });

  it('logs nothing of a visitor', async () => {
    const lines: unknown[] = [];
    const note = (...line: unknown[]): void => void lines.push(line);
    const log = { info: note, warn: note, error: note, debug: note };
    await leaveWork(store, [{ key: 'zanzibar', kind: 'notice', body: { words: 'zanzibar' } }], now);
    const deliver: Deliver = async () => {
      throw new Error('zanzibar');
    };
    const onSettled = () => Promise.reject(new Error('zanzibar'));
    const outbox = run(deliver, { log, onSettled });
    for (let hours = 0; hours < 30; hours++, now += HOUR) await outbox.idle();
    expect(lines.length).toBeGreaterThan(10);
    expect(JSON.stringify(lines)).not.toContain('zanzibar');
  });
});
