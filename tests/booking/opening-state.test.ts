import { describe, expect, it } from 'vitest';
import { describeHours, openingState } from '../../src/booking/opening-state.ts';
import { clinicSchema } from '../../src/content/clinic-schema.ts';
import { loadContent } from '../../src/content/load-content.ts';

const clinics = loadContent('./content').clinics;
const clinic = (id: string) => clinicSchema.parse(clinics.get(id));

describe('opening state', () => {
  it.each([
    ['harbor-foot-spine', '2026-12-01T15:00:00Z', true, 'open until 5:30 pm'],
    ['harbor-foot-spine', '2026-12-01T12:59:00Z', false, 'opens today 8:00 am, New York time'],
    ['harbor-foot-spine', '2026-12-01T22:30:00Z', false, 'opens tomorrow 8:00 am, New York time'],
    ['harbor-foot-spine', '2026-12-04T21:00:00Z', false, 'opens Monday 8:00 am, New York time'],
    // Thanksgiving is a holiday: the day after is Friday.
    ['harbor-foot-spine', '2026-11-26T15:00:00Z', false, 'opens tomorrow 8:00 am, New York time'],
    // The clocks change in New York on 2027-03-14 and 2026-11-01: eight in the morning stays eight in the morning.
    ['harbor-foot-spine', '2027-03-15T12:00:00Z', true, 'open until 5:30 pm'],
    ['harbor-foot-spine', '2027-03-12T13:00:00Z', true, 'open until 4:00 pm'],
    // Lunch break in Tokyo, and Sunday evening before a Monday off.
    ['sakura-hari', '2026-12-01T04:30:00Z', false, 'opens today 14:30, Tokyo time'],
    ['sakura-hari', '2026-11-22T10:00:00Z', false, 'opens Tuesday 10:00, Tokyo time'],
    // New Year's Day at the zone's edge: it is still 2026 in London, already a holiday in Tokyo.
    ['sakura-hari', '2026-12-31T16:00:00Z', false, 'opens tomorrow 9:30, Tokyo time'],
  ])('%s at %s', (id, at, open, text) => {
    expect(openingState(clinic(id), Date.parse(at))).toEqual({ open, text });
  });

  it('names the holidays of the next three weeks', () => {
    const hours = (at: string) => describeHours(clinic('capital-podiatry'), Date.parse(at));
    expect(hours('2026-11-21T15:00:00Z')).toContain('Closed on Thursday 26 November: Thanksgiving Day');
    expect(hours('2026-11-27T15:00:00Z')).not.toContain('Thanksgiving');
  });

  it('is unknown without hours', () => {
    expect(openingState(clinic('firm-ground'), 0)).toEqual({ open: null, text: '' });
    expect(describeHours(clinic('firm-ground'), 0)).toBeNull();
  });

  it('lists the week with equal days joined', () => {
    expect(describeHours(clinic('sakura-hari'), Date.parse('2026-12-01T04:30:00Z'))?.split('\n')).toEqual([
      'Now closed; opens today 14:30, Tokyo time.',
      'Monday: closed',
      'Tuesday to Friday: 10:00 to 13:00 and 14:30 to 19:00',
      'Saturday: 9:30 to 16:00',
      'Sunday: closed',
    ]);
  });
});
