import { within } from '../../within.ts';
import { checkAddress } from './check-address.ts';
import { checkBot } from './check-bot.ts';
import { checkClock } from './check-clock.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkContent } from './check-content.ts';
import { checkDatabase } from './check-database.ts';
import { checkDirectLine } from './check-direct-line.ts';
import { checkFreeTimes } from './check-free-times.ts';
import { checkKeys } from './check-keys.ts';
import { checkMail } from './check-mail.ts';
import { checkNotices } from './check-notices.ts';
import { checkOrigins } from './check-origins.ts';
import { checkRetention } from './check-retention.ts';
import { checkStaff } from './check-staff.ts';
import { DatabaseUnread } from './database-file.ts';
import type { Check, Examined } from './examined.ts';
import { type Finding, fault, warning } from './finding.ts';
import { withoutSecrets } from './without-secrets.ts';

/** Every check, by the name that it is shown with. */
export const checks: Readonly<Record<string, Check>> = {
  configuration: checkConfiguration,
  content: checkContent,
  database: checkDatabase,
  'public address': checkAddress,
  origins: checkOrigins,
  staff: checkStaff,
  notices: checkNotices,
  mail: checkMail,
  'free times': checkFreeTimes,
  'azure bot': checkBot,
  'direct line': checkDirectLine,
  'key server': checkKeys,
  clock: checkClock,
  retention: checkRetention,
};

/** Of no use while the content does not load. */
const OF_CLINICS = new Set(['origins', 'staff', 'notices', 'mail', 'free times', 'direct line', 'retention']);

/** A finding, with the check that made it. */
export type NamedFinding = Finding & { readonly check: string };

const LIMIT_MS = 5_000;

/** Runs checks side by side. One that fails or takes longer than `limitMs` milliseconds is a finding of its own and stops no other. */
export async function runChecks(examined: Examined, chosen = checks, limitMs = LIMIT_MS): Promise<NamedFinding[]> {
  const done = Object.entries(chosen).map(async ([check, run]) => {
    if (examined.contentFaults.length > 0 && OF_CLINICS.has(check)) return [{ check, ...waitsForContent }];
    const findings = await within(limitMs, run(examined)).catch((error: unknown) => [notChecked(error)]);
    return findings.map((finding) => ({ check, ...withoutSecrets(finding, examined) }));
  });
  return (await Promise.all(done)).flat();
}

const waitsForContent = warning(
  'Not checked: the content does not load.',
  'What the clinics’ files ask for is not known.',
  'Mend the content first.',
);

function notChecked(error: unknown): Finding {
  if (error instanceof DatabaseUnread)
    return warning(
      `Not checked: ${error.message}.`,
      'What is kept there is not known.',
      'Do first what the check of the database says.',
    );
  return fault(
    `It could not be checked: ${error instanceof Error ? error.message : 'unknown'}.`,
    'What is not checked may not work.',
    'Try again; if it stays, run the server with LOG_LEVEL=debug and look at its log.',
  );
}
