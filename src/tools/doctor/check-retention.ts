import { z } from 'zod';
import { readDatabase } from './database-file.ts';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine, warning } from './finding.ts';

const DAY = 86_400_000;
/** Erasing runs at the start and every hour while the server does. */
const GRACE = DAY;
const oldestRow = z.object({ clinicId: z.string(), oldest: z.number(), count: z.number() });

/** That nothing is kept longer than the clinics' files say. */
export async function checkRetention({ config, content, now }: Examined): Promise<readonly Finding[]> {
  const found = readDatabase(config, ({ all }) => [
    { what: 'visits', rule: 'visit-days', rows: all(oldest('visits', 'touched_at'), oldestRow)() } as const,
    { what: 'requests', rule: 'request-days', rows: all(oldest('requests', 'created_at'), oldestRow)() } as const,
  ]);
  if (!found) return [fine('Nothing is kept yet.')];
  const findings: Finding[] = [];
  for (const { what, rule, rows } of found)
    for (const { clinicId, oldest, count } of rows) {
      const clinic = content.clinics.get(clinicId);
      if (!clinic)
        findings.push(
          warning(
            `${what} of "${clinicId}" are kept (${count}), and there is no such clinic in the content.`,
            'Only clinics in the content have their data erased: these stay.',
            'Put its file back until its days are over.',
          ),
        );
      else if (oldest < now() - clinic.keep[rule] * DAY - GRACE)
        findings.push(
          fault(
            `${what} of ${clinicId} are kept longer than its ${rule} (${clinic.keep[rule]}).`,
            'Visitors were told that they are erased by then.',
            'They are erased at the start and every hour: let the server run, and look for "old visits not erased" in its log.',
          ),
        );
    }
  return findings.length > 0 ? findings : [fine('Nothing is kept longer than the clinics’ files say.')];
}

const oldest = (table: string, at: string): string =>
  `SELECT clinic_id AS clinicId, min(${at}) AS oldest, count(*) AS count FROM ${table} GROUP BY clinic_id`;
