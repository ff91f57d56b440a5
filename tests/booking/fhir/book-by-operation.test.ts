import type { Appointment, Slot } from '@medplum/fhirtypes';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fhirBooking } from '../../../src/booking/fhir/fhir-booking.ts';
import { TryAgain } from '../../../src/outbox/try-again.ts';
import { type FhirTestServer, openFhirServer } from '../support/fhir-server.ts';
import { appointmentsOf, asking, requestFor, SYSTEM, slotAt, standingIn, way } from './clinic.ts';

let server: FhirTestServer;
const slot = slotAt('s1', 24);
const request = requestFor(slot, 'K7M-4QD');
const asked = (): readonly string[] => server.asked.map(({ method, path }) => `${method} ${path.split('?')[0]}`);
const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'searchset',
  entry: resources.map((resource) => ({ resource })),
});
const NOT_FOUND = { resourceType: 'OperationOutcome', issue: [{ severity: 'fatal', code: 'not-found' }] };

beforeEach(async () => {
  server = await openFhirServer();
  await server.store({ resourceType: 'Schedule', id: '1', actor: [{ reference: 'Practitioner/7' }] });
  await server.store(slot);
  server.operations.set('find', find).set('hold', hold).set('book', book);
});
afterEach(() => server.close());

/** A scheduling server of IHE: proposes an appointment for a free slot, holds it, books it. */
async function find(): Promise<readonly [number, unknown]> {
  const { status, start, end } = await server.read<Slot>('Slot', 's1');
  if (status !== 'free') return [200, bundle()];
  const [participant] = [{ status: 'needs-action' as const, actor: { reference: 'Practitioner/7' } }];
  return [
    200,
    bundle({
      resourceType: 'Appointment',
      id: 'find-1',
      status: 'proposed',
      start,
      end,
      slot: [{ reference: 'Slot/s1' }],
      participant: [participant],
    }),
  ];
}
async function hold(): Promise<readonly [number, unknown]> {
  const { status, start, end } = await server.read<Slot>('Slot', 's1');
  if (status !== 'free') return [200, bundle(NOT_FOUND)];
  await server.store({ ...slot, status: 'busy-tentative' });
  const kept = await server.store<Appointment>({
    resourceType: 'Appointment',
    id: 'held-1',
    status: 'pending',
    start,
    end,
    slot: [{ reference: 'Slot/s1' }],
    participant: [{ status: 'accepted', actor: { reference: 'Practitioner/7' } }],
  });
  return [200, bundle(kept)];
}
async function book(body: unknown): Promise<readonly [number, unknown]> {
  const { parameter } = body as { parameter: { name: string; resource: Appointment }[] };
  const wanted = parameter.find(({ name }) => name === 'appointment-resource')?.resource;
  const { status } = await server.read<Slot>('Slot', 's1');
  const isHolder = status === 'busy-tentative' && wanted?.id === 'held-1';
  if (wanted?.status !== 'pending' || !(status === 'free' || isHolder)) return [200, bundle(NOT_FOUND)];
  await server.store({ ...slot, status: 'busy' });
  return [200, bundle(await server.store<Appointment>({ ...wanted, status: 'booked' }))];
}

describe('a server that names $find, $hold and $book', () => {
  it('is asked to hold, then to book', async () => {
    const booked = await fhirBooking(way, asking(server))(request);
    expect(booked).toEqual({ outcome: 'booked', appointment: 'held-1' });
    expect(asked().filter((one) => one.startsWith('POST'))).toEqual(
      ['find', 'hold', 'book'].map((name) => `POST Appointment/$${name}`),
    );
    expect(await appointmentsOf(server)).toMatchObject([
      {
        id: 'held-1',
        status: 'booked',
        identifier: [{ system: SYSTEM, value: 'K7M-4QD' }],
        start: slot.start,
        end: slot.end,
      },
    ]);
  });

  it('gives the same appointment when asked twice, also when the first answer was lost', async () => {
    server.before = ({ path }) => {
      if (!path.endsWith('$book')) return null;
      server.before = () => null;
      return { kind: 'lost' };
    };
    await expect(fhirBooking(way, asking(server))(request)).rejects.toThrow(TryAgain);
    expect(await fhirBooking(way, asking(server))(request)).toEqual({ outcome: 'booked', appointment: 'held-1' });
    expect(await standingIn(server)).toHaveLength(1);
  });

  it('is asked to book what was held when $book did not arrive', async () => {
    const booking = fhirBooking(way, asking(server));
    server.before = ({ path }) => (path.endsWith('$book') ? { kind: 'cut' } : null);
    await expect(booking(request)).rejects.toThrow(TryAgain);
    server.before = () => null;
    expect(await booking(request)).toEqual({ outcome: 'booked', appointment: 'held-1' });
  });

  it('says that a slot is gone', async () => {
    await server.store({ ...slot, status: 'busy' });
    expect(await fhirBooking(way, asking(server))(request)).toEqual({ outcome: 'gone' });
    expect(await appointmentsOf(server)).toEqual([]);
  });

  it.each([409, 422])('or says so with %i', async (status) => {
    server.operations.set('book', async () => [status, NOT_FOUND]);
    expect(await fhirBooking(way, asking(server))(request)).toEqual({ outcome: 'gone' });
  });

  it('rejects by cancelling', async () => {
    server.operations.set('book', async () => [
      200,
      bundle({ ...slot, resourceType: 'Appointment', status: 'cancelled' }),
    ]);
    expect(await fhirBooking(way, asking(server))(request)).toEqual({ outcome: 'gone' });
  });

  it('refuses', async () => {
    server.operations.set('book', async () => [403, NOT_FOUND]);
    expect(await fhirBooking(way, asking(server))(request)).toEqual({ outcome: 'refused', why: '403 not-found' });
  });

  it('of two at once books one', async () => {
    const outcomes = await Promise.all(
      ['A', 'B'].map((who) => fhirBooking(way, asking(server))(requestFor(slot, who))),
    );
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['booked', 'gone']);
    expect(await standingIn(server)).toHaveLength(1);
  });
});

describe('which way is taken', () => {
  it('$book alone, where no $hold is named', async () => {
    server.operations.delete('hold');
    expect((await fhirBooking(way, asking(server))(request)).outcome).toBe('booked');
    expect(asked().filter((one) => one.startsWith('POST'))).toEqual(['POST Appointment/$book']);
  });

  it('$book, where only the clinic says so', async () => {
    server.before = ({ path }) => (path === 'metadata' ? { kind: 'status', status: 404 } : null);
    expect((await fhirBooking({ ...way, operations: true }, asking(server))(request)).outcome).toBe('booked');
    expect(asked()).toContain('POST Appointment/$book');
  });

  it('slot by slot, where the clinic says no', async () => {
    expect((await fhirBooking({ ...way, operations: false }, asking(server))(request)).outcome).toBe('booked');
    expect(asked().filter((one) => !one.startsWith('GET'))).toEqual(['POST Appointment', 'PUT Slot/s1']);
  });

  it('none yet, while the CapabilityStatement cannot be had', async () => {
    server.before = ({ path }) => (path === 'metadata' ? { kind: 'status', status: 503 } : null);
    const booking = fhirBooking(way, asking(server));
    await expect(booking(request)).rejects.toThrow(TryAgain);
    server.before = () => null;
    expect((await booking(request)).outcome).toBe('booked');
  });
});
