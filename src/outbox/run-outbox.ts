import type { LeasedWork, OutboxStore } from '../store/outbox-store.ts';
import { type Attempts, about, attemptWork, nameOf } from './attempt-work.ts';

/** What the worker needs. `every` and `patience` in milliseconds: how often it looks, and how long one delivery may take. */
export interface OutboxDeps extends Attempts {
  readonly store: OutboxStore;
  /** Who takes it, such as a host: one receiver gets eight deliveries at a time at most. Else each kind of each clinic is one. */
  readonly receiverOf?: (work: LeasedWork) => string;
  readonly every?: number;
  readonly patience?: number;
}

/** A running worker. Several may run on one store. */
export interface Outbox {
  /** Looks for work now: there is some. */
  wake(): void;
  /** Waits until nothing is due and nothing under way. */
  idle(): Promise<void>;
  /** Takes no more work, and waits for the deliveries under way. */
  close(): Promise<void>;
}

const LEASE_MS = 60_000;
const AT_ONCE = 32;
const AT_ONCE_EACH = 8;
/** Work kept in memory because its receiver is busy; its lease keeps it from hiding what others wait for. */
const MOST_HELD = 10_000;

/** Starts the worker that delivers the outbox: at least once each, known to the receiver by `key`. */
export function runOutbox({ every = 1_000, patience = 15_000, ...deps }: OutboxDeps): Outbox {
  const { store, now, log } = deps;
  const receiverOf = deps.receiverOf ?? (({ clinicId, kind }) => `${clinicId} ${kind}`);
  const underWay = new Map<string, Promise<void>>();
  const busy = new Map<string, number>();
  let held: { readonly work: LeasedWork; readonly until: number }[] = [];
  let looking: Promise<void> | null = null;
  let woken = false;
  let closed = false;

  function wake(): void {
    woken = true;
    if (closed || looking) return;
    looking = look().finally(() => {
      looking = null;
      if (woken) wake();
    });
  }

  async function look(): Promise<void> {
    try {
      while (woken && !closed) {
        woken = false;
        for (let more = true; more && !closed; ) {
          startHeld();
          more = underWay.size < AT_ONCE && held.length < MOST_HELD && (await leaseMore());
        }
      }
    } catch (error) {
      woken = false;
      log.error({ error: nameOf(error) }, 'the outbox cannot be read');
    }
  }

  async function leaseMore(): Promise<boolean> {
    const until = now() + LEASE_MS;
    const leased = await store.lease(now(), until, AT_ONCE);
    for (const work of leased) if (!underWay.has(work.key)) held.push({ work, until });
    return leased.length > 0;
  }

  function startHeld(): void {
    const stillOurs = now() + patience * 2;
    held = held.filter(({ work, until }) => until > stillOurs && !start(work));
  }

  function start(work: LeasedWork): boolean {
    const receiver = receiverOf(work);
    const others = busy.get(receiver) ?? 0;
    if (closed || underWay.size >= AT_ONCE || others >= AT_ONCE_EACH) return false;
    busy.set(receiver, others + 1);
    const done = attemptWork(work, { ...deps, patience })
      .catch((error: unknown) => log.error({ ...about(work), error: nameOf(error) }, 'a delivery could not be noted'))
      .finally(() => {
        underWay.delete(work.key);
        const left = (busy.get(receiver) ?? 1) - 1;
        if (left > 0) busy.set(receiver, left);
        else busy.delete(receiver);
        wake();
      });
    underWay.set(work.key, done);
    return true;
  }

  const timer = setInterval(wake, every);
  timer.unref();
  wake();

  return {
    wake,
    async idle() {
      wake();
      while (looking || underWay.size > 0) await Promise.race([looking, ...underWay.values()].filter(Boolean));
    },
    async close() {
      closed = true;
      clearInterval(timer);
      await looking;
      await Promise.all(underWay.values());
    },
  };
}
