import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fhirSlots } from '../../../src/booking/fhir/fhir-slots.ts';
import { fhirWaySchema } from '../../../src/booking/fhir/fhir-way.ts';
import type { SlotSource } from '../../../src/booking/free-slot.ts';
import { createLog } from '../../../src/log.ts';
import { type FhirTestServer, openFhirServer } from '../support/fhir-server.ts';
import { asking, HOUR, NOW, slotAt, way } from './clinic.ts';

let server: FhirTestServer;
let source: SlotSource | null = null;
let now = NOW;
beforeEach(async () => {
  now = NOW;
  server = await openFhirServer();
});
afterEach(async () => {
  source?.close();
  await server.close();
});

async function read(): Promise<readonly string[]> {
  source = fhirSlots(way, asking(server), {
    clinicId: 'harbor',
    now: () => now,
    random: () => 0,
    log: createLog('silent'),
  });
  await source.refresh();
  return offered();
}
const offered = (): readonly string[] =>
  source?.free(0, Number.MAX_SAFE_INTEGER).map(({ id, place }) => `${id} ${place}`) ?? [];

describe('free slots of a FHIR server', () => {
  it('are those of the clinic, free and to come', async () => {
    await server.store(slotAt('b', 30));
    await server.store(slotAt('a', 24));
    await server.store(
      slotAt('any', 48, { schedule: { reference: 'Schedule/2' }, serviceType: [{ text: 'Foot check' }] }),
    );
    await server.store(slotAt('busy', 25, { status: 'busy' }));
    await server.store(slotAt('past', -2));
    await server.store(slotAt('far', 24 * 90));
    await server.store(slotAt('theirs', 26, { schedule: { reference: 'Schedule/3' } }));
    expect(await read()).toEqual(['a downtown', 'b downtown', 'any null']);
    expect(source?.free(NOW + 40 * HOUR, NOW + 50 * HOUR)).toEqual([
      { id: 'any', start: NOW + 48 * HOUR, end: NOW + 49 * HOUR, place: null, service: 'Foot check', link: null },
    ]);
  });

  it('are what they should be even when the server filters nothing', async () => {
    await server.store(slotAt('a', 24));
    const everything = [
      slotAt('a', 24),
      slotAt('busy', 25, { status: 'busy' }),
      slotAt('past', -2),
      slotAt('theirs', 26, { schedule: {} }),
    ];
    const ask = async () => ({
      status: 200,
      ok: true,
      version: null,
      body: { resourceType: 'Bundle', entry: everything.map((resource) => ({ resource })) },
    });
    source = fhirSlots(way, ask, { clinicId: 'harbor', now: () => now, random: () => 0, log: createLog('silent') });
    await source.refresh();
    expect(offered()).toEqual(['a downtown']);
  });

  it('are read over many pages', async () => {
    for (let n = 0; n < 450; n++) await server.store(slotAt(`s${n}`, 24 + n / 10));
    expect(await read()).toHaveLength(450);
    expect(server.asked).toHaveLength(3);
  });

  it('are not read on from another server', async () => {
    await server.store(slotAt('a', 24));
    await read();
    const link = [{ relation: 'next', url: 'https://evil.example/Slot?page=2' }];
    const elsewhere = await openFhirServer();
    const pointing = async (request: Parameters<ReturnType<typeof asking>>[0]) => {
      const answer = await asking(elsewhere)(request);
      return request.path.startsWith('Slot') ? { ...answer, body: { resourceType: 'Bundle', link } } : answer;
    };
    const other = fhirSlots(way, pointing, {
      clinicId: 'harbor',
      now: () => now,
      random: () => 0,
      log: createLog('silent'),
    });
    await other.refresh();
    expect(other.readAt()).toBeNull();
    other.close();
    await elsewhere.close();
  });

  it('stand for half an hour when the server fails, then none are offered', async () => {
    await server.store(slotAt('a', 24));
    await read();
    server.before = () => ({ kind: 'status', status: 500 });
    now += HOUR / 2;
    await source?.refresh();
    expect(offered()).toEqual(['a downtown']);
    now += 1;
    expect(offered()).toEqual([]);
    server.before = () => null;
    await source?.refresh();
    expect(offered()).toEqual(['a downtown']);
  });
});

describe('a fhir way', () => {
  const auth = {
    kind: 'client-secret',
    token: 'https://id.harbor.example/token',
    client: 'plumbline',
    'secret-variable': 'HARBOR_SECRET',
  };
  const key = { kind: 'private-key', token: 'https://id.harbor.example/token', client: 'plumbline' };
  const base = { ...way, auth };
  it('is taken whole', () => expect(fhirWaySchema.parse(base)).toEqual(base));
  it.each([
    ['no address at all', { base: 'somewhere' }],
    ['a query', { base: 'https://fhir.harbor.example/r4?x=1' }],
    ['plain http', { base: 'http://fhir.harbor.example/r4' }],
    ['no Schedule', { schedules: {} }],
    ['a Schedule without its type', { schedules: { any: ['1'] } }],
    ['a secret written down', { auth: { ...auth, 'secret-variable': 'hunter2' } }],
    ['a secret of its own key', { auth: { ...auth, secret: 'hunter2' } }],
    ['no key', { auth: key }],
    ['two keys', { auth: { ...key, 'key-variable': 'A_KEY', 'key-file': '/keys/a.pem' } }],
    ['a status that is neither', { 'appointment-status': 'fulfilled' }],
  ])('is refused with %s', (_, change) => expect(fhirWaySchema.safeParse({ ...base, ...change }).success).toBe(false));
});
