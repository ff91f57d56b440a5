import type { Log } from '../log.ts';
import { TryAgain } from '../outbox/try-again.ts';
import type { FreeSlot, SlotSource } from './free-slot.ts';

/** One good reading of a clinic's free times, and how long it may stand (milliseconds). */
export interface SlotReading {
  readonly slots: readonly FreeSlot[];
  readonly freshForMs: number;
}

/** What keeping fresh needs. `random` gives 0 to 1, so that many servers do not ask together. */
export interface FreshDeps {
  readonly clinicId: string;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
}

const SOONEST = 60_000;
const LATEST = 12.5 * 60_000;
const OFFERED_FOR = 30 * 60_000;

/** Reads at once, then again every minute at most and every quarter of an hour at least. What is half an hour old is not offered. */
export function keepFresh(read: () => Promise<SlotReading>, { clinicId, now, random, log }: FreshDeps): SlotSource {
  let slots: readonly FreeSlot[] = [];
  let at: number | null = null;
  let reading: Promise<void> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;

  async function readOnce(): Promise<void> {
    let wanted = 0;
    try {
      const { slots: found, freshForMs } = await read();
      slots = found.toSorted((one, other) => one.start - other.start);
      at = now();
      wanted = freshForMs;
    } catch (error) {
      wanted = (error instanceof TryAgain && error.retryAfterMs) || 0;
      log.warn({ clinic: clinicId, fault: error instanceof Error ? error.name : 'unknown' }, 'free times not read');
    }
    clearTimeout(timer);
    const pause = Math.min(Math.max(wanted, SOONEST), LATEST) * (1 + random() / 5);
    if (!closed) timer = setTimeout(refresh, pause).unref();
  }
  function refresh(): Promise<void> {
    reading ??= readOnce().finally(() => {
      reading = null;
    });
    return reading;
  }

  void refresh();
  return {
    free: (from, to) => {
      if (at === null || now() - at > OFFERED_FOR) return [];
      const earliest = Math.max(from, now() + 1);
      return slots.filter(({ start }) => start >= earliest && start < to);
    },
    readAt: () => at,
    refresh,
    close: () => {
      closed = true;
      clearTimeout(timer);
    },
  };
}
