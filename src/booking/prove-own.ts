import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Claim, Details } from '../../dialogs/visit.events.ts';
import type { Store } from '../store/store.ts';

const MOST_WRONG = 5;
const HOUR = 3_600_000;
const waitAfter = (wrong: number): number => (wrong < MOST_WRONG ? 0 : HOUR);
const contactSchema = z.object({ phone: z.string().nullable().catch(null), email: z.string().nullable().catch(null) });
const nothing = { phone: null, email: null };

/** Which request somebody says is theirs, and what they say was left with it. */
export interface Proof {
  readonly reference: string;
  readonly given: Partial<Details>;
  readonly clinicId: string;
  readonly now: number;
}

/**
 * Whether a phone number or e-mail is the one that a request was made with. After five wrong ones within an hour nobody is
 * believed for an hour. A reference that was never given out is counted, noted and answered like any other.
 */
export async function proveOwn(
  { reference, given, clinicId, now }: Proof,
  store: Pick<Store, 'request' | 'takeAttempt' | 'attemptWasRight' | 'audit'>,
): Promise<Claim> {
  const key = createHash('sha256').update(`proof ${clinicId} ${reference}`).digest('base64url');
  if ((await store.takeAttempt([key], now, waitAfter)) !== null) return 'unknown';
  const found = await store.request(reference);
  const request = found?.clinicId === clinicId ? found : null;
  const { phone, email } = contactSchema.catch(nothing).parse(request?.details);
  const isRight =
    (phone !== null && phone === given.phone) || (email !== null && email.toLowerCase() === given.email?.toLowerCase());
  if (!isRight) {
    await store.audit([{ at: now, clinicId, by: 'a visitor', what: 'request.wrongly-proven', about: reference }]);
    return 'wrong';
  }
  await store.attemptWasRight(key, '');
  return request?.kind === 'appointment' ? 'unknown' : 'ours';
}
