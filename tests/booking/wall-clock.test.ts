import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, instantOf, wallClock, weekdayOf } from '../../src/booking/wall-clock.ts';

const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);

describe('wall clock', () => {
  it.each([
    ['America/New_York', '2026-11-24', '14:30', '2026-11-24T19:30', '2026-11-24T19:30'],
    ['Asia/Tokyo', '2026-11-24', '09:00', '2026-11-24T00:00', '2026-11-24T00:00'],
    ['Asia/Tokyo', '2026-12-31', '24:00', '2026-12-31T15:00', '2026-12-31T15:00'],
    ['Asia/Kolkata', '2028-02-29', '00:00', '2028-02-28T18:30', '2028-02-28T18:30'],
    // Skipped: the instant at which the clock jumps.
    ['America/New_York', '2027-03-14', '02:30', '2027-03-14T07:00', '2027-03-14T07:00'],
    ['Europe/Berlin', '2027-03-28', '02:00', '2027-03-28T01:00', '2027-03-28T01:00'],
    ['Europe/Berlin', '2027-03-28', '02:59', '2027-03-28T01:00', '2027-03-28T01:00'],
    ['Europe/Berlin', '2027-03-28', '03:00', '2027-03-28T01:00', '2027-03-28T01:00'],
    // Shown twice.
    ['America/New_York', '2026-11-01', '01:30', '2026-11-01T05:30', '2026-11-01T06:30'],
    ['Europe/Berlin', '2026-10-25', '02:00', '2026-10-25T00:00', '2026-10-25T01:00'],
    ['Europe/Berlin', '2026-10-25', '03:00', '2026-10-25T02:00', '2026-10-25T02:00'],
    // A change of half an hour.
    ['Australia/Lord_Howe', '2027-04-04', '01:45', '2027-04-03T14:45', '2027-04-03T15:15'],
  ])('%s %s %s', (zone, day, time, first, last) => {
    expect(iso(instantOf(zone, { day, time }, 'first'))).toBe(first);
    expect(iso(instantOf(zone, { day, time }, 'last'))).toBe(last);
  });

  it('comes back to the instant it read, in every zone', () => {
    const zones = fc.constantFrom(...Intl.supportedValuesOf('timeZone'));
    const minutes = fc.integer({ min: Date.UTC(1980, 0) / 60_000, max: Date.UTC(2040, 0) / 60_000 });
    fc.assert(
      fc.property(zones, minutes, (zone, minute) => {
        const at = minute * 60_000;
        const [first, last] = [
          instantOf(zone, wallClock(zone, at), 'first'),
          instantOf(zone, wallClock(zone, at), 'last'),
        ];
        expect([first, last]).toContain(at);
      }),
      { numRuns: 300 },
    );
  });

  it('counts days over a year end and a leap day', () => {
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(addDays('2028-03-01', -1)).toBe('2028-02-29');
    expect(weekdayOf('2026-11-22')).toBe(0);
  });
});
