import type { Clinic } from '../content/clinic-schema.ts';
import type { RequestStore } from '../store/request-store.ts';
import type { StaffStore } from '../store/staff-store.ts';
import { oldestSession } from './session.ts';

const DAY = 86_400_000;

/** Erases what is kept too long: requests after the clinic's request-days, the staff's audit after its audit-days, sessions and links that are over, failed attempts after an hour. Gives the number of requests erased. */
export async function expireStaffData(
  store: Pick<RequestStore, 'expireRequests'> & Pick<StaffStore, 'expireAudit' | 'expireStaff'>,
  clinics: Iterable<Clinic>,
  now: number,
): Promise<number> {
  let erased = 0;
  let longest = 30;
  for (const { id, keep } of clinics) {
    erased += await store.expireRequests(id, now - keep['request-days'] * DAY);
    await store.expireAudit(id, now - keep['audit-days'] * DAY);
    longest = Math.max(longest, keep['audit-days']);
  }
  await store.expireAudit(null, now - longest * DAY);
  await store.expireStaff({ sessionsBefore: oldestSession(now), now, attemptsBefore: now - DAY / 24 });
  return erased;
}
