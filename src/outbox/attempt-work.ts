import type { Log } from '../log.ts';
import type { LeasedWork, OutboxStore } from '../store/outbox-store.ts';
import { retryAt, wasLastTry } from './retry-at.ts';
import { type Deliver, tryDelivery } from './try-delivery.ts';

/** How a piece of work ended, told before it is marked so. */
export type Outcome = { readonly delivered: true; readonly result: unknown } | { readonly delivered: false };

/** What an attempt at a piece of work needs. */
export interface Attempts {
  readonly store: Pick<OutboxStore, 'delivered' | 'failed'>;
  /** By kind of work. */
  readonly deliver: ReadonlyMap<string, Deliver>;
  /** Comes again after a crash, so it must bear repeating. When it throws, the work is tried again. */
  readonly onSettled: (work: LeasedWork, outcome: Outcome) => Promise<void>;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

/** Tries once to deliver, for `patience` milliseconds at most, and marks the row: delivered, to be tried again, or given up. Throws when it cannot be marked. */
export async function attemptWork(work: LeasedWork, deps: Attempts & { readonly patience: number }): Promise<void> {
  const { store, now, random, log } = deps;
  const tried = await tryDelivery(work, deps.deliver.get(work.kind), deps.patience);
  const again = (reason: string, retryAfterMs: number | null, attempts = work.attempts): Promise<void> =>
    store.failed(work.key, { now: now(), retryAt: retryAt({ attempts }, now(), random(), retryAfterMs), reason });

  if (!tried.delivered && !tried.refused && !wasLastTry(work, now(), tried.early)) {
    if (!tried.early) log.warn({ ...about(work), reason: tried.reason }, 'not delivered; it is tried again');
    return again(tried.reason, tried.retryAfterMs, tried.early ? 0 : work.attempts);
  }
  try {
    await deps.onSettled(work, tried.delivered ? { delivered: true, result: tried.result } : { delivered: false });
  } catch (error) {
    log.error({ ...about(work), error: nameOf(error) }, 'a delivery could not be settled; it is tried again');
    return again('not settled', null);
  }
  if (tried.delivered) return store.delivered(work.key, now());
  log.error({ ...about(work), reason: tried.reason }, 'not delivered, and given up');
  return store.failed(work.key, { now: now(), retryAt: null, reason: tried.reason });
}

/** What the log may say of a piece of work. */
export const about = ({ kind, clinicId, attempts }: LeasedWork) => ({ kind, clinic: clinicId, tries: attempts + 1 });

/** What the log may say of an error: its words may be a visitor's. */
export const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
