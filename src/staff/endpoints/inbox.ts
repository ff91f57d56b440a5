import { z } from 'zod';
import type { ClinicRequest } from '../../store/request-store.ts';
import { type Answer, page } from '../answer.ts';
import type { AskedByStaff } from '../asked.ts';
import { type InboxQuery, readInboxQuery, requestFilter } from '../inbox-query.ts';
import { noteRead } from '../note-audit.ts';
import { inboxPage } from '../pages/inbox-page.ts';
import { shownNames } from '../shown-names.ts';

const PAGE_ROWS = 50;
const MOST_URGENT = 20;
const doneSchema = z.object({ done: z.literal('erased').optional().catch(undefined) });

/** What visitors asked of the clinics of whoever looks. No names: who stands behind the desk reads along. Opening it is noted in the audit, its renewing is not. */
export async function showInbox(asked: AskedByStaff): Promise<Answer> {
  const { store, now, knowledge } = asked.console;
  const { clinics } = asked.who;
  if (!asked.renews) await noteRead(asked, 'requests.listed', [...clinics.keys()], null);
  const query = readInboxQuery(asked.query);
  const [{ rows, total }, urgent, names] = await Promise.all([
    readPage(asked, query),
    store.urgentRequests([...clinics.keys()], MOST_URGENT),
    shownNames(asked),
  ]);
  const found = await Promise.all(urgent.map((reference) => store.request(reference)));
  const notice = doneSchema.parse(asked.query).done ? 'Erased. Only the reference is left.' : null;
  return page(
    'Requests',
    inboxPage({
      query,
      rows,
      urgent: found.filter((request) => request !== null),
      total,
      pages: Math.max(1, Math.ceil(total / PAGE_ROWS)),
      who: asked.who,
      names,
      content: knowledge().content,
      now: now(),
    }),
    { notice },
  );
}

/** One page of rows. The store counts from the newest; the oldest are the last of those. */
async function readPage(
  { console: { store }, who }: AskedByStaff,
  query: InboxQuery,
): Promise<{ readonly rows: readonly ClinicRequest[]; readonly total: number }> {
  const filter = requestFilter(query, [...who.clinics.keys()]);
  const before = (query.page - 1) * PAGE_ROWS;
  if (query.order === 'newest') return store.requests({ ...filter, limit: PAGE_ROWS, offset: before });
  const { total } = await store.requests({ ...filter, limit: 0, offset: 0 });
  const limit = Math.max(0, Math.min(PAGE_ROWS, total - before));
  const { rows } = await store.requests({ ...filter, limit, offset: total - before - limit });
  return { rows: rows.toReversed(), total };
}
