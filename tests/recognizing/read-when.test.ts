import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readWhen } from '../../src/recognizing/read-when.ts';
import { stopRecognizer, warmUpRecognizer } from '../../src/recognizing/when-recognizer.ts';
import { contextOf, inShort, WEDNESDAY } from './when-examples.ts';

beforeAll(warmUpRecognizer);
afterAll(stopRecognizer);

const harbor = contextOf('harbor-foot-spine', WEDNESDAY);
const read = async (text: string, context = harbor): Promise<string> => inShort(await readWhen(text, context));

describe('readWhen', () => {
  it.each([
    ['next Tuesday afternoon', '2026-11-24 12:00-17:00'],
    ['tomorrow at 3', '2026-11-19 15:00-15:00'],
    ['in two weeks', '2026-11-30 to 2026-12-04'],
    ['tmrw', '2026-11-19'],
    ['two weeks from today', '2026-12-02'],
    ['about three weeks', 'nothing'],
  ])('measured before: "%s" is %s', async (text, expected) => expect(await read(text)).toBe(expected));

  it.each([
    ['today', '2026-11-18'],
    ['2morrow plz', '2026-11-19'],
    ['tommorow morning', '2026-11-19 08:00-12:00'],
    ['day after tmrw', '2026-11-20'],
    ['Thurs', '2026-11-19'],
    ['wensday', '2026-11-25'],
    ['this coming friday', '2026-11-20'],
    ['next tues', '2026-11-24'],
    ['Tuesday or Thursday', '2026-11-19; 2026-11-24'],
    ['monday week', '2026-11-30'],
    ['a week from Monday', '2026-11-30'],
    ['tuesday next week', '2026-11-24'],
    ['Tuesday the 24th', '2026-11-24'],
    ['Tuesday, 24 November', '2026-11-24'],
    ['the 3rd', '2026-12-03'],
    ['the 31st', '2026-12-31'],
    ['December 3', '2026-12-03'],
    ['1st dec', '2026-12-01'],
    ['30 November or 1 December', '2026-11-30; 2026-12-01'],
    ['the first monday in december', '2026-12-07'],
    ['christmas eve', '2026-12-24'],
    ['three days from now, or in 5 days', '2026-11-23'],
    ['feb 29', '2028-02-29'],
    ['Dec 3, 2026', '2026-12-03'],
    ['the 25th of next month', '2026-12-25; closed'],
  ])('the day "%s" is %s', async (text, expected) => expect(await read(text)).toBe(expected));

  it.each([
    ['next week', '2026-11-23 to 2026-11-27'],
    ['sometime this week?', '2026-11-18 to 2026-11-20'],
    ['the week after next', '2026-11-30 to 2026-12-04'],
    ['early next week', '2026-11-23 to 2026-11-25'],
    ['in a fortnight', '2026-11-30 to 2026-12-04'],
    ['within 10 days', '2026-11-18 to 2026-11-27'],
    ['by friday', '2026-11-18 to 2026-11-20'],
    ['from Monday', '2026-11-23 to 2026-12-04'],
    ['from the 3rd to the 9th', '2026-12-03 to 2026-12-09'],
    ['7 to 9 december', '2026-12-07 to 2026-12-09'],
    ['mid december', '2026-12-11 to 2026-12-18'],
    ['next month', '2026-12-01 to 2026-12-31'],
    ['next year', '2027-01-04 to 2027-12-31'],
    ['weekday afternoons next week', '2026-11-23 to 2026-11-27 w12345 12:00-17:00'],
    ['next week but not Monday', '2026-11-24 to 2026-11-27 w023456'],
    ['ASAP', '2026-11-18 to 2026-11-24'],
    ['next available', '2026-11-18 to 2026-11-24'],
  ])('the span "%s" is %s', async (text, expected) => expect(await read(text)).toBe(expected));

  it.each([
    ['weekday mornings', 'w12345 08:00-12:00'],
    ['any time after 4 on Thursdays', 'w4 16:00-'],
    ['Tuesdays and Thursdays after 5pm', 'w24 17:00-'],
    ['mon-fri 9am to 11am', 'w12345 09:00-11:00'],
    ['Monday to Wednesday', 'w123'],
    ['any tuesday', 'w2'],
    ['not Fridays', 'w1234'],
    ["Fridays don't work for me", 'w1234'],
    ['any day but Monday', 'w2345'],
    ['anytime except monday', 'w2345'],
    ['Fridays are no good, Mondays are', 'w1'],
    ['no, mornings are bad', '12:00-'],
    ['mornings are hard, afternoons are fine', '12:00-17:00'],
    ['Thursday afternoon, mornings dont work', '2026-11-19 12:00-17:00'],
    ['anything before 10 is difficult', '10:00-'],
    ['Monday at 3pm if Tuesday is bad', '2026-11-23 15:00-15:00'],
    ["I can't do Fridays but Tuesday afternoons are good", '2026-11-24 12:00-17:00'],
    ['I work Mon to Wed so Thursday or Friday', '2026-11-19; 2026-11-20'],
    ["any weekday that isn't monday", 'w2345'],
    ['after 3pm on weekdays except friday', 'w1234 15:00-'],
    ['Tuesday not Wednesday', '2026-11-24'],
    ['no can we do Tuesday instead', '2026-11-24'],
    ['no Tuesdays', 'w1345'],
    ['whenever', 'any'],
    ["I don't mind", 'any'],
    ['24/7', 'any'],
  ])('the weekdays "%s" are %s', async (text, expected) => expect(await read(text)).toBe(expected));

  it.each([
    ['monday or wednesday before 10', '2026-11-23 -10:00; 2026-11-25 -10:00'],
    ['4:30pm next wed', '2026-11-25 16:30-16:30'],
    ['between 2 and 4 tomorrow', '2026-11-19 14:00-16:00'],
    ['between 11 and 2 on monday', '2026-11-23 11:00-14:00'],
    ['mon 9-12, tue 1-3', '2026-11-23 09:00-12:00; 2026-11-24 13:00-15:00'],
    ['after 3 on monday or before 11 on tuesday', '2026-11-23 15:00-; 2026-11-24 -11:00'],
    ['Monday morning or Tuesday afternoon', '2026-11-23 08:00-12:00; 2026-11-24 12:00-17:00'],
    ['monday 10am tuesday 2pm', '2026-11-23 10:00-10:00; 2026-11-24 14:00-14:00'],
    ['next week in the morning on tuesday', '2026-11-24 08:00-12:00'],
    [
      'monday at 3 or 4 and wednesday morning',
      '2026-11-23 15:00-15:00; 2026-11-23 16:00-16:00; 2026-11-25 08:00-12:00',
    ],
    ['monday at 3 or 4', '2026-11-23 15:00-15:00; 2026-11-23 16:00-16:00'],
    ['tomorrow at ten thirty', '2026-11-19 10:30-10:30'],
    ['3 or 4 tomorrow', '2026-11-19 15:00-15:00; 2026-11-19 16:00-16:00'],
    ['5ish on monday', '2026-11-23 17:00-17:00'],
    ['half past 3 tomorrow', '2026-11-19 15:30-15:30'],
    ['quarter to 4 on monday', '2026-11-23 15:45-15:45'],
    ['friday 2.30', '2026-11-20 14:30-14:30'],
    ['1500 tomorrow', '2026-11-19 15:00-15:00'],
    ['tomorrow 3ish', '2026-11-19 15:00-15:00'],
    ['tomorrow morning at 9', '2026-11-19 09:00-09:00'],
    ['after 10 but before 2 on friday', '2026-11-20 10:00-14:00'],
    ['tomorrow not before 11', '2026-11-19 11:00-'],
    ['anything but mornings', '12:00-'],
    ['no make it the afternoon', '12:00-17:00'],
    ['no afternoons', '-12:00'],
    ['noon on friday', '2026-11-20 12:00-12:00'],
    ['friday lunch', '2026-11-20 12:00-14:00'],
    ['after lunch on friday', '2026-11-20 13:00-'],
    ['late afternoon tuesday', '2026-11-24 14:30-17:00'],
    ['friday afternoon', '2026-11-20 12:00-16:00'],
    ['this evening', '2026-11-18 17:00-17:30'],
    ['after work', '17:00-'],
    ['in 20 minutes', '2026-11-18 10:50-10:50'],
    ['Dec 3rd at 2:30 pm', '2026-12-03 14:30-14:30'],
    ['I am free monday am', '2026-11-23 08:00-12:00'],
    ['at 3', '15:00-15:00'],
    ['at 3 may be good', '15:00-15:00'],
    ['3', '15:00-15:00'],
    ['7, 8 or 9 december', '2026-12-09'],
  ])('the time "%s" is %s', async (text, expected) => expect(await read(text)).toBe(expected));

  it.each([
    ['yesterday', '2026-11-17; past'],
    ['last Tuesday', '2026-11-17; past'],
    ['two weeks ago', '2026-11-04; past'],
    ['today at 9', '2026-11-18 09:00-09:00; past'],
    ['yesterday or tomorrow', '2026-11-19'],
    ['saturday morning', '2026-11-21 08:00-12:00; closed'],
    ['Saturday or Monday', '2026-11-23'],
    ['weekends', 'w06; closed'],
    ['this weekend', '2026-11-21 to 2026-11-22; closed'],
    ['thanksgiving', '2026-11-26; closed'],
    ['tomorrow at 8pm', '2026-11-19 20:00-20:00; closed'],
    ['friday evening', '2026-11-20 17:00-20:00; closed'],
    ['31 February', 'impossible'],
    ['29 February 2027', 'impossible'],
    ['13/13', 'impossible'],
    ['25:00', 'impossible'],
    ['tomorrow at 25', '2026-11-19; impossible'],
    ['tomorrow at 7', '2026-11-19 07:00-07:00; 2026-11-19 19:00-19:00; closed'],
    ['', 'nothing'],
    ['my foot hurts', 'nothing'],
    ["I'm not sure", 'nothing'],
    ['🙂', 'nothing'],
  ])('what stands in the way of "%s": %s', async (text, expected) => expect(await read(text)).toBe(expected));

  it('asks which hour is meant when opening hours do not tell', async () => {
    const { openPeriods: _, ...unknown } = harbor;
    expect(await read('tomorrow at 3', unknown)).toBe('2026-11-19 03:00-03:00; 2026-11-19 15:00-15:00; ambiguous-hour');
    const dayAndNight = { ...harbor, openPeriods: () => [{ from: '00:00', to: '24:00' }] };
    expect(await read('after 4', dayAndNight)).toBe('04:00-; 16:00-; ambiguous-hour');
    expect(await read('weekends', unknown)).toBe('w06');
  });

  it.each([
    ['US', 'on 12/03', '2026-12-03'],
    ['GB', 'on 12/03', '2027-03-12'],
    ['GB', '3.12.2026', '2026-12-03'],
    ['US', '24/11', '2026-11-24'],
    ['JP', '12/3', '2026-12-03'],
    ['GB', '2026-12-03', '2026-12-03'],
  ])('in %s %s is %s', async (country, text, expected) => {
    const open = () => [{ from: '09:00', to: '17:00' }];
    expect(await read(text, { ...harbor, country, openPeriods: open })).toBe(expected);
  });

  it.each([
    // It is already Thursday in Tokyo while it is Wednesday in New York.
    ['sakura-hari', '2026-11-18T16:00:00Z', 'today', '2026-11-19'],
    ['sakura-hari', '2026-11-18T16:00:00Z', 'tomorrow at 6', '2026-11-20 18:00-18:00'],
    ['sakura-hari', '2026-11-18T16:00:00Z', 'weekends', 'w6'],
    ['sakura-hari', '2026-11-18T16:00:00Z', 'tomorrow evening', '2026-11-20 17:00-19:00'],
    // Five in the afternoon in Tokyo, between two opening periods at two, and after the last.
    ['sakura-hari', '2026-11-18T08:00:00Z', 'today at 10', '2026-11-18 10:00-10:00; past'],
    ['sakura-hari', '2026-11-18T05:00:00Z', 'today', '2026-11-18'],
    ['sakura-hari', '2026-11-18T11:00:00Z', 'today', '2026-11-18; closed'],
    ['harbor-foot-spine', '2026-12-31T22:00:00Z', 'tomorrow', '2027-01-01; closed'],
    ['harbor-foot-spine', '2028-02-28T15:00:00Z', 'tomorrow', '2028-02-29'],
    ['harbor-foot-spine', '2028-02-28T15:00:00Z', 'the 29th', '2028-02-29'],
    // The night in which the clocks change: 02:30 is not moved.
    ['harbor-foot-spine', '2027-03-13T15:00:00Z', 'tomorrow at 2:30 am', '2027-03-14 02:30-02:30; closed'],
    ['harbor-foot-spine', '2026-10-31T15:00:00Z', 'in 3 days at 10', '2026-11-03 10:00-10:00'],
  ])('%s at %s: "%s" is %s', async (id, at, text, expected) => {
    expect(await read(text, contextOf(id, Date.parse(at)))).toBe(expected);
  });
});
