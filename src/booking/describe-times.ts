import type { Times } from '../../dialogs/visit.events.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import { visitorClock } from './visitor-clock.ts';
import { instantOf } from './wall-clock.ts';
import { describeDay, describeTime, describeWindow, usesTwelveHours, zoneName } from './windows.ts';

const dayNames = ['Sundays', 'Mondays', 'Tuesdays', 'Wednesdays', 'Thursdays', 'Fridays', 'Saturdays'];
const WORKDAYS = '1,2,3,4,5';
const WEEKEND = '0,6';

/** When a visitor would like to come, in words: "Thursday 3 December, 12:00 to 17:00, Tokyo time", and on the visitor's own clock where one day is named. */
export function describeTimes(
  { day, until, weekdays, from, to }: Times,
  clinic: Clinic,
  zone: string | null = null,
): string {
  const instant = (time: string): number => instantOf(clinic['time-zone'], { day: day ?? '', time }, 'first');
  if (day !== null && until === null && from !== null && to !== null && from < to)
    return describeWindow({ from: instant(from), to: instant(to) }, clinic, zone);
  const days = [weekdays && weekdaysOf(weekdays), day && spanOf(day, until)].filter(Boolean).join(', ') || 'Any day';
  const hours = hoursOf(from, to, clinic);
  const theirs = day !== null && until === null && from !== null ? visitorClock(instant(from), clinic, zone) : '';
  return hours
    ? `${days}, ${hours}, ${zoneName(clinic['time-zone'])}${theirs}`
    : `${days}, any time the clinic is open`;
}

const spanOf = (day: string, until: string | null): string =>
  until === null ? describeDay(day) : `${describeDay(day)} to ${describeDay(until)}`;

function weekdaysOf(weekdays: readonly number[]): string {
  const sorted = [...weekdays].sort((one, other) => one - other);
  if (String(sorted) === WORKDAYS) return 'Monday to Friday';
  if (String(sorted) === WEEKEND) return 'Weekends';
  const names = sorted.map((weekday) => dayNames[weekday] ?? '');
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} or ${names.at(-1)}`;
}

function hoursOf(from: string | null, to: string | null, clinic: Clinic): string {
  const shown = (time: string): string => describeTime(time, usesTwelveHours(clinic));
  if (from !== null && from === to) return `about ${shown(from)}`;
  if (from !== null && to !== null) return `${shown(from)} to ${shown(to)}`;
  if (from !== null) return `from ${shown(from)}`;
  return to === null ? '' : `until ${shown(to)}`;
}
