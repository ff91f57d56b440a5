import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FreeSlot, SlotSource } from '../../../src/booking/free-slot.ts';
import { fetchFresh } from '../../../src/booking/slots-file/fetch-fresh.ts';
import { SLOTS_FILE_BOUNDS, slotsFileSource } from '../../../src/booking/slots-file/slots-file-source.ts';
import type { SlotsFileWay } from '../../../src/booking/slots-file/slots-file-way.ts';
import { createLog, type Log } from '../../../src/log.ts';
import { openPublisher, type Publisher } from './publisher.ts';

const NOW = Date.parse('2027-03-10T12:00:00Z');
const MINUTE = 60_000;
const SMART = 'http://fhir-registry.smarthealthit.org/StructureDefinition/booking-deep-link';
const HL7 = 'http://hl7.org/fhir/uv/smart-scheduling-links/StructureDefinition/booking-deep-link';
const silent = createLog('silent');

let publisher: Publisher;
let source: SlotSource | null = null;
let now = NOW;
beforeEach(async () => {
  now = NOW;
  publisher = await openPublisher();
  publish({ schedules: [schedule('1', 'L1')], slots: [slot('a')] });
});
afterEach(async () => {
  source?.close();
  await publisher.close();
});

const schedule = (id: string, location: string, more: object = {}): object => ({
  resourceType: 'Schedule',
  id,
  actor: [{ reference: 'PractitionerRole/p' }, { reference: `Location/${location}` }],
  ...more,
});
const slot = (id: string, more: object = {}): object => ({
  resourceType: 'Slot',
  id,
  schedule: { reference: 'Schedule/1' },
  status: 'free',
  start: '2027-03-11T10:00:00-05:00',
  end: '2027-03-11T10:20:00-05:00',
  extension: [{ url: SMART, valueUrl: `https://book.harbor.example/go?slot=${id}` }],
  ...more,
});
const ndjson = (rows: readonly object[]): string => rows.map((row) => JSON.stringify(row)).join('\n');

function publish({ schedules, slots }: { schedules: readonly object[]; slots: readonly object[] }): void {
  publisher.files.set('/schedules.ndjson', ndjson(schedules));
  publisher.files.set('/slots.ndjson', ndjson(slots));
  list(['Location', 'locations'], ['Schedule', 'schedules'], ['Slot', 'slots']);
}
function list(...files: readonly (readonly [string, string])[]): void {
  const output = files.map(([type, name]) => ({
    type,
    url: name.includes(':') ? name : `${publisher.base}/${name}.ndjson`,
  }));
  publisher.files.set('/$bulk-publish', JSON.stringify({ transactionTime: '2027-03-10T11:59:00Z', output }, null, 1));
}

async function read(way: Partial<SlotsFileWay> = {}, log: Log = silent): Promise<readonly FreeSlot[]> {
  source?.close();
  source = slotsFileSource(
    {
      way: 'slots-file',
      manifest: `${publisher.base}/$bulk-publish`,
      hosts: [publisher.host, 'book.harbor.example'],
      places: {},
      ...way,
    },
    {
      clinicId: 'harbor',
      now: () => now,
      random: () => 0,
      log,
      reach: { allowPrivate: false, allowLoopbackHttp: true },
    },
  );
  await source.refresh();
  return offered();
}
const offered = (): readonly FreeSlot[] => source?.free(0, Number.MAX_SAFE_INTEGER) ?? [];
const idsOf = (slots: readonly FreeSlot[]): readonly string[] => slots.map(({ id }) => id);

describe('published slots', () => {
  it('are offered with place, service and link', async () => {
    publish({
      schedules: [schedule('1', 'L1', { serviceType: [{ coding: [{ code: '57' }, { display: 'Foot check' }] }] })],
      slots: [slot('a')],
    });
    expect(await read({ places: { downtown: 'L1' } })).toEqual([
      {
        id: 'a',
        start: Date.parse('2027-03-11T15:00:00Z'),
        end: Date.parse('2027-03-11T15:20:00Z'),
        place: 'downtown',
        service: 'Foot check',
        link: 'https://book.harbor.example/go?slot=a',
      },
    ]);
    expect(source?.readAt()).toBe(NOW);
  });

  it('are found by time, earliest first', async () => {
    const at = (hour: string) => ({ start: `2027-03-11T${hour}:00:00Z`, end: `2027-03-11T${hour}:30:00Z` });
    publish({ schedules: [], slots: [slot('c', at('12')), slot('a', at('10')), slot('b', at('11'))] });
    await read();
    expect(idsOf(offered())).toEqual(['a', 'b', 'c']);
    const ten = Date.parse('2027-03-11T10:00:00Z');
    expect(idsOf(source?.free(ten, ten + 60 * MINUTE) ?? [])).toEqual(['a']);
    now = ten;
    await source?.refresh();
    expect(idsOf(offered())).toEqual(['b', 'c']);
  });

  it.each([
    [
      'by the address of HL7',
      slot('a', { extension: [{ url: HL7, valueUrl: 'https://book.harbor.example/1' }] }),
      true,
    ],
    ['with hours alone as offset', slot('a', { start: '2027-03-11T10:00:00-05', end: '2027-03-11T10:20:00-05' }), true],
    ['with an absolute Schedule', slot('a', { schedule: { reference: 'https://x.example/Schedule/1' } }), true],
    ['busy', slot('a', { status: 'busy' }), false],
    ['busy-tentative', slot('a', { status: 'busy-tentative' }), false],
    ['past', slot('a', { start: '2027-03-10T11:59:00Z', end: '2027-03-10T12:30:00Z' }), false],
    ['ending before it starts', slot('a', { end: '2027-03-11T09:00:00-05:00' }), false],
    ['with no offset', slot('a', { start: '2027-03-11T10:00:00' }), false],
    ['with no link', slot('a', { extension: [] }), false],
    ['on another host', slot('a', { extension: [{ url: SMART, valueUrl: 'https://evil.example/go' }] }), false],
    [
      'on a look-alike',
      slot('a', { extension: [{ url: SMART, valueUrl: 'https://book.harbor.example.evil.example/' }] }),
      false,
    ],
    ['on plain http', slot('a', { extension: [{ url: SMART, valueUrl: 'http://book.harbor.example/go' }] }), false],
    [
      'with credentials',
      slot('a', { extension: [{ url: SMART, valueUrl: 'https://a:b@book.harbor.example/' }] }),
      false,
    ],
    ['a script', slot('a', { extension: [{ url: SMART, valueUrl: 'javascript:alert(1)' }] }), false],
    ['at a place of someone else', slot('a', { schedule: { reference: 'Schedule/9' } }), false],
  ])('(%s) are offered or not', async (_, one, is) => {
    publish({ schedules: [schedule('1', 'L1'), schedule('9', 'L9')], slots: [one] });
    expect(await read({ places: { downtown: 'L1' } })).toHaveLength(is ? 1 : 0);
  });

  it('on bad lines are skipped, counted, and harm no other', async () => {
    publish({ schedules: [schedule('1', 'L1')], slots: [slot('a'), slot('b')] });
    const rows = publisher.files.get('/slots.ndjson')?.split('\n') ?? [];
    publisher.files.set('/slots.ndjson', `${rows[0]}\r\n\n{"resourceType":"Slot"\nnull\n"x"\n{"id":1}\n${rows[1]}\n`);
    const warned: unknown[] = [];
    const log = { ...silent, warn: (facts: unknown) => void warned.push(facts) } as Log;
    expect(idsOf(await read({}, log))).toEqual(['a', 'b']);
    expect(warned).toEqual([{ clinic: 'harbor', bad: 4, leftOut: 0 }]);
  });
});

describe('what one reading takes in is bounded', () => {
  it('in lines, over all files', async () => {
    const half = (name: string) => ndjson(Array.from({ length: 12_000 }, (_, n) => slot(`${name}-${n}`)));
    for (const name of ['one', 'two']) publisher.files.set(`/${name}.ndjson`, half(name));
    list(['Slot', 'one'], ['Slot', 'two']);
    expect(await read()).toHaveLength(SLOTS_FILE_BOUNDS.mostLines);
  });

  it('in bytes: a file without an end is left', async () => {
    publisher.files.set('/slots.ndjson', `${JSON.stringify(slot('a'))}\n${'x'.repeat(SLOTS_FILE_BOUNDS.mostBytes)}`);
    expect(idsOf(await read())).toEqual(['a']);
  });

  it('in files', async () => {
    const names = Array.from({ length: 25 }, (_, n) => `slots-${n}`);
    for (const name of names) publisher.files.set(`/${name}.ndjson`, ndjson([slot(name)]));
    list(...names.map((name) => ['Slot', name] as const));
    expect(await read()).toHaveLength(SLOTS_FILE_BOUNDS.mostFiles);
  });

  it('to listed hosts', async () => {
    list(['Slot', 'https://evil.example/slots.ndjson'], ['Slot', 'http://169.254.169.254/latest'], ['Slot', 'slots']);
    expect(idsOf(await read())).toEqual(['a']);
  });
});

describe('how long a file stays as it is', () => {
  it.each([
    [null, 0],
    [300, 300_000],
  ])('max-age %s', async (maxAge, expected) => {
    publisher.maxAge = maxAge;
    const url = new URL(`${publisher.base}/$bulk-publish`);
    const reach = { allowPrivate: false, allowLoopbackHttp: true };
    const first = await fetchFresh(url, 'application/json', null, reach);
    first.body?.resume();
    const second = await fetchFresh(url, 'application/json', first.etag, reach);
    expect([first.maxAgeMs, second.maxAgeMs, second.body]).toEqual([expected, expected, null]);
  });
});

describe('reading again', () => {
  it('asks only whether files have changed', async () => {
    await read();
    publisher.answered.length = 0;
    now += MINUTE;
    await source?.refresh();
    expect(publisher.answered).toEqual(['/$bulk-publish 304', '/schedules.ndjson 304', '/slots.ndjson 304']);
    expect(idsOf(offered())).toEqual(['a']);
    expect(source?.readAt()).toBe(NOW + MINUTE);
  });

  it('takes what has changed, even when the list of files has not', async () => {
    await read();
    publisher.files.set('/slots.ndjson', ndjson([slot('b')]));
    await source?.refresh();
    expect(idsOf(offered())).toEqual(['b']);
  });

  it.each([500, 404, 302])('that fails (%i) keeps the old slots for half an hour, then offers none', async (status) => {
    await read();
    publisher.broken = status;
    now += 30 * MINUTE;
    await source?.refresh();
    expect([idsOf(offered()), source?.readAt()]).toEqual([['a'], NOW]);
    now += 1;
    expect(offered()).toEqual([]);
    publisher.broken = null;
    await source?.refresh();
    expect(idsOf(offered())).toEqual(['a']);
  });

  it('that fails at first offers none, and does not throw', async () => {
    publisher.broken = 500;
    expect(await read()).toEqual([]);
    expect(source?.readAt()).toBeNull();
  });

  it('a manifest that is no manifest is a failure', async () => {
    await read();
    publisher.files.set('/$bulk-publish', '<html>');
    await source?.refresh();
    expect(idsOf(offered())).toEqual(['a']);
  });
});
