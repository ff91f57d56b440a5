import { describe, expect, it } from 'vitest';
import { describeWindow, openWindowsBetween, periodsOn, windowsOn } from '../../src/booking/windows.ts';
import { type Clinic, clinicSchema } from '../../src/content/clinic-schema.ts';
import { loadContent } from '../../src/content/load-content.ts';

const clinics = loadContent('./content').clinics;
const clinic = (id: string): Clinic => clinicSchema.parse(clinics.get(id));
const [harbor, sakura] = [clinic('harbor-foot-spine'), clinic('sakura-hari')];
const always = {
  mon: ['00:00-24:00'],
  tue: [],
  wed: [],
  thu: [],
  fri: [],
  sat: [],
  sun: ['01:00-03:30', '22:00-24:00'],
};
const night = (zone: string): Clinic => ({ ...harbor, 'time-zone': zone, hours: always });
const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);
const shown = (windows: readonly { from: number; to: number }[]) =>
  windows.map(({ from, to }) => `${iso(from)} ${iso(to)}`);

describe('open windows', () => {
  it.each([
    [harbor, '2026-11-24', ['2026-11-24T13:00 2026-11-24T22:30']],
    [harbor, '2026-07-07', ['2026-07-07T12:00 2026-07-07T21:30']],
    [harbor, '2026-11-26', []],
    [harbor, '2026-11-21', []],
    [harbor, '2027-01-01', []],
    [harbor, '2028-02-29', ['2028-02-29T13:00 2028-02-29T22:30']],
    [sakura, '2026-11-24', ['2026-11-24T01:00 2026-11-24T04:00', '2026-11-24T05:30 2026-11-24T10:00']],
    [clinic('firm-ground'), '2026-11-24', []],
    // The clock jumps from 02:00 to 03:00: half an hour of 01:00 to 03:30 is left after the change.
    [
      night('America/New_York'),
      '2027-03-14',
      ['2027-03-14T06:00 2027-03-14T07:30', '2027-03-15T02:00 2027-03-15T04:00'],
    ],
    [night('Europe/Berlin'), '2027-03-28', ['2027-03-28T00:00 2027-03-28T01:30', '2027-03-28T20:00 2027-03-28T22:00']],
    // The hour shown twice is open twice.
    [
      night('America/New_York'),
      '2026-11-01',
      ['2026-11-01T05:00 2026-11-01T08:30', '2026-11-02T03:00 2026-11-02T05:00'],
    ],
    [night('Europe/Berlin'), '2026-10-25', ['2026-10-24T23:00 2026-10-25T02:30', '2026-10-25T21:00 2026-10-25T23:00']],
    [night('Asia/Tokyo'), '2026-11-01', ['2026-10-31T16:00 2026-10-31T18:30', '2026-11-01T13:00 2026-11-01T15:00']],
  ])('of %# on %s', (of, day, windows) => expect(shown(windowsOn(of, day))).toEqual(windows));

  it('between two instants are cut at both ends', () => {
    const between = (from: string, to: string) => shown(openWindowsBetween(harbor, Date.parse(from), Date.parse(to)));
    expect(between('2026-12-30T20:00Z', '2027-01-04T14:00Z')).toEqual([
      '2026-12-30T20:00 2026-12-30T22:30',
      '2026-12-31T13:00 2026-12-31T22:30',
      '2027-01-04T13:00 2027-01-04T14:00',
    ]);
    expect(between('2026-11-24T23:00Z', '2026-11-25T12:00Z')).toEqual([]);
    expect(between('2026-11-25T12:00Z', '2026-11-24T12:00Z')).toEqual([]);
  });

  it('knows the periods of a day by the clock on the wall', () => {
    expect(periodsOn(sakura, '2026-11-28')).toEqual([{ from: '09:30', to: '16:00' }]);
  });
});

describe('describeWindow', () => {
  const describeAt = (of: Clinic, from: string, to: string, zone: string | null) =>
    describeWindow({ from: Date.parse(from), to: Date.parse(to) }, of, zone);
  const british: Clinic = { ...harbor, country: 'GB' };

  it.each([
    [british, '2026-11-24T19:30Z', '2026-11-24T22:00Z', null, 'Tuesday 24 November, 14:30 to 17:00, New York time'],
    [
      british,
      '2026-11-24T19:30Z',
      '2026-11-24T22:00Z',
      'Europe/Berlin',
      'Tuesday 24 November, 14:30 to 17:00, New York time (20:30 to 23:00, Berlin time)',
    ],
    [
      harbor,
      '2026-11-24T19:30Z',
      '2026-11-24T22:00Z',
      'America/Los_Angeles',
      'Tuesday 24 November, 2:30 pm to 5:00 pm, New York time (11:30 am to 2:00 pm, Los Angeles time)',
    ],
    [harbor, '2026-11-24T17:00Z', '2026-11-24T18:00Z', null, 'Tuesday 24 November, 12:00 pm to 1:00 pm, New York time'],
    // The same clock under another name is not shown twice; a zone that is none is left out.
    [
      harbor,
      '2026-11-24T19:30Z',
      '2026-11-24T22:00Z',
      'America/Toronto',
      'Tuesday 24 November, 2:30 pm to 5:00 pm, New York time',
    ],
    [
      harbor,
      '2026-11-24T19:30Z',
      '2026-11-24T22:00Z',
      'Mars/Olympus',
      'Tuesday 24 November, 2:30 pm to 5:00 pm, New York time',
    ],
    // Another day where the visitor is, and a window over their midnight.
    [
      sakura,
      '2027-01-05T01:00Z',
      '2027-01-05T04:00Z',
      'America/New_York',
      'Tuesday 5 January, 10:00 to 13:00, Tokyo time (Monday 4 January, 20:00 to 23:00, New York time)',
    ],
    [
      sakura,
      '2027-01-05T01:00Z',
      '2027-01-05T10:00Z',
      'America/New_York',
      'Tuesday 5 January, 10:00 to 19:00, Tokyo time (Monday 4 January, 20:00 to Tuesday 5 January, 05:00, New York time)',
    ],
    [sakura, '2026-11-24T05:30Z', '2026-11-24T15:00Z', null, 'Tuesday 24 November, 14:30 to midnight, Tokyo time'],
    // Berlin changes its clocks before New York does.
    [
      british,
      '2026-10-27T13:00Z',
      '2026-10-27T14:00Z',
      'Europe/Berlin',
      'Tuesday 27 October, 09:00 to 10:00, New York time (14:00 to 15:00, Berlin time)',
    ],
  ])('%#', (of, from, to, zone, text) => expect(describeAt(of, from, to, zone)).toBe(text));
});
