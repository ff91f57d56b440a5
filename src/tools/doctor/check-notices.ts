import { existsSync } from 'node:fs';
import type { Clinic } from '../../content/clinic-schema.ts';
import { isWithinReach } from '../../net/open-address.ts';
import { checkStaffChats } from './check-staff-chats.ts';
import type { Examined } from './examined.ts';
import { type Finding, fine } from './finding.ts';
import { clinicFault } from './invented.ts';
import { type NamedVariable, namedVariables } from './named-variables.ts';

/** What the clinics' files name in the environment is there and can be used, and the chats of staff are open. Nothing is posted. */
export async function checkNotices(examined: Examined): Promise<readonly Finding[]> {
  const clinics = [...examined.content.clinics.values()];
  const findings = clinics.flatMap((clinic) => [
    ...namedVariables(clinic).flatMap((variable) => checkVariable(clinic, variable, examined) ?? []),
    ...checkWebhook(clinic, examined),
    ...checkKeyFile(clinic),
  ]);
  findings.push(...checkStaffChats(examined));
  return findings.length > 0 ? findings : [fine('Every variable and file that clinics name is there.')];
}

function checkVariable(
  clinic: Clinic,
  { name, of, isAddress }: NamedVariable,
  { environment, reach }: Examined,
): Finding | null {
  const value = environment[name];
  if (!value)
    return clinicFault(
      clinic,
      `${name} is not set; ${clinic.id} names it for its ${of}.`,
      'What should be delivered there waits, and is given up after a day.',
      'Set it in .env and start the server again.',
    );
  if (!isAddress || (URL.canParse(value) && isWithinReach(new URL(value), reach))) return null;
  return clinicFault(
    clinic,
    `${name}, the ${of} of ${clinic.id}, is not an https address that we may connect to.`,
    'Its notices are not delivered.',
    'Copy the whole address of the incoming webhook into it.',
  );
}

function checkWebhook(clinic: Clinic, { reach }: Examined): readonly Finding[] {
  const { webhook } = clinic.notices;
  if (!webhook || isWithinReach(new URL(webhook.url), reach)) return [];
  return [
    clinicFault(
      clinic,
      `The webhook of ${clinic.id} is at a private address.`,
      'Its notices are refused and not tried again.',
      'Give it a public address, or set ALLOW_PRIVATE_ADDRESSES=true when this server stands in the clinic’s network.',
    ),
  ];
}

function checkKeyFile(clinic: Clinic): readonly Finding[] {
  const auth = clinic.booking.find((way) => way.way === 'fhir')?.auth;
  const file = auth?.kind === 'private-key' ? auth['key-file'] : undefined;
  if (file === undefined || existsSync(file)) return [];
  return [
    clinicFault(
      clinic,
      `${file}, the FHIR key of ${clinic.id}, is not there.`,
      'No free times are read and nothing is booked.',
      'Put the key there, or name another file.',
    ),
  ];
}
