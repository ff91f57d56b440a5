import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ClinicSystems, clinicSystems } from '../../src/booking/clinic-systems.ts';
import { startDesk } from '../../src/booking/start-desk.ts';
import type { Clinic } from '../../src/content/clinic-schema.ts';
import { createLog } from '../../src/log.ts';
import type { Outbox } from '../../src/outbox/run-outbox.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { TurnCommit } from '../../src/store/visit-store.ts';
import { tellVisit } from '../../src/turn/tell-visit.ts';
import { standingIn } from '../booking/fhir/clinic.ts';
import { type Fault, type FhirTestServer, openFhirServer } from '../booking/support/fhir-server.ts';
import { type Answer, startReceiver } from '../outbox/support/receiver.ts';
import { CLINIC, HOOK_SECRET, knowledgeWith, quayClinic } from './support/clinics.ts';
import { MINUTE, makeAccount, TUESDAY_MORNING } from './support/desk-server.ts';
import { quayFhirWay } from './support/fhir-way.ts';
import { asIfBy, bookingCommit, type QuietVisitor, quietVisitor } from './support/quiet-visitor.ts';
import { type Mishap, type WeakStore, weakStore } from './support/weak-store.ts';

const SCHEDULES = Number(process.env.DESK_SCHEDULES ?? 25);
const HOUR = 60 * MINUTE;
const HOOK = { webhook: { url: 'https://quay.example/hook', secret: 'HOOK' } };

const hookFault = fc.constantFrom<Answer>(500, 503, 408, 'cut', 'unheard', { status: 429, retryAfter: '120' });
const fhirFault = fc.constantFrom<Fault | null>(
  null,
  { kind: 'lost' },
  { kind: 'late' },
  { kind: 'cut' },
  { kind: 'status', status: 503 },
  { kind: 'status', status: 429, retryAfter: '60' },
);
const mishap = fc.record<Mishap>({
  call: fc.integer({ min: 1, max: 60 }),
  when: fc.constantFrom('before', 'after'),
  does: fc.constantFrom('fails', 'is lost'),
});
const schedule = fc.record({
  /** What each visitor does: asks for a call, for a time, or for a call that they cancel after so many looks of the desk. */
  visitors: fc.array(
    fc.oneof(
      fc.constant({ wants: 'call', cancelsAt: null }),
      fc.constant({ wants: 'time', cancelsAt: null }),
      fc.record({ wants: fc.constant('call'), cancelsAt: fc.integer({ min: 0, max: 4 }) }),
    ),
    { minLength: 1, maxLength: 4 },
  ),
  hookFaults: fc.array(hookFault, { maxLength: 6 }),
  fhirWrites: fc.array(fhirFault, { maxLength: 8 }),
  mishaps: fc.uniqueArray(mishap, { maxLength: 5, selector: ({ call }) => call }),
  workers: fc.integer({ min: 1, max: 3 }),
  /** Minutes until somebody at the clinic has an account. */
  accountAfter: fc.constantFrom(0, 0, 1, 3, 10),
  /** Minutes between two looks of the desk. */
  step: fc.constantFrom(0.5, 1, 3),
  /** The machine's clock is set, forward or back, by so many minutes after so many looks. */
  clockSet: fc.array(fc.record({ look: fc.integer({ max: 20, min: 0 }), by: fc.constantFrom(-60, -5, 5, 180) }), {
    maxLength: 2,
  }),
  random: fc.double({ min: 0, max: 0.99, noNaN: true }),
});

const counts = { requests: 0, withdrawn: 0, lost: 0, failed: 0, posts: 0, taken: 0, booked: 0, gone: 0 };
const reach = { allowPrivate: false, allowLoopbackHttp: true };
const log = createLog('silent');

/** Systems whose bookings under way are noted: a process that is lost here cannot be stopped between two of its requests. */
const untilDone = (systems: ClinicSystems, underWay: Set<Promise<unknown>>): ClinicSystems => ({
  ...systems,
  book: (clinicId) => {
    const book = systems.book(clinicId);
    return (
      book &&
      ((request) => {
        const booked = book(request);
        underWay.add(booked);
        return booked;
      })
    );
  },
});

let fhir: FhirTestServer;
type Wish = 'call' | 'time';
let ways: Readonly<Record<Wish, Clinic['booking']>>;
let commits: Readonly<Record<Wish, TurnCommit>>;
beforeAll(async () => {
  fhir = await openFhirServer();
  ways = { call: [{ way: 'callback' }], time: [{ ...quayFhirWay, base: fhir.base }] };
  const booked = async (wish: Wish): Promise<TurnCommit> => {
    await emptyClinic();
    const now = (): number => TUESDAY_MORNING;
    const knowledge = knowledgeWith(quayClinic({ notices: HOOK, booking: ways[wish] }));
    const clinics = () => knowledge.content.clinics;
    const systems = clinicSystems({
      clinics,
      newId: randomUUID,
      environment: {},
      reach,
      now,
      random: Math.random,
      log,
    });
    await systems.refresh(CLINIC);
    const store = await openSqliteStore(':memory:');
    const commit = await bookingCommit({ knowledge: () => knowledge, store, slots: systems.slots, now, log });
    systems.close();
    await store.close();
    return commit;
  };
  commits = { call: await booked('call'), time: await booked('time') };
}, 60_000);
afterAll(() => fhir.close());

async function emptyClinic(): Promise<void> {
  await fhir.settled();
  fhir.before = () => null;
  await fhir.clear();
  await fhir.store({ resourceType: 'Schedule', id: '1', actor: [{ reference: 'Practitioner/7' }] });
  for (const [index, hours] of [50, 52].entries()) {
    const [start, end] = [hours, hours + 1].map((each) => new Date(TUESDAY_MORNING + each * HOUR).toISOString());
    await fhir.store({
      ...{ resourceType: 'Slot', id: `s${index}`, schedule: { reference: 'Schedule/1' }, status: 'free' },
      ...{ start: start ?? '', end: end ?? '' },
    });
  }
}

it(
  `delivers each request exactly once by its key and tells its visitor once, whatever fails (${SCHEDULES} schedules)`,
  async () => {
    const property = fc.asyncProperty(schedule, async (given) => {
      await emptyClinic();
      let now = TUESDAY_MORNING;
      const store = await openSqliteStore(':memory:');
      const faults = [...given.hookFaults];
      const web = await startReceiver(() => faults.shift() ?? 204);
      const notices = { webhook: { ...HOOK.webhook, url: web.url } };
      const knowledge = knowledgeWith(quayClinic({ notices, booking: ways.time }));
      const clinics = () => knowledge.content.clinics;
      const around = { environment: { HOOK: HOOK_SECRET }, reach, now: () => now, random: () => given.random, log };

      let calls = 0;
      const booking = new Set<Promise<unknown>>();
      const running = new Set<{ readonly desk: Outbox; readonly systems: ClinicSystems; readonly seen: WeakStore }>();
      const startOne = (): void => {
        const seen = weakStore(store, given.mishaps, () => ++calls);
        const systems = untilDone(clinicSystems({ clinics, newId: randomUUID, ...around }), booking);
        const turn = { knowledge: () => knowledge, store: seen.store, slots: systems.slots, now: () => now, log };
        const desk = startDesk({
          ...{ store: seen.store, systems, clinics, clinic: (id: string) => clinics().get(id), email: null, ...around },
          publicUrl: () => 'https://chat.quay.example',
          tell: async (visit, key, news) => void (await tellVisit(visit, key, news, turn)),
          every: HOUR,
        });
        const one = { desk, systems, seen };
        running.add(one);
        void seen.lost.then(() => {
          counts.lost++;
          running.delete(one);
          systems.close();
          void desk.close();
          startOne();
        });
      };

      const visitors: (QuietVisitor & { reference: string; wants: string; cancelsAt: number | null })[] = [];
      const said = new Map<string, number>();
      for (const [index, wish] of given.visitors.entries()) {
        const visitor = quietVisitor(`v${index}`, { knowledge: () => knowledge, store, now: () => now, log });
        const reference = `R2${'BCDF'[index]}-4QD`;
        await store.commit(asIfBy(visitor, reference, commits[wish.wants as Wish], now));
        visitors.push({ ...visitor, ...wish, reference });
      }
      counts.requests += visitors.length;
      const writes = [...given.fhirWrites];
      fhir.before = ({ method }) => (method === 'GET' ? null : (writes.shift() ?? null));

      try {
        let passed = 0;
        let hasAccount = false;
        for (let count = 0; count < given.workers; count++) startOne();
        for (let look = 0; look < 400; look++) {
          if (!hasAccount && passed >= given.accountAfter) {
            await makeAccount(store, 'kim@quay.example', 'Kim Lee', now);
            hasAccount = true;
          }
          await Promise.all([...running].map(({ desk, seen }) => Promise.race([desk.idle(), seen.lost])));
          await Promise.allSettled(booking);
          await fhir.settled();
          for (const { cancelsAt, reference, write, told } of visitors) {
            if (cancelsAt !== look) continue;
            expect(await write(`cancel request ${reference}`)).toContain('cancel.done');
            said.set(reference, (await told()).length);
          }
          if (!hasAccount)
            for (const visitor of visitors) expect(await visitor.told()).not.toContain('booking.delivered');
          if ((await store.waiting()).rows === 0 && look > 4) break;
          const set = given.clockSet.reduce((sum, { look: at, by }) => sum + (at === look ? by : 0), 0);
          passed += given.step;
          now += (given.step + set) * MINUTE;
        }

        expect(await store.waiting()).toEqual({ rows: 0, since: null });
        expect(await store.dead([CLINIC], 10)).toEqual([]);
        const standing = await standingIn(fhir);
        for (const { reference, wants, told } of visitors) {
          const until = said.get(reference) ?? null;
          const lines = await told();
          const of = (line: string): number => lines.filter((each) => each === line).length;
          const request = await store.request(reference);
          const taken = web.taken.has(`${reference}:notice-webhook`);
          expect(of('booking.not-delivered')).toBeLessThanOrEqual(1);
          const last = lines.findLast((line) => /^booking\.(booked|delivered|slot-gone|not-delivered)$/.test(line));
          if (wants === 'time') {
            const ours = standing.filter(({ identifier }) => identifier?.some(({ value }) => value === reference));
            expect([of('booking.booked') + of('booking.slot-gone'), of('booking.booked')]).toEqual([1, ours.length]);
            expect(last).not.toBe('booking.not-delivered');
            counts[ours.length > 0 ? 'booked' : 'gone']++;
          } else if (until === null) {
            expect([taken, of('booking.delivered'), request?.delivery]).toEqual([true, 1, 'delivered']);
            expect(last).toBe('booking.delivered');
          } else {
            counts.withdrawn++;
            expect(request).toMatchObject({ state: 'withdrawn', details: null });
            expect(lines.length).toBe(until);
            expect(of('booking.delivered')).toBeLessThanOrEqual(1);
          }
        }
        const keys = web.posts.map(({ key }) => key);
        expect(new Set(keys).size).toBe(
          visitors.filter(({ reference }) => keys.some((key) => key.startsWith(reference))).length,
        );
        counts.posts += keys.length;
        counts.taken += web.taken.size;
        counts.failed += given.mishaps.filter(({ call, does }) => call <= calls && does === 'fails').length;
      } finally {
        for (const { desk, systems } of running) {
          systems.close();
          await desk.close();
        }
        await web.close();
        await store.close();
      }
    });
    await fc.assert(property, { numRuns: SCHEDULES });
    console.info(`desk under ${SCHEDULES} schedules: ${JSON.stringify(counts)}`);
  },
  60_000 + SCHEDULES * 3_000,
);
