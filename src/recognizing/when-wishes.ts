import { addDays } from '../booking/wall-clock.ts';
import { groupsOf } from './when-groups.ts';
import { meet, timesOf } from './when-meet.ts';
import type { Piece } from './when-pieces.ts';
import { oppositeOf, partRefused, withoutDays } from './when-refusals.ts';
import { nextWeekday } from './when-weeks.ts';
import { ANY_DAY, type DayPiece, isDay, isTime, type Wish, type WishedDays } from './when-wish.ts';

const SOON_DAYS = 6;

/** Sorts pieces into wishes: which days with which times, without what was refused. */
export function wishesOf(all: readonly Piece[], text: string, today: string): readonly Wish[] {
  const gap = (one: Piece, other: Piece | undefined): string => text.slice(one.end, other?.start).toLowerCase();
  const { wanted, refused } = partRefused(all, gap);
  const groups = groupsOf(wanted, text, today, gap);
  const limits = refused.length > 0 && !refused.some(isDay) ? refused.filter(isTime).flatMap(oppositeOf) : [];
  const closedDays = refused.some(isTime) ? [] : refused.filter(isDay);
  const without = (days: readonly WishedDays[]): readonly WishedDays[] =>
    days.flatMap((each) => withoutDays(each, closedDays));
  if (groups.length === 0 && (limits.length > 0 || closedDays.some(({ kind }) => kind === 'weekdays')))
    return [{ days: without([ANY_DAY]), times: limits.length > 0 ? limits : [null] }];
  if (groups.length === 0 && wanted.some(({ kind }) => kind === 'soonest'))
    return [{ days: without([{ day: today, until: addDays(today, SOON_DAYS), weekdays: null }]), times: [null] }];
  if (groups.length === 0 && wanted.some(({ kind }) => kind === 'any')) return [{ days: [ANY_DAY], times: [null] }];
  return groups.map(({ days, times }) => {
    const wished = timesOf(times, gap);
    const limited =
      limits.length === 0 ? wished : wished.flatMap((time) => limits.map((limit) => meet(time, limit) ?? time));
    return {
      days: without(days.length === 0 ? [ANY_DAY] : wishedDays(days, today)),
      times: times.length > 0 ? limited : limits.length > 0 ? limits : [null],
    };
  });
}

function wishedDays(days: readonly DayPiece[], today: string): readonly WishedDays[] {
  const named = days.filter((each) => each.kind === 'weekdays');
  const weekdays = [...new Set(named.flatMap((each) => each.weekdays))].sort();
  const spans = days.filter((each) => each.kind === 'span');
  const dates = days.filter((each) => each.kind === 'date').map(({ day }) => ({ ...ANY_DAY, day }));
  const every = named.some((each) => each.every);
  if (spans.length > 0 && named.length > 0)
    return [...dates, ...spans.flatMap(({ first, last }) => weekdaysWithin(weekdays, first, last, every))];
  const ranges = spans.map(({ first, last }) => ({ day: first, until: last, weekdays: null }));
  if (named.length === 0) return [...dates, ...ranges];
  if (every) return [...dates, { ...ANY_DAY, weekdays }];
  const next = weekdays.map((weekday) => nextWeekday(today, weekday)).sort();
  return [...next.map((day) => ({ ...ANY_DAY, day })), ...dates];
}

/** "Tuesday next week" is one day; "weekdays next month" are many. */
function weekdaysWithin(
  weekdays: readonly number[],
  first: string,
  last: string,
  every: boolean,
): readonly WishedDays[] {
  if ((every && weekdays.length > 2) || addDays(first, 7) < last) return [{ day: first, until: last, weekdays }];
  return weekdays
    .map((weekday) => nextWeekday(addDays(first, -1), weekday))
    .filter((day) => day <= last)
    .sort()
    .map((day) => ({ ...ANY_DAY, day }));
}
