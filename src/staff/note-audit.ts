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

/** Notes that a conversation was read, before it is shown; a page that renews itself counts as one read for ten minutes. */
export async function noteVisitRead(asked: AskedOfRequest): Promise<void> {
  const { lastReads, now } = asked.console;
  const key = `${asked.who.sessionHash} ${asked.request.reference}`;
  if (now() - (lastReads.get(key) ?? 0) < ONE_READ_MS) return;
  await noteOfRequest(asked, 'visit.read');
  if (lastReads.size > 1_000) lastReads.clear();
  lastReads.set(key, now());
}
