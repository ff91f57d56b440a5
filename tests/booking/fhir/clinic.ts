import type { Appointment, Slot } from '@medplum/fhirtypes';
import { Client } from 'fhir-kit-client';
import { type AskFhir, fhirClient } from '../../../src/booking/fhir/ask-fhir.ts';
import { type Book, fhirBooking } from '../../../src/booking/fhir/fhir-booking.ts';
import { type FhirWay, fhirWaySchema } from '../../../src/booking/fhir/fhir-way.ts';
import type { BookingRequest, FreeSlot } from '../../../src/booking/free-slot.ts';
import type { FhirTestServer } from '../support/fhir-server.ts';

export const NOW = Date.parse('2027-03-01T12:00:00Z');
export const HOUR = 3_600_000;
export const SYSTEM = 'https://plumbline.example/bookings';
export const REACH = { allowPrivate: false, allowLoopbackHttp: true };

export const way: FhirWay = fhirWaySchema.parse({
  way: 'fhir',
  base: 'https://fhir.harbor.example/r4',
  schedules: { downtown: ['Schedule/1'], any: ['Schedule/2'] },
  'appointment-status': 'booked',
  'identifier-system': SYSTEM,
});

/** Asks the test server as the product would. */
export const asking = (server: FhirTestServer, timeoutMs = 2_000): AskFhir =>
  fhirClient({ base: server.base, token: null, reach: REACH, timeoutMs, now: () => NOW });

/** Books as where a server has no operations. */
export const bySlot = (ask: AskFhir, more: Partial<FhirWay> = {}): Book =>
  fhirBooking({ ...way, operations: false, ...more }, ask);

/** A free hour, `hours` after now. */
export const slotAt = (id: string, hours: number, more: Partial<Slot> = {}): Slot & { id: string } => ({
  resourceType: 'Slot',
  id,
  schedule: { reference: 'Schedule/1' },
  status: 'free',
  start: new Date(NOW + hours * HOUR).toISOString(),
  end: new Date(NOW + (hours + 1) * HOUR).toISOString(),
  ...more,
});

/** As the visitor chose it. */
export const chosen = ({ id = '', start, end }: Slot): FreeSlot => ({
  id,
  start: Date.parse(start),
  end: Date.parse(end),
  place: 'downtown',
  service: null,
  link: null,
});

export const requestFor = (slot: Slot, reference: string): BookingRequest => ({
  reference,
  slot: chosen(slot),
  name: 'Sam Rivera',
  phone: '+15085550142',
  email: 'sam@example.com',
  reason: 'Heel pain',
});

/** What an independent client sees. */
export async function appointmentsOf(server: FhirTestServer): Promise<readonly Appointment[]> {
  const client = new Client({ baseUrl: server.base });
  const found = await client.resourceSearch({ resourceType: 'Appointment', searchParams: { _count: '1000' } });
  const { entry = [] } = found as unknown as { entry?: { resource: Appointment }[] };
  return entry.map(({ resource }) => resource);
}

/** Those of them that are not cancelled. */
export const standingIn = async (server: FhirTestServer): Promise<readonly Appointment[]> =>
  (await appointmentsOf(server)).filter(({ status }) => status !== 'cancelled');
