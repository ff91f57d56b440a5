import { describe, expect, it } from 'vitest';
import type { Times } from '../../dialogs/visit.events.ts';
import type { FreeSlot } from '../../src/booking/free-slot.ts';
import { slotId } from '../../src/booking/slot-id.ts';
import { innerState, readGiven } from '../../src/turn/read-given.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import { TUESDAY_MORNING } from '../support/visitor.ts';

const slotAt = (instant: string, place: string): FreeSlot => {
  const start = Date.parse(instant);
  return { id: `${instant} ${place}`, start, end: start + 60_000, place, service: null, link: null };
};
const read = (
  text: string,
  state: string,
  slots: readonly FreeSlot[] = [],
  place: string | null = null,
  times: readonly Times[] = [],
) => {
  const clinic = shippedKnowledge().content.clinics.get('harbor-foot-spine');
  if (!clinic) throw new Error('harbor is gone');
  return readGiven(text, { booking: state }, { clinic, slots, place, times, now: TUESDAY_MORNING });
};

describe('what is given for a booking', () => {
  it.each([
    ['askingName', "It's Ana, 508-555-0123", { name: 'Ana', phone: '+15085550123', extension: null }],
    ['askingName', 'my name is Sunday', { name: 'Sunday' }],
    ['askingContact', 'ana@example.com', { email: 'ana@example.com' }],
    ['askingContact', '508 555 0123 ext 12', { phone: '+15085550123', extension: '12' }],
    ['askingContact', 'my name is Bo, 508 555 0123', { name: 'Bo', phone: '+15085550123', extension: null }],
    ['readingBack', 'actually my name is Bo', { name: 'Bo' }],
    ['readingBack', 'call 508 555 0199 instead', { phone: '+15085550199', extension: null }],
  ])('in %s "%s" is read whole', async (state, text, given) => {
    expect(await read(text, state)).toEqual({ given, problem: null });
  });

  it.each([
    ['askingContact', '508-555-0123 and thursday afternoon'],
    ['askingTimes', 'thursday afternoon, and my number is 508 555 0123'],
    ['readingBack', '508 555 0123, make it thursday afternoon'],
  ])('in %s "%s" gives both', async (state, text) => {
    expect((await read(text, state))?.given).toMatchObject({
      phone: '+15085550123',
      times: [{ day: '2026-12-03', from: '12:00' }],
    });
  });

  it.each([
    ['askingContact', '911', 'phone-emergency-number'],
    ['askingContact', '555-0123', 'phone-not-possible'],
    ['askingContact', '508-555-FEET', 'phone-letters'],
    ['askingTimes', 'sunday', 'times-closed'],
    ['askingTimes', 'on christmas', 'times-closed'],
    ['askingTimes', 'yesterday', 'times-past'],
    ['readingBack', '12345', 'phone-short-number'],
    ['readingBack', 'February 30', 'times-impossible'],
  ])('in %s "%s" cannot be taken: %s', async (state, text, problem) => {
    expect(await read(text, state)).toEqual({ given: {}, problem });
  });

  it('never reads a date as a phone number', async () => {
    for (const text of ['2026-12-03', 'December 3 2026 at 3:30', '12/03/2026 at 15:30'])
      for (const state of ['askingTimes', 'readingBack']) {
        const { given, problem } = (await read(text, state)) ?? {};
        expect([problem, given?.phone, given?.times?.[0]?.day], `${state} ${text}`).toEqual([
          null,
          undefined,
          '2026-12-03',
        ]);
      }
  });

  it.each([
    ['askingName', 'sunday'],
    ['askingName', "Robert'); DROP TABLE visits;--"],
    ['askingName', 'why do you need my name?'],
    ['askingContact', 'I would rather not'],
    ['askingReason', '508 555 0123'],
    ['proving', 'thursday'],
  ])('in %s "%s" is nothing of it', async (state, text) => {
    expect((await read(text, state))?.given.name).toBeUndefined();
    if (state !== 'askingName') expect(await read(text, state)).toBeNull();
  });

  it('takes the place that was named last', async () => {
    expect(await read('not Harbor Street, Mill Road', 'readingBack')).toMatchObject({ place: 'mill-road' });
  });

  it('finds the free times that fit, at the chosen place', async () => {
    const slots = [
      slotAt('2026-12-03T15:00:00Z', 'harbor-street'),
      slotAt('2026-12-03T19:30:00Z', 'harbor-street'),
      slotAt('2026-12-03T20:00:00Z', 'mill-road'),
      slotAt('2026-12-04T19:30:00Z', 'harbor-street'),
    ];
    const fitting = async (place: string | null) =>
      (await read('thursday afternoon', 'askingSlot', slots, place))?.slots;
    const [, first, second] = slots.map(slotId);
    expect(await fitting('harbor-street')).toEqual([first]);
    expect(await fitting('mill-road')).toEqual([second]);
    expect(await fitting(null)).toEqual([first, second]);
    expect(await fitting('lake-avenue')).toEqual([]);
  });

  it.each([
    ['make it the afternoon', ['2026-12-04 12:00-16:00']],
    ['thursday', ['2026-12-03 null-null']],
    ['mornings on any day', ['null 08:00-12:00']],
    ['yes', undefined],
  ])('after a Friday morning "%s" is %s', async (text, times) => {
    const before: Times = { day: '2026-12-04', until: null, weekdays: null, from: '08:00', to: '12:00' };
    const given = await read(text, 'readingBack', [], null, [before]);
    expect(given?.given.times?.map(({ day, from, to }) => `${day} ${from}-${to}`)).toEqual(times);
  });

  it('asks the innermost state', () => {
    expect([innerState('proving'), innerState({ booking: 'askingName' })]).toEqual(['proving', 'askingName']);
  });
});
