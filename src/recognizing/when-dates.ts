import { addDays } from '../booking/wall-clock.ts';
import type { Meaning, Rule } from './when-pieces.ts';
import { calendarDay, isDay } from './when-tidy.ts';

/** Names of weekdays, short and long, as the source of a pattern. */
export const NAME =
  '(?:sun(?:day)?|mon(?:day)?|tue(?:s(?:day)?)?|wed(?:s|nesday)?|thu(?:rs?(?:day)?)?|fri(?:day)?|sat(?:urday)?)';
/** Names of months, short and long, as the source of a pattern. */
export const MONTH =
  '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may(?! (?:be|work|suit|do|not|come|have|need|also)\\b)|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** Words between the two ends of a stretch, as the source of a pattern. */
export const TO = ' ?(?:-|to|through|thru|till|until) ?';

/** A day that the calendar has, or an impossible one. */
export const date = (day: string): readonly Meaning[] => [isDay(day) ? { kind: 'date', day } : { kind: 'impossible' }];

/** Days of the calendar, counted days and days of the month. */
export const dateRules: readonly Rule[] = [
  { words: /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/g, means: ([day]) => date(day) },
  {
    words: new RegExp(
      `(?<![\\d:.-])(?:the )?(\\d{1,2})(?:st|nd|rd|th)?,? (?:of )?(${MONTH})\\b(?:,? (20\\d{2})\\b)?`,
      'g',
    ),
    means: ([, number, month = '', year], { day }) => monthDay(month, number, year, day),
  },
  {
    words: new RegExp(
      `\\b(${MONTH}),? (?:the )?(\\d{1,2})(?:st|nd|rd|th)?\\b(?!:|${TO}\\d| ?[ap]m\\b)(?:,? (20\\d{2})\\b)?`,
      'g',
    ),
    means: ([, month = '', number, year], { day }) => monthDay(month, number, year, day),
  },
  { words: /\b(?:the )?day after tomorrow\b/g, means: (_, { day }) => date(addDays(day, 2)) },
  { words: /\b(?:the )?day before yesterday\b/g, means: (_, { day }) => date(addDays(day, -2)) },
  {
    words: /\b(?:(\d{1,2}) (day|week)s? (from|after) )?(today|now|tomorrow)( week)?\b/g,
    means: ([, count, unit, , base, week], { day }) => {
      if (base === 'now' && !count) return undefined;
      const ahead = Number(count ?? 0) * (unit === 'week' ? 7 : 1) + (week ? 7 : 0);
      return date(addDays(day, ahead + (base === 'tomorrow' ? 1 : 0)));
    },
  },
  { words: /\byesterday\b|\blast night\b/g, means: (_, { day }) => date(addDays(day, -1)) },
  {
    words: /\b(\d{1,2}) (day|week)s? ago\b/g,
    means: ([, count, unit], { day }) => date(addDays(day, -Number(count) * (unit === 'week' ? 7 : 1))),
  },
  {
    words: new RegExp(
      `(?<!\\b${MONTH} )(?:\\b${NAME},? )?\\b(?:on )?(?:the )?(\\d{1,2})(?:st|nd|rd|th)\\b(?: of (this|next) month)?(?! (?:of )?${MONTH}\\b| of\\b)`,
      'g',
    ),
    means: ([, number, which], { day }) => dayOfMonth(Number(number), which === 'next' ? nextMonth(day) : day),
  },
];

const monthDay = (
  month: string,
  number: string | undefined,
  year: string | undefined,
  today: string,
): readonly Meaning[] =>
  date(calendarDay(MONTHS.indexOf(month.slice(0, 3)) + 1, Number(number), year ? Number(year) : null, today));

const nextMonth = (day: string): string => `${addDays(`${day.slice(0, 8)}01`, 31).slice(0, 8)}01`;

/** The first day with that number from a day on; a month too short for it is passed over. */
function dayOfMonth(number: number, from: string): readonly Meaning[] {
  let month = `${from.slice(0, 8)}01`;
  for (let tries = 0; tries < 4 && number >= 1 && number <= 31; tries++) {
    const day = `${month.slice(0, 8)}${String(number).padStart(2, '0')}`;
    if (isDay(day) && day >= from) return date(day);
    month = nextMonth(month);
  }
  return [{ kind: 'impossible' }];
}
