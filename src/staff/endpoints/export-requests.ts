import type { ClinicRequest } from '../../store/request-store.ts';
import type { Answer } from '../answer.ts';
import type { AskedByStaff } from '../asked.ts';
import { writeCsv } from '../csv.ts';
import { readInboxQuery, requestFilter } from '../inbox-query.ts';
import { noteAudit } from '../note-audit.ts';
import { detailsSchema, shownPlace, shownReason, shownTimes } from '../request-details.ts';
import { deliveryNames, kindNames, stateNames, urgencyNames } from '../shown.ts';

const AT_ONCE = 500;
const HEAD = [
  ...['Reference', 'Clinic', 'Kind', 'State', 'Delivery', 'Urgency', 'Asked at', 'Changed at', 'Claimed by', 'Name'],
  ...['Phone', 'Extension', 'E-mail', 'Reason', 'Place', 'Times', 'Language', 'Notes'],
];

/** The requests that the inbox's filters leave, as a table for a spreadsheet. Noted in the audit of each clinic first. */
export async function exportRequests(asked: AskedByStaff): Promise<Answer> {
  const { store, now } = asked.console;
  const filter = requestFilter(readInboxQuery(asked.query), [...asked.who.clinics.keys()]);
  await noteAudit(asked, 'requests.exported', filter.clinicIds, null);
  const rows: (readonly string[])[] = [HEAD];
  for (let offset = 0, last = AT_ONCE; last === AT_ONCE; offset += last) {
    const found = (await store.requests({ ...filter, limit: AT_ONCE, offset })).rows;
    rows.push(...(await Promise.all(found.map((request) => rowOf(asked, request)))));
    last = found.length;
  }
  const day = new Date(now()).toISOString().slice(0, 10);
  return { kind: 'file', name: `requests-${day}.csv`, type: 'text/csv; charset=utf-8', text: writeCsv(rows) };
}

async function rowOf({ console, who }: AskedByStaff, request: ClinicRequest): Promise<readonly string[]> {
  const { reference, kind, state, delivery, createdAt, changedAt, claimedBy } = request;
  const clinic = who.clinics.get(request.clinicId);
  const details = detailsSchema.parse(request.details);
  const notes = await console.store.notes(reference);
  return [
    reference,
    clinic?.name ?? request.clinicId,
    kindNames[kind],
    stateNames[state],
    deliveryNames[delivery],
    urgencyNames[details.urgency],
    new Date(createdAt).toISOString(),
    new Date(changedAt).toISOString(),
    claimedBy ?? '',
    details.name ?? '',
    details.phone ?? '',
    details.extension ?? '',
    details.email ?? '',
    shownReason(details, console.knowledge().content) ?? '',
    (clinic && shownPlace(details, clinic)) ?? '',
    shownTimes(details, clinic?.['time-zone'] ?? 'UTC').join('; '),
    details.language ?? '',
    notes.map(({ at, by, text }) => `${new Date(at).toISOString()} ${by}: ${text}`).join('\n'),
  ];
}
