import type { LeasedWork } from '../store/outbox-store.ts';
import { NotYet } from './not-yet.ts';
import { Refused } from './refused.ts';
import { TryAgain } from './try-again.ts';

/** Delivers one piece of work. Resolves once it is delivered; throws `Refused` to give it up, anything else to have it tried again. */
export type Deliver = (work: LeasedWork, signal: AbortSignal) => Promise<unknown>;

/** How one try ended. `reason` holds no visitor's words. */
export type Tried =
  | { readonly delivered: true; readonly result: unknown }
  | {
      readonly delivered: false;
      readonly refused: boolean;
      /** Nothing went wrong: it is not time yet. */
      readonly early: boolean;
      readonly reason: string;
      readonly retryAfterMs: number | null;
    };

/** Tries to deliver once, for `ms` milliseconds at most. Never throws. */
export async function tryDelivery(work: LeasedWork, deliver: Deliver | undefined, ms: number): Promise<Tried> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), ms);
  try {
    if (!deliver) throw new TryAgain(`nobody here delivers ${work.kind}`);
    return { delivered: true, result: await Promise.race([deliver(work, late.signal), aborted(late.signal)]) };
  } catch (error) {
    return {
      delivered: false,
      refused: error instanceof Refused,
      early: error instanceof NotYet,
      reason: reasonOf(error),
      retryAfterMs: error instanceof TryAgain ? error.retryAfterMs : null,
    };
  } finally {
    clearTimeout(timer);
  }
}

const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => signal.addEventListener('abort', () => reject(new TryAgain('no answer in time'))));

/** Others' messages may quote what was sent: of those only the code or the name is kept. */
function reasonOf(error: unknown): string {
  if (error instanceof TryAgain || error instanceof Refused) return error.message;
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
