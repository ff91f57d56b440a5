import { readConfig } from '../../../src/config.ts';
import { type Clinic, clinicSchema } from '../../../src/content/clinic-schema.ts';
import type { Content } from '../../../src/content/content-schema.ts';
import { loadContent } from '../../../src/content/load-content.ts';
import type { Check, Examined } from '../../../src/tools/doctor/examined.ts';

export const NOW = Date.parse('2027-03-01T12:00:00Z');

const shipped = loadContent('./content');

/** A clinic that is not one of our invented ones: no example name or number is in it. */
export const realClinic = (parts: object = {}): Clinic =>
  clinicSchema.parse({
    id: 'quay',
    name: 'Quay Feet',
    kind: 'podiatry practice',
    'sees-people': true,
    country: 'US',
    languages: ['en'],
    'time-zone': 'America/New_York',
    brand: { color: '#0f6b63', greeting: 'Hello. Ask me about your feet.' },
    answers: { sections: ['clinic'] },
    reviewer: { name: 'Someone', placeholder: false },
    booking: [],
    keep: { 'visit-days': 30, 'audit-days': 365 },
    ...parts,
  });

/** The shipped content with these clinics in place of its own. */
export const contentOf = (...clinics: readonly Clinic[]): Content => ({
  ...shipped,
  clinics: new Map(clinics.map((clinic) => [clinic.id, clinic])),
});

/** What is looked at, with the shipped content unless told otherwise. Services of clinics may be on this machine. */
export const examined = (
  environment: Record<string, string> = {},
  parts: Partial<Examined> = {},
  clinics: readonly Clinic[] | null = null,
): Examined => ({
  folder: '/nowhere',
  environment,
  config: readConfig(environment),
  configFaults: [],
  content: clinics ? contentOf(...clinics) : shipped,
  contentFaults: [],
  reach: { allowPrivate: true, allowLoopbackHttp: true },
  now: Date.now,
  newId: () => 'id',
  ...parts,
});

/** What a check says, a line each: level, then what. */
export const said = async (check: Check, what: Examined): Promise<readonly string[]> =>
  (await check(what)).map((finding) => `${finding.level}: ${finding.what}`);
