import { z } from 'zod';
import { type Answer, page } from '../answer.ts';
import type { AskedByStaff } from '../asked.ts';
import { noteRead } from '../note-audit.ts';
import { auditPage } from '../pages/audit-page.ts';
import { shownNames } from '../shown-names.ts';

const PAGE_ROWS = 100;
const querySchema = z.object({ page: z.coerce.number().int().min(1).max(100_000).catch(1) });

/** Who did what, newest first; of the admin's clinics only. Noted in the audit first. */
export async function showAudit(asked: AskedByStaff): Promise<Answer> {
  const { store } = asked.console;
  const { account, clinics } = asked.who;
  const { page: number } = querySchema.parse(asked.query);
  const clinicIds = account.clinicIds === null ? null : [...clinics.keys()];
  await noteRead(asked, 'audit.read', clinicIds, null);
  const [{ rows, total }, names] = await Promise.all([
    store.audited({ clinicIds, limit: PAGE_ROWS, offset: (number - 1) * PAGE_ROWS }),
    shownNames(asked),
  ]);
  const pages = Math.max(1, Math.ceil(total / PAGE_ROWS));
  return page('Audit', auditPage({ rows, total, number, pages, clinics, names }));
}
