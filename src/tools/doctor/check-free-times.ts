import { json } from 'node:stream/consumers';
import { accessToken } from '../../booking/fhir/access-token.ts';
import { fhirClient } from '../../booking/fhir/ask-fhir.ts';
import type { FhirWay } from '../../booking/fhir/fhir-way.ts';
import { bundleSchema } from '../../booking/fhir/resources.ts';
import { fetchFresh } from '../../booking/slots-file/fetch-fresh.ts';
import { manifestSchema } from '../../booking/slots-file/published.ts';
import type { SlotsFileWay } from '../../booking/slots-file/slots-file-way.ts';
import type { Clinic } from '../../content/clinic-schema.ts';
import { AddressRefused } from '../../net/open-address.ts';
import { TryAgain } from '../../outbox/try-again.ts';
import { within } from '../../within.ts';
import type { Examined } from './examined.ts';
import { type Finding, fine } from './finding.ts';
import { clinicFault } from './invented.ts';
import { whyUnreachable } from './why-unreachable.ts';

const ANSWER_MS = 4_500;

/** The systems of clinics that publish free times: reached, and answering what we ask of them. Nothing is booked. */
export async function checkFreeTimes(examined: Examined): Promise<readonly Finding[]> {
  const found = await Promise.all(
    [...examined.content.clinics.values()].map((clinic) => checkClinic(clinic, examined)),
  );
  const findings = found.flat();
  return findings.length > 0 ? findings : [fine('No clinic publishes free times.')];
}

async function checkClinic(clinic: Clinic, examined: Examined): Promise<readonly Finding[]> {
  const way = clinic.booking.find((one) => one.way === 'fhir' || one.way === 'slots-file');
  if (!way) return [];
  const { host } = new URL(way.way === 'fhir' ? way.base : way.manifest);
  const asked = way.way === 'fhir' ? askFhirServer(way, examined) : askManifest(way, examined);
  const wrong = await within(ANSWER_MS, asked).catch(whatFailed);
  if (wrong === null) return [fine(`${host} answers for ${clinic.id}.`)];
  return [
    clinicFault(
      clinic,
      `The free times of ${clinic.id} cannot be read from ${host}: ${wrong}.`,
      'Visitors are offered no times there, only its other ways.',
      'Compare the way in the clinic’s file with what its system’s maker gave you: address, schedules, client and secret.',
    ),
  ];
}

/** Asks for one free slot, as the server does. */
async function askFhirServer(way: FhirWay, examined: Examined): Promise<string | null> {
  const { reach, now } = examined;
  const deps = { ...examined, timeoutMs: ANSWER_MS };
  const token = way.auth ? accessToken(way.auth, deps) : null;
  const ask = fhirClient({ base: way.base, token, reach, timeoutMs: ANSWER_MS, now });
  const query = new URLSearchParams({ schedule: Object.values(way.schedules).flat().join(','), status: 'free' });
  query.append('start', `ge${new Date(now()).toISOString()}`);
  query.append('_count', '1');
  const { ok, status, body } = await ask({ method: 'GET', path: `Slot?${query}` });
  if (status === 401 || status === 403) return `it does not let us in (${status})`;
  if (!ok) return `it refuses the search for slots (${status})`;
  return bundleSchema.safeParse(body).success ? null : 'it does not answer in FHIR';
}

async function askManifest(way: SlotsFileWay, { reach }: Examined): Promise<string | null> {
  const { body } = await fetchFresh(new URL(way.manifest), 'application/json', null, reach);
  const listed = body ? await json(body).catch(() => null) : null;
  return manifestSchema.safeParse(listed).success ? null : 'its list of files cannot be read';
}

const whatFailed = (error: unknown): string =>
  (error instanceof TryAgain && error.cause === undefined) || error instanceof AddressRefused
    ? error.message
    : whyUnreachable(error);
