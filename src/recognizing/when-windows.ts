import { addDays, minutesOf, timeOf, type WallClock, weekdayOf } from '../booking/wall-clock.ts';
import {
  cutToOpenings,
  fittingReadings,
  MOST_DAYS,
  type Openings,
  type OpenPeriods,
  openDays,
  overlaps,
  typicalOpenings,
} from './when-openings.ts';
import type { TimeRange } from './when-pieces.ts';
import type { Wish, WishedDays, WishedTime } from './when-wish.ts';

/**
 * When a visitor would like to come, by the clinic's clock. With `day` alone that day, with `until` any day from one to
 * the other, with `weekdays` (0 for Sunday) those days of the span or of every week; all null for any day. `from` and
 * `to` are HH:MM: equal for a point in time, null for an open end.
 */
export interface WhenWindow extends WishedDays {
  readonly from: string | null;
  readonly to: string | null;
}

/** A window and what stands in its way. */
export interface CheckedWindow {
  readonly window: WhenWindow;
  readonly past: boolean;
  readonly closed: boolean;
  readonly ambiguous: boolean;
}

const ALL = [0, 1, 2, 3, 4, 5, 6];

/** Every window of a wish, checked against the clock and, when the clinic told them, its opening periods. */
export const windowsOfWish = (
  { days, times }: Wish,
  now: WallClock,
  openPeriods: OpenPeriods | undefined,
): readonly CheckedWindow[] => days.flatMap((day) => times.flatMap((time) => windowsAt(day, time, now, openPeriods)));

function windowsAt(
  wished: WishedDays,
  time: WishedTime,
  now: WallClock,
  openPeriods: OpenPeriods | undefined,
): readonly CheckedWindow[] {
  const all = time?.readings ?? [{ from: null, to: null }];
  const isToday = wished.day === now.day && wished.until === null;
  const clock = isToday ? minutesOf(now.time) : 0;
  const over = (wished.until ?? wished.day ?? now.day) < now.day;
  const { days, openings } =
    openPeriods && !over
      ? openFor(wished, all, now, openPeriods)
      : { days: fromToday(wished, over, now.day), openings: null };
  const ahead = all.filter((reading) => isAhead(reading, clock));
  const fitting = openings ? fittingReadings(all, openings) : ahead.length > 0 && !over ? ahead : all.slice(-1);
  return fitting.map((reading) => {
    const { from, to } = time?.part && openings ? cutToOpenings(reading, openings) : reading;
    const left = { ...reading, from: isToday ? Math.max(reading.from ?? 0, clock) : reading.from };
    return {
      window: { ...days, from: from === null ? null : timeOf(from), to: to === null ? null : timeOf(to) },
      past: over || !isAhead(reading, clock),
      closed: openings !== null && !overlaps(left, openings),
      ambiguous: fitting.length > 1,
    };
  });
}

const isAhead = ({ from, to }: TimeRange, now: number): boolean =>
  to === null ? true : from === to ? to >= now : to > now;

/** The wished days on which the clinic is open at a wished time, and its hours then; the days as wished when it is not. */
function openFor(
  wished: WishedDays,
  readings: readonly TimeRange[],
  now: WallClock,
  openPeriods: OpenPeriods,
): { readonly days: WishedDays; readonly openings: Openings } {
  const fits = (openings: Openings): boolean => readings.some((reading) => overlaps(reading, openings));
  const joined = (each: readonly { readonly openings: Openings }[]): Openings =>
    each.flatMap(({ openings }) => openings);
  const trimmed = fromToday(wished, false, now.day);
  if (trimmed.day === null) {
    const week = (wished.weekdays ?? ALL).map((weekday) => ({
      weekday,
      openings: typicalOpenings(openPeriods, weekday, now.day),
    }));
    const open = week.filter(({ openings }) => fits(openings));
    const weekdays = wished.weekdays && open.length > 0 ? open.map(({ weekday }) => weekday) : wished.weekdays;
    return { days: { ...wished, weekdays }, openings: joined(open.length > 0 ? open : week) };
  }
  const inDays = openDays(openPeriods, trimmed.day, trimmed.until ?? trimmed.day)
    .filter(({ day }) => !wished.weekdays || wished.weekdays.includes(weekdayOf(day)))
    .map(({ day, openings }) => ({
      day,
      openings:
        day === now.day && trimmed.until !== null ? openings.filter(({ to }) => to > minutesOf(now.time)) : openings,
    }));
  const open = inDays.filter(({ openings }) => fits(openings));
  const [first, last] = [open.at(0)?.day, open.at(-1)?.day];
  if (!first || !last || trimmed.until === null) return { days: trimmed, openings: joined(inDays) };
  const until = trimmed.until > addDays(trimmed.day, MOST_DAYS - 1) ? trimmed.until : last;
  const days = {
    day: first,
    until: until === first ? null : until,
    weekdays: until === first ? null : wished.weekdays,
  };
  return { days, openings: joined(open) };
}

/** A span that has begun goes on from today. */
function fromToday(wished: WishedDays, past: boolean, today: string): WishedDays {
  if (wished.until === null || wished.day === null) return wished;
  const day = past || wished.day > today ? wished.day : today;
  return { ...wished, day, until: wished.until === day ? null : wished.until };
}
