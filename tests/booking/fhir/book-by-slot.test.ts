import type { Slot } from '@medplum/fhirtypes';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fhirBooking } from '../../../src/booking/fhir/fhir-booking.ts';
import { TryAgain } from '../../../src/outbox/try-again.ts';
import { type FhirTestServer, openFhirServer } from '../support/fhir-server.ts';
import { appointmentsOf, asking, bySlot, requestFor, SYSTEM, slotAt, standingIn, way } from './clinic.ts';

let server: FhirTestServer;
const slot = slotAt('s1', 24);
const request = requestFor(slot, 'K7M-4QD');
const slotNow = (): Promise<Slot> => server.read<Slot>('Slot', 's1');

beforeAll(async () => {
  server = await openFhirServer();
});
afterAll(() => server.close());
beforeEach(async () => {
  server.before = () => null;
  await server.clear();
  await server.store({
    resourceType: 'Schedule',
    id: '1',
    actor: [{ reference: 'Practitioner/7', display: 'Dr Okafor' }],
  });
  await server.store(slot);
  server.asked.length = 0;
});

/** Breaks the nth request that fits, and no other. */
function breakOnce(method: string, path: RegExp, fault: Awaited<ReturnType<FhirTestServer['before']>>): void {
  let broken = false;
  server.before = (asked) => {
    if (broken || asked.method !== method || !path.test(asked.path)) return null;
    broken = true;
    return fault;
  };
}

describe('booking a slot', () => {
  it('keeps one whole appointment and makes the slot busy', async () => {
    const booked = await fhirBooking(way, asking(server))(request);
    const [appointment, ...more] = await appointmentsOf(server);
    expect(more).toEqual([]);
    expect(booked).toEqual({ outcome: 'booked', appointment: appointment?.id });
    expect(appointment).toMatchObject({
      status: 'booked',
      description: 'Visit',
      start: slot.start,
      end: slot.end,
      identifier: [{ system: SYSTEM, value: 'K7M-4QD' }],
      slot: [{ reference: 'Slot/s1' }],
      reasonCode: [{ text: 'Heel pain' }],
      participant: [
        { actor: { reference: '#visitor' }, status: 'accepted' },
        { actor: { reference: 'Practitioner/7', display: 'Dr Okafor' }, status: 'accepted' },
      ],
      contained: [
        {
          resourceType: 'Patient',
          name: [{ text: 'Sam Rivera' }],
          telecom: [
            { system: 'phone', value: '+15085550142' },
            { system: 'email', value: 'sam@example.com' },
          ],
        },
      ],
    });
    expect(appointment?.comment).toBeUndefined();
    expect(await slotNow()).toMatchObject({ status: 'busy', identifier: [{ system: SYSTEM, value: 'K7M-4QD' }] });
  });

  it('creates and updates on conditions', async () => {
    const { meta } = await slotNow();
    await bySlot(asking(server))(request);
    const written = server.asked.filter(({ method }) => method !== 'GET');
    expect(
      written.map(({ method, path, headers }) => [method, path, headers['if-none-exist'], headers['if-match']]),
    ).toEqual([
      ['POST', 'Appointment', new URLSearchParams({ identifier: `${SYSTEM}|K7M-4QD` }).toString(), undefined],
      ['PUT', 'Slot/s1', undefined, `W/"${meta?.versionId}"`],
    ]);
  });

  it('puts nothing of the visitor in an address', async () => {
    await bySlot(asking(server))(request);
    for (const { path } of server.asked) expect(path).not.toMatch(/sam|rivera|5550142|heel/i);
  });

  it('may only propose, and leave the visitor out', async () => {
    await bySlot(asking(server), { 'appointment-status': 'proposed', patient: 'none' })(request);
    const [appointment] = await appointmentsOf(server);
    expect(appointment?.status).toBe('proposed');
    expect(appointment?.participant.map(({ status }) => status)).toEqual(['accepted', 'needs-action']);
    expect(JSON.stringify(appointment)).not.toMatch(/Sam|0142|contained/);
  });

  it('gives the same appointment when asked twice', async () => {
    const book = bySlot(asking(server));
    const first = await book(request);
    expect(await book(request)).toEqual(first);
    expect(await bySlot(asking(server))(request)).toEqual(first);
    expect(await appointmentsOf(server)).toHaveLength(1);
  });

  it('does not book again what staff have cancelled', async () => {
    const book = bySlot(asking(server));
    await book(request);
    const [appointment] = await appointmentsOf(server);
    if (appointment) await server.store({ ...appointment, status: 'cancelled' });
    await server.store(slot);
    expect(await book(request)).toEqual({ outcome: 'gone' });
    expect(await standingIn(server)).toEqual([]);
  });

  it('cancels what doubles a server made that knows no If-None-Exist', async () => {
    const booked = await bySlot(asking(server))(request);
    const [appointment] = await appointmentsOf(server);
    const { id: _, meta: __, ...twin } = { ...appointment, resourceType: 'Appointment' as const };
    await server.store(twin as typeof appointment & object);
    expect(await bySlot(asking(server))(request)).toEqual(booked);
    expect((await standingIn(server)).map(({ id }) => id)).toEqual([appointment?.id]);
  });

  it('works where the server itself makes the slot busy and keeps no identifier on it', async () => {
    server.before = async ({ method }) => {
      if (method === 'POST') await server.store({ ...slot, status: 'busy' });
      return null;
    };
    const book = bySlot(asking(server));
    const first = await book(request);
    expect(first.outcome).toBe('booked');
    expect(await book(request)).toEqual(first);
    expect(await standingIn(server)).toHaveLength(1);
  });
});

describe('a slot that is', () => {
  const gone: [string, () => Promise<unknown>][] = [
    ['busy', () => server.store({ ...slot, status: 'busy' })],
    ['tentatively busy', () => server.store({ ...slot, status: 'busy-tentative' })],
    ['moved to another time', () => server.store({ ...slotAt('s1', 25) })],
    ['free, but someone is expected', () => server.store(staffAppointment())],
  ];
  const staffAppointment = () => ({
    resourceType: 'Appointment' as const,
    status: 'booked' as const,
    slot: [{ reference: 'Slot/s1' }],
    start: slot.start,
    end: slot.end,
    participant: [{ status: 'accepted' as const, actor: { reference: 'Patient/9' } }],
  });

  it.each(gone)('%s is gone, and nothing is written', async (_, arrange) => {
    await arrange();
    expect(await bySlot(asking(server))(request)).toEqual({ outcome: 'gone' });
    expect(server.asked.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  it('not there any more is gone', async () => {
    const elsewhere = { ...request, slot: { ...request.slot, id: 'nowhere' } };
    expect(await bySlot(asking(server))(elsewhere)).toEqual({ outcome: 'gone' });
  });

  it('taken by staff between our appointment and our update is gone, and our appointment cancelled', async () => {
    server.before = async ({ method }) => {
      if (method !== 'PUT') return null;
      server.before = () => null;
      await server.store(staffAppointment());
      await server.store({ ...slot, status: 'busy' });
      return null;
    };
    expect(await bySlot(asking(server))(request)).toEqual({ outcome: 'gone' });
    expect((await standingIn(server)).map(({ participant }) => participant[0]?.actor?.reference)).toEqual([
      'Patient/9',
    ]);
  });

  it('changed without being taken is booked', async () => {
    server.before = async ({ method }) => {
      if (method !== 'PUT') return null;
      server.before = () => null;
      await server.store({ ...slot, comment: 'new room' });
      return null;
    };
    expect((await bySlot(asking(server))(request)).outcome).toBe('booked');
    expect(await slotNow()).toMatchObject({ status: 'busy', comment: 'new room' });
  });

  it('that we may not update: our appointment is cancelled and the booking refused', async () => {
    breakOnce('PUT', /^Slot/, { kind: 'status', status: 405 });
    expect(await bySlot(asking(server))(request)).toEqual({ outcome: 'refused', why: '405 transient' });
    expect(await standingIn(server)).toEqual([]);
  });
});

describe('two at once for one slot', () => {
  it('one is booked, one is gone, one appointment stands', async () => {
    for (let round = 0; round < 20; round++) {
      await server.store(slotAt(`r${round}`, 30 + round));
      const requests = ['A', 'B'].map((who) => requestFor(slotAt(`r${round}`, 30 + round), `${who}-${round}`));
      const outcomes = await Promise.all(requests.map((one) => bySlot(asking(server))(one)));
      expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['booked', 'gone']);
      const standing = (await standingIn(server)).filter(({ slot }) => slot?.[0]?.reference === `Slot/r${round}`);
      const booked = outcomes.find(({ outcome }) => outcome === 'booked');
      expect(standing.map(({ id }) => id)).toEqual([booked && 'appointment' in booked && booked.appointment]);
    }
  });

  it('even when both appointments stand before either takes the slot', async () => {
    const waiting: (() => void)[] = [];
    server.before = async ({ method }) => {
      if (method !== 'POST') return null;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        if (waiting.length === 2) for (const go of waiting.splice(0)) go();
      });
      return null;
    };
    const outcomes = await Promise.all(['A', 'B'].map((who) => bySlot(asking(server))(requestFor(slot, who))));
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['booked', 'gone']);
    expect(await appointmentsOf(server)).toHaveLength(2);
    expect(await standingIn(server)).toHaveLength(1);
  });
});

describe('when something breaks', () => {
  const steps: [string, string, RegExp][] = [
    ['searching', 'GET', /^Appointment/],
    ['reading the slot', 'GET', /^Slot/],
    ['creating', 'POST', /^Appointment/],
    ['taking the slot', 'PUT', /^Slot/],
  ];
  const faults = [
    { kind: 'status', status: 500 },
    { kind: 'cut' },
    { kind: 'lost' },
    { kind: 'hang' },
    { kind: 'late' },
  ] as const;
  const cases = steps.flatMap(([step, method, path]) =>
    faults.map((fault) => [fault.kind, step, method, path, fault] as const),
  );

  it.each(cases)(
    '(%s) while %s, it is tried again and booked once, also after a restart',
    async (_, __, method, path, fault) => {
      breakOnce(method, path, fault);
      const first = bySlot(asking(server, 150));
      await expect(first(request)).rejects.toThrow(TryAgain);
      const again = fault.kind === 'late' ? first : bySlot(asking(server));
      const booked = await again(request);
      await server.settled();
      const standing = await appointmentsOf(server);
      expect([booked]).toEqual(standing.map(({ id }) => ({ outcome: 'booked', appointment: id })));
      expect((await slotNow()).status).toBe('busy');
    },
  );

  it('a creation that arrives after the slot went to someone else leaves nothing standing', async () => {
    breakOnce('POST', /^Appointment/, { kind: 'late' });
    const book = bySlot(asking(server));
    await expect(book(request)).rejects.toThrow(TryAgain);
    expect((await bySlot(asking(server))(requestFor(slot, 'OTHER'))).outcome).toBe('booked');
    expect(await book(request)).toEqual({ outcome: 'gone' });
    await server.settled();
    expect((await standingIn(server)).map(({ identifier }) => identifier?.[0]?.value)).toEqual(['OTHER']);
  });

  it('says how long the server asked us to wait', async () => {
    for (const [retryAfter, expected] of [
      ['7', 7_000],
      ['Mon, 01 Mar 2027 12:00:30 GMT', 30_000],
      ['soon', null],
    ] as const) {
      breakOnce('GET', /^Appointment/, { kind: 'status', status: 429, retryAfter });
      await expect(bySlot(asking(server))(request)).rejects.toMatchObject({ retryAfterMs: expected });
    }
  });

  it.each([400, 403, 422])('(%i) a refused appointment is refused for good', async (status) => {
    breakOnce('POST', /^Appointment/, { kind: 'status', status });
    expect(await bySlot(asking(server))(request)).toEqual({ outcome: 'refused', why: `${status} transient` });
    expect(await appointmentsOf(server)).toEqual([]);
    expect((await slotNow()).status).toBe('free');
  });

  it.each([400, 401, 403])('(%i) a server that will not even be searched refuses', async (status) => {
    breakOnce('GET', /^Appointment/, { kind: 'status', status });
    expect(await bySlot(asking(server))(request)).toEqual({ outcome: 'refused', why: `${status} transient` });
    expect(await appointmentsOf(server)).toEqual([]);
  });

  it('a slow server is waited for', async () => {
    breakOnce('POST', /^Appointment/, { kind: 'slow', ms: 300 });
    expect((await bySlot(asking(server))(request)).outcome).toBe('booked');
  });
});
