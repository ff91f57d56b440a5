import { z } from 'zod';
import { roles } from '../../store/staff-store.ts';
import { readDatabase } from './database-file.ts';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine, warning } from './finding.ts';
import { clinicFault, isInvented } from './invented.ts';

const accountRow = z.object({
  role: z.enum(roles),
  clinicIds: z
    .string()
    .nullable()
    .transform((text) => (text === null ? null : z.array(z.string()).parse(JSON.parse(text)))),
});
const kept = new Set(['callback', 'person', 'fhir']);

/** That someone can read what visitors ask for. */
export async function checkStaff({ config, content }: Examined): Promise<readonly Finding[]> {
  const found = readDatabase(config, ({ all }) =>
    all('SELECT role, clinic_ids AS clinicIds FROM staff_accounts WHERE disabled = 0', accountRow)(),
  );
  const accounts = found ?? [];
  const taking = [...content.clinics.values()].filter(({ booking }) => booking.some(({ way }) => kept.has(way)));
  if (accounts.length === 0)
    return [
      (taking.every(isInvented) ? warning : fault)(
        'There is no account of staff.',
        'Nobody can read requests, take over a conversation or review content.',
        'Start the server and open the one-time link that it prints.',
      ),
    ];
  const answering = accounts.filter(({ role }) => role === 'front-desk' || role === 'admin');
  const findings = taking
    .filter(({ id }) => !answering.some(({ clinicIds }) => clinicIds === null || clinicIds.includes(id)))
    .map((clinic) =>
      clinicFault(
        clinic,
        `Nobody can read the requests of ${clinic.id}.`,
        'It offers a call back, a person or appointments; what visitors leave waits unread.',
        'Invite someone for its front desk under Accounts in /staff.',
      ),
    );
  return findings.length > 0
    ? findings
    : [fine(`${accounts.length} account${accounts.length === 1 ? '' : 's'}; every clinic's requests have a reader.`)];
}
