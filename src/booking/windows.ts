import type { Clinic } from '../content/clinic-schema.ts';
import { addDays, instantOf, type WallClock, wallClock, weekdayOf } from './wall-clock.ts';

/** A stretch of clinic time on one day, HH:MM; a day may end at 24:00. */
export interface Period {
  readonly from: string;
  readonly to: string;
}

/** A stretch of time in which the clinic is open, in epoch milliseconds. */
export interface OpenWindow {
  readonly from: number;
  readonly to: number;
}

const dayKeys = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const TWELVE_HOUR_COUNTRIES: readonly string[] = ['US'];

/** Whether people in the clinic's country say 2:30 pm rather than 14:30. */
export const usesTwelveHours = ({ country }: Clinic): boolean => TWELVE_HOUR_COUNTRIES.includes(country);

/** The clinic's opening periods on a day (YYYY-MM-DD) by its own wall clock; none on a holiday or when it gave no hours. */
export function periodsOn(clinic: Clinic, day: string): readonly Period[] {
  if (clinic.holidays.some((holiday) => holiday.day === day)) return [];
  const key = dayKeys[weekdayOf(day)];
  return (key ? (clinic.hours?.[key] ?? []) : []).map((period) => ({ from: period.slice(0, 5), to: period.slice(6) }));
}

/** The opening periods of a day (YYYY-MM-DD in the clinic's zone) as instants, daylight saving respected. */
export function windowsOn(clinic: Clinic, day: string): readonly OpenWindow[] {
  const zone = clinic['time-zone'];
  return periodsOn(clinic, day)
    .map(({ from, to }) => ({
      from: instantOf(zone, { day, time: from }, 'first'),
      to: instantOf(zone, { day, time: to }, 'last'),
    }))
    .filter(({ from, to }) => from < to);
}

/** All open windows between two instants (epoch milliseconds), those at the ends cut short. */
export function openWindowsBetween(clinic: Clinic, from: number, to: number): readonly OpenWindow[] {
  const windows: OpenWindow[] = [];
  const last = wallClock(clinic['time-zone'], to).day;
  for (let day = wallClock(clinic['time-zone'], from).day; day <= last; day = addDays(day, 1)) {
    for (const window of windowsOn(clinic, day)) {
      const cut = { from: Math.max(window.from, from), to: Math.min(window.to, to) };
      if (cut.from < cut.to) windows.push(cut);
    }
  }
  return windows;
}

/** "Tuesday 24 November, 14:30 to 17:00, Tokyo time", with the visitor's clock in brackets where it shows another time. */
export function describeWindow(window: OpenWindow, clinic: Clinic, visitorZone: string | null): string {
  const twelve = usesTwelveHours(clinic);
  const from = wallClock(clinic['time-zone'], window.from);
  const own = `${describeDay(from.day)}, ${describeSpan(from, wallClock(clinic['time-zone'], window.to), twelve)}`;
  const visitor = visitorZone === null ? null : clocksIn(visitorZone, window);
  const theirs =
    visitor &&
    `${visitor.from.day === from.day ? '' : `${describeDay(visitor.from.day)}, `}${describeSpan(visitor.from, visitor.to, twelve)}`;
  const differs = visitor && (visitor.from.day !== from.day || visitor.from.time !== from.time);
  return `${own}, ${zoneName(clinic['time-zone'])}${differs ? ` (${theirs}, ${zoneName(visitorZone ?? '')})` : ''}`;
}

/** "Tuesday 24 November" for YYYY-MM-DD. */
export const describeDay = (day: string): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' })
    .format(new Date(day))
    .replace(',', '');

/** "New York time" for America/New_York. */
export const zoneName = (zone: string): string => `${zone.split('/').at(-1)?.replaceAll('_', ' ')} time`;

/** "2:30 pm" for a clinic that counts to twelve, else "14:30"; "midnight" for 00:00 and 24:00. */
export function describeTime(time: string, twelve: boolean): string {
  const hour = Number(time.slice(0, 2));
  if (hour % 24 === 0 && time.endsWith('00')) return 'midnight';
  return twelve ? `${hour % 12 || 12}${time.slice(2)} ${hour < 12 ? 'am' : 'pm'}` : time;
}

function describeSpan(from: WallClock, to: WallClock, twelve: boolean): string {
  const ended = from.day === to.day || to.time === '00:00' ? '' : `${describeDay(to.day)}, `;
  return `${describeTime(from.time, twelve)} to ${ended}${describeTime(to.time, twelve)}`;
}

/** Null for a zone that a browser made up. */
function clocksIn(zone: string, { from, to }: OpenWindow): { readonly from: WallClock; readonly to: WallClock } | null {
  try {
    return { from: wallClock(zone, from), to: wallClock(zone, to) };
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
