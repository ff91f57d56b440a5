import { addDays, minutesOf, weekdayOf } from '../booking/wall-clock.ts';
import type { TimeRange } from './when-pieces.ts';

/** The clinic's opening periods on a day (YYYY-MM-DD), HH:MM by its own clock. */
export type OpenPeriods = (day: string) => readonly { readonly from: string; readonly to: string }[];

/** Opening periods in minutes of the day. */
export type Openings = readonly { readonly from: number; readonly to: number }[];

/** The longest span whose days are all looked at. */
export const MOST_DAYS = 62;
const TYPICAL_DAYS = 28;

/** The openings of each day from `first` to `last` that is open, at most two months. */
export function openDays(
  openPeriods: OpenPeriods,
  first: string,
  last: string,
): readonly { day: string; openings: Openings }[] {
  const days: { day: string; openings: Openings }[] = [];
  for (let day = first, count = 0; day <= last && count < MOST_DAYS; day = addDays(day, 1), count++) {
    const openings = openPeriods(day).map(({ from, to }) => ({ from: minutesOf(from), to: minutesOf(to) }));
    if (openings.length > 0) days.push({ day, openings });
  }
  return days;
}

/** What a weekday's openings are like, from the four weeks that begin at `from`. */
export function typicalOpenings(openPeriods: OpenPeriods, weekday: number, from: string): Openings {
  const days = openDays(openPeriods, from, addDays(from, TYPICAL_DAYS - 1));
  return days.find(({ day }) => weekdayOf(day) === weekday)?.openings ?? [];
}

/** Whether the clinic is open at a point, or at some time of a range. */
export const overlaps = ({ from, to }: TimeRange, openings: Openings): boolean =>
  openings.some((open) =>
    from !== null && from === to
      ? open.from <= from && from < open.to
      : (from ?? -1) < open.to && (to ?? Number.POSITIVE_INFINITY) > open.from,
  );

/** Of several readings of a time those that fit the openings: first by the hour that was named, then by any overlap, else all. */
export function fittingReadings(readings: readonly TimeRange[], openings: Openings): readonly TimeRange[] {
  if (readings.length < 2) return readings;
  const named = readings.filter(({ from, to }) =>
    openings.some(
      (open) =>
        (from !== null && open.from <= from && from < open.to) ||
        (to !== null && to !== from && open.from < to && to <= open.to),
    ),
  );
  if (named.length > 0) return named;
  const overlapping = readings.filter((range) => overlaps(range, openings));
  return overlapping.length > 0 ? overlapping : readings;
}

/** A part of the day cut to the hours in which the clinic is open; unchanged when it never is. */
export function cutToOpenings({ from, to }: TimeRange, openings: Openings): TimeRange {
  const open = openings.filter((each) => overlaps({ from, to }, [each]));
  if (open.length === 0) return { from, to };
  return {
    from: from === null ? null : Math.max(from, Math.min(...open.map((each) => each.from))),
    to: to === null ? null : Math.min(to, Math.max(...open.map((each) => each.to))),
  };
}
