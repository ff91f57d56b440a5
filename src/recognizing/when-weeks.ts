import { addDays, weekdayOf } from '../booking/wall-clock.ts';
import { date, NAME, TO } from './when-dates.ts';
import type { Meaning, Rule } from './when-pieces.ts';

const KEYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const ALL = [0, 1, 2, 3, 4, 5, 6];
const WORKING = [1, 2, 3, 4, 5];

const keyOf = (name: string): number => KEYS.indexOf(name.slice(0, 3));
const span = (first: string, last: string): readonly Meaning[] => [{ kind: 'span', first, last }];
const every = (weekdays: readonly number[]): readonly Meaning[] => [{ kind: 'weekdays', weekdays, every: true }];

/** The first such weekday after a day. */
export const nextWeekday = (day: string, weekday: number): string =>
  addDays(day, ((weekday - weekdayOf(day) + 6) % 7) + 1);
const mondayOf = (day: string): string => addDays(day, -((weekdayOf(day) + 6) % 7));

/** Weekdays, weekends and weeks. */
export const weekRules: readonly Rule[] = [
  {
    words: /\b(?:(?:in|with)in|(?:in |over |during )?the next|next) (\d{1,2}) (day|week)s?\b/g,
    means: ([, count, unit], { day }) => span(day, addDays(day, Number(count) * (unit === 'week' ? 7 : 1))),
  },
  {
    words: /\bin (?:about |around |roughly )?(\d{1,2}) (day|week|month)s?(?: time)?\b|\b(\d{1,2}) (week|day)s time\b/g,
    means: ([, count, unit, otherCount, otherUnit], { day }) => {
      const ahead = Number(count ?? otherCount);
      if ((unit ?? otherUnit) === 'day') return date(addDays(day, ahead));
      const monday = mondayOf(unit === 'month' ? addDays(day, ahead * 30) : addDays(day, ahead * 7));
      return span(monday, addDays(monday, 6));
    },
  },
  {
    words:
      /\b(?:(early|(?:at )?(?:the )?(?:start|beginning) of|late|(?:at )?(?:the )?end of|mid|(?:in )?(?:the )?middle of) )?(?:the )?(?:(this|next|last|following|coming) week(?! (?:day|end))|(rest of the week)|(week after next))\b/g,
    means: ([, place = '', which, , afterNext], { day }) => {
      const ahead = afterNext ? 14 : which === 'last' ? -7 : which && which !== 'this' ? 7 : 0;
      const monday = addDays(mondayOf(day), ahead);
      const [first, last] = /early|start|beginning/.test(place)
        ? [0, 2]
        : /late|end/.test(place)
          ? [3, 6]
          : /mid/.test(place)
            ? [1, 3]
            : [0, 6];
      return span(addDays(monday, first), addDays(monday, last));
    },
  },
  {
    words: /\b(?:(this|next|last|coming|following) )weekend\b|\b(?:at |on |over )?the weekend\b/g,
    means: ([, which], { day }) => {
      const ahead = which === 'next' || which === 'following' ? 7 : which === 'last' ? -7 : 0;
      const saturday = addDays(mondayOf(day), 5 + ahead);
      return span(saturday, addDays(saturday, 1));
    },
  },
  {
    words: /\b(?:weekdays?|week days?|(?:during|in) the week|(?:work|working|business) ?days?)\b/g,
    means: () => every(WORKING),
  },
  { words: /\bweekends?\b/g, means: () => every([0, 6]) },
  {
    words: new RegExp(`\\b(?:from |between )?(${NAME})s?(?:${TO}| and )(${NAME})s?\\b`, 'g'),
    means: ([typed, from = '', to = '']) => {
      if (typed.includes(' and ') && !typed.startsWith('between')) return undefined;
      const many = ((keyOf(to) - keyOf(from) + 7) % 7) + 1;
      return every(
        ALL.slice(0, many)
          .map((step) => (keyOf(from) + step) % 7)
          .sort(),
      );
    },
  },
  {
    words: new RegExp(`\\b(\\d{1,2}) weeks? (?:from|on|after) (?:next )?(${NAME})\\b`, 'g'),
    means: ([, count, name = ''], { day }) => date(addDays(nextWeekday(day, keyOf(name)), Number(count) * 7)),
  },
  {
    words: new RegExp(
      `\\b(?:(every other|every|each|any|most|all|some|this coming|this|next week|next|coming|following|upcoming|last|past|previous) )?(?:on )?(${NAME})(s)?\\b(?: (of next week|next week|the week after next|this week|last week|after next|week)\\b)?`,
      'g',
    ),
    means: ([, before = '', name = '', plural, after = ''], { day }) => {
      if (plural || /every|each|any|most|all|some/.test(before)) return every([keyOf(name)]);
      return namedDay(before, keyOf(name), after, day);
    },
  },
];

function namedDay(before: string, weekday: number, after: string, today: string): readonly Meaning[] {
  const inWeek = (ahead: number): readonly Meaning[] => date(addDays(mondayOf(today), ((weekday + 6) % 7) + ahead));
  const next = nextWeekday(today, weekday);
  if (/^(?:last|past|previous)/.test(before) || after === 'last week')
    return after === 'last week'
      ? inWeek(-7)
      : date(addDays(nextWeekday(today, weekday), next === addDays(today, 7) ? -14 : -7));
  if (after === 'the week after next') return inWeek(14);
  if (after === 'after next') return date(addDays(next, 7));
  if (after === 'week') return date(addDays(next, 7));
  if (after.endsWith('next week') || before.startsWith('next')) return inWeek(7);
  if (after === 'this week') return inWeek(0);
  if (before === 'this') return date(weekdayOf(today) === weekday ? today : next);
  if (before !== '') return date(next);
  return [{ kind: 'weekdays', weekdays: [weekday], every: false }];
}
