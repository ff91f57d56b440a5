import type { AskedByStaff, AskedOfRequest } from './asked.ts';

const ONE_READ_MS = 600_000;

/** Notes in the audit what someone did: once for each clinic it concerns, or once for none. Never contents. */
export async function noteAudit(
  { console: { store, now }, who }: AskedByStaff,
  what: string,
  clinicIds: readonly string[] | null,
  about: string | null,
): Promise<void> {
  const by = who.account.signInName;
  await store.audit((clinicIds ?? [null]).map((clinicId) => ({ at: now(), clinicId, by, what, about })));
}

/** Notes something done with a request. */
export const noteOfRequest = (asked: AskedOfRequest, what: string): Promise<void> =>
  noteAudit(asked, what, [asked.request.clinicId], asked.request.reference);

/** Notes that a conversation was read, before it is shown. */
export const noteVisitRead = (asked: AskedOfRequest): Promise<void> =>
  noteRead(asked, 'visit.read', [asked.request.clinicId], asked.request.reference);

/** Notes a reading of a page that renews itself or is turned: all of ten minutes count as one. */
export async function noteRead(
  asked: AskedByStaff,
  what: string,
  clinicIds: readonly string[] | null,
  about: string | null,
): Promise<void> {
  const { lastReads, now } = asked.console;
  const key = `${asked.who.sessionHash} ${what} ${about}`;
  if (now() - (lastReads.get(key) ?? 0) < ONE_READ_MS) return;
  await noteAudit(asked, what, clinicIds, about);
  if (lastReads.size > 1_000) lastReads.clear();
  lastReads.set(key, now());
}
