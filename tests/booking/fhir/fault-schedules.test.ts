import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Book } from '../../../src/booking/fhir/fhir-booking.ts';
import type { Booked, BookingRequest } from '../../../src/booking/free-slot.ts';
import { TryAgain } from '../../../src/outbox/try-again.ts';
import { type Fault, type FhirTestServer, openFhirServer } from '../support/fhir-server.ts';
import { asking, bySlot, requestFor, SYSTEM, slotAt, standingIn } from './clinic.ts';

const SCHEDULES = Number(process.env.FAULT_SCHEDULES ?? 40);
const slots = [slotAt('s0', 24), slotAt('s1', 48)];

let server: FhirTestServer;
beforeAll(async () => {
  server = await openFhirServer();
});
afterAll(() => server.close());

const broken = fc.constantFrom<Fault>(
  { kind: 'lost' },
  { kind: 'late' },
  { kind: 'cut' },
  { kind: 'hang' },
  { kind: 'slow', ms: 5 },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429 },
);
/** What befalls the requests of one kind, in the order in which they arrive; nothing, once all is used up. */
const mishaps = (well: number): fc.Arbitrary<(Fault | null)[]> =>
  fc.array(fc.oneof({ weight: well, arbitrary: fc.constant<Fault | null>(null) }, { weight: 1, arbitrary: broken }), {
    minLength: 10,
    maxLength: 30,
  });

const schedule = fc.record({
  reads: mishaps(10),
  writes: mishaps(1),
  /** Of each attempt: whether it starts as a new process would. */
  restarts: fc.array(fc.boolean(), { minLength: 1, maxLength: 8 }),
  visitors: fc.array(fc.record({ slot: fc.nat(1), after: fc.nat(8) }), { minLength: 1, maxLength: 4 }),
});

/** Tries until there is an outcome. A restart takes longer than what is still on its way. */
async function bookAtLast(request: BookingRequest, restarts: readonly boolean[]): Promise<Booked> {
  const begin = (): Book => bySlot(asking(server, 60));
  let book = begin();
  for (let attempt = 0; attempt < 60; attempt++) {
    try {
      return await book(request);
    } catch (error) {
      if (!(error instanceof TryAgain)) throw error;
    }
    if (restarts[attempt % restarts.length]) {
      await server.settled();
      book = begin();
    }
  }
  throw new Error('no outcome after 60 attempts');
}

it(`under ${SCHEDULES} fault schedules each slot has one appointment, of whoever was told so`, async () => {
  await fc.assert(
    fc.asyncProperty(schedule, async ({ reads, writes, restarts, visitors }) => {
      await server.settled();
      server.before = () => null;
      await server.clear();
      await server.store({ resourceType: 'Schedule', id: '1', actor: [{ reference: 'Practitioner/7' }] });
      for (const slot of slots) await server.store(slot);
      const coming = { reads: reads.values(), writes: writes.values() };
      server.before = ({ method }) => coming[method === 'GET' ? 'reads' : 'writes'].next().value ?? null;
      const outcomes = await Promise.all(
        visitors.map(async ({ slot, after }, index) => {
          await wait(after);
          return bookAtLast(requestFor(slots[slot] ?? slotAt('none', 1), `R-${index}`), restarts);
        }),
      );
      await server.settled();
      server.before = () => null;

      const told = outcomes.flatMap((booked, index) =>
        booked.outcome === 'booked' ? [`s${visitors[index]?.slot} R-${index} ${booked.appointment}`] : [],
      );
      const standing = (await standingIn(server)).map(
        ({ id, slot, identifier }) =>
          `${slot?.[0]?.reference?.slice(5)} ${identifier?.find(({ system }) => system === SYSTEM)?.value} ${id}`,
      );
      expect([...standing].sort()).toEqual([...told].sort());
      const wanted = new Set(visitors.map(({ slot }) => `s${slot}`));
      expect(standing.map((one) => one.slice(0, 2)).sort()).toEqual([...wanted].sort());
    }),
    { numRuns: SCHEDULES, ...(process.env.FAULT_SEED ? { seed: Number(process.env.FAULT_SEED) } : {}) },
  );
}, 600_000);
