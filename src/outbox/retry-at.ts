import type { LeasedWork } from '../store/outbox-store.ts';

const HOUR = 3_600_000;
const FIRST_MS = 2_000;
const MOST_TRIES = 12;
const LONGEST_MS = 24 * HOUR;

/** When a try that failed at `now` is repeated, in epoch milliseconds; `random` is 0 up to 1. Waits at least what the receiver asked for, an hour at most. */
export function retryAt(
  { attempts }: Pick<LeasedWork, 'attempts'>,
  now: number,
  random: number,
  retryAfterMs: number | null,
): number {
  const jittered = random * Math.min(FIRST_MS * 2 ** attempts, HOUR);
  return now + Math.ceil(Math.max(jittered, Math.min(retryAfterMs ?? 0, HOUR)));
}

/** Whether a try that failed at `now` was the last. One that came too early only uses up time. */
export const wasLastTry = ({ attempts, createdAt }: LeasedWork, now: number, early = false): boolean =>
  (!early && attempts + 1 >= MOST_TRIES) || now - createdAt >= LONGEST_MS;
