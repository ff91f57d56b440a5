import type { Clinic } from '../content/clinic-schema.ts';
import type { Log } from '../log.ts';
import type { Reach } from '../net/open-address.ts';
import { accessToken } from './fhir/access-token.ts';
import { fhirClient } from './fhir/ask-fhir.ts';
import { type Book, fhirBooking } from './fhir/fhir-booking.ts';
import { fhirSlots } from './fhir/fhir-slots.ts';
import type { FreeSlot, SlotSource } from './free-slot.ts';
import { slotsFileSource } from './slots-file/slots-file-source.ts';

/** The systems of clinics that publish free times: read in the background, asked when a visitor books. */
export interface ClinicSystems {
  /** Free times of the next two months, from memory; none when the clinic has no such system. */
  slots(clinicId: string): readonly FreeSlot[];
  /** Books in the clinic's system; null when it takes no bookings from us. */
  book(clinicId: string): Book | null;
  /** Settles once every clinic's free times were read, or could not be. */
  ready(): Promise<void>;
  /** Reads a clinic's free times anew, after a booking. Never throws: what cannot be read stays as it was. */
  refresh(clinicId: string): Promise<void>;
  /** Starts, changes and ends systems as the clinics' files stand now. */
  follow(): void;
  close(): void;
}

/** What reaching a clinic's systems needs. `environment` holds the secrets that its file names. */
export interface SystemsDeps {
  readonly clinics: () => ReadonlyMap<string, Clinic>;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly reach: Reach;
  readonly now: () => number;
  readonly random: () => number;
  readonly newId: () => string;
  readonly log: Log;
}

interface ClinicSystem {
  /** The way as its file has it: when that changes, the system is made anew. */
  readonly way: string;
  readonly source: SlotSource;
  readonly book: Book | null;
}

const AHEAD = 60 * 86_400_000;
const FHIR_MS = 4_000;

/** Keeps one system for each clinic that has one. */
export function clinicSystems(deps: SystemsDeps): ClinicSystems {
  const systems = new Map<string, ClinicSystem>();

  function follow(): void {
    const clinics = deps.clinics();
    for (const [id, { way, source }] of systems) {
      const clinic = clinics.get(id);
      if (clinic && way === JSON.stringify(wayOf(clinic))) continue;
      source.close();
      systems.delete(id);
    }
    for (const clinic of clinics.values()) {
      const made = systems.has(clinic.id) ? null : makeSystem(clinic, deps);
      if (made) systems.set(clinic.id, made);
    }
  }
  follow();

  return {
    slots: (clinicId) => systems.get(clinicId)?.source.free(deps.now(), deps.now() + AHEAD) ?? [],
    book: (clinicId) => systems.get(clinicId)?.book ?? null,
    ready: async () => void (await Promise.all([...systems.values()].map(({ source }) => source.refresh()))),
    refresh: async (clinicId) => systems.get(clinicId)?.source.refresh(),
    follow,
    close() {
      for (const { source } of systems.values()) source.close();
      systems.clear();
    },
  };
}

const wayOf = ({ booking }: Clinic) => booking.find(({ way }) => way === 'slots-file' || way === 'fhir');

function makeSystem(clinic: Clinic, deps: SystemsDeps): ClinicSystem | null {
  const way = wayOf(clinic);
  const { environment, reach, now, newId } = deps;
  const fresh = { clinicId: clinic.id, now, random: deps.random, log: deps.log };
  if (way?.way === 'slots-file')
    return { way: JSON.stringify(way), source: slotsFileSource(way, { ...fresh, reach }), book: null };
  if (way?.way !== 'fhir') return null;
  const token = way.auth ? accessToken(way.auth, { environment, reach, timeoutMs: FHIR_MS, now, newId }) : null;
  const ask = fhirClient({ base: way.base, token, reach, timeoutMs: FHIR_MS, now });
  return { way: JSON.stringify(way), source: fhirSlots(way, ask, fresh), book: fhirBooking(way, ask) };
}
