import { addDays } from '../booking/wall-clock.ts';

const LONGEST_READ = 2_000;
const LONGEST_TEXT = 200;
const MONTH_FIRST: readonly string[] = ['US', 'JP', 'KR', 'CN', 'TW'];
const NUMBERS = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];
const NUMBER_WORD = new RegExp(`\\b(?:${NUMBERS.join('|')})\\b`, 'g');
const SPELLINGS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:tmrw?|tmw|tmrrw|tmo|tomo|tomoz|2mo?ro?w?|2morrow|tom?m?or?r?ow|tommorr?ow)\b/g, 'tomorrow'],
  [/\b(?:2day|tday|todya)\b/g, 'today'],
  [/\b(?:2nite|tonite|2night)\b/g, 'tonight'],
  [/\b(?:mondy|munday|moday)(s?)\b/g, 'monday$1'],
  [/\b(?:teusday|tusday|tuseday|tuesay|tuesdy|tuedsay)(s?)\b/g, 'tuesday$1'],
  [/\b(?:wensday|wednsday|wedensday|wendesday|wednesdy|wenesday)(s?)\b/g, 'wednesday$1'],
  [/\b(?:thurday|thursdy|thrusday|thirsday|thusday|thursay)(s?)\b/g, 'thursday$1'],
  [/\b(?:firday|fryday|fridy|friady)(s?)\b/g, 'friday$1'],
  [/\b(?:saterday|satuday|satruday|saturdy)(s?)\b/g, 'saturday$1'],
  [/\b(?:sundy|sunady)(s?)\b/g, 'sunday$1'],
  [/\bnxt\b/g, 'next'],
  [/\bwk(s?)\b/g, 'week$1'],
  [/\bwkend(s?)\b/g, 'weekend$1'],
  [/\b(?:wkday|week day)(s?)\b/g, 'weekday$1'],
  [/\b(?:arvo|aft|afternon|afternooon|aftenoon)(s?)\b/g, 'afternoon$1'],
  [/\b(?:morn|mornin|moring|mornign)(s?)\b/g, 'morning$1'],
  [/\bevenin\b/g, 'evening'],
  [/\b(\d{1,2}|noon)[ -]?ish\b/g, '$1'],
  [/\b(\d{1,2}) fifteen\b/g, '$1:15'],
  [/\b(\d{1,2}) thirty\b/g, '$1:30'],
  [/\b(\d{1,2}) forty[ -]5\b/g, '$1:45'],
  [/\b([ap])\.? ?m\b\.?/g, '$1m'],
  [/(\d) ?([ap])\b(?! ?m)/g, '$1$2m'],
  [/(\d) ?o ?clock\b/g, '$1 oclock'],
  [/\b24\/7\b/g, 'any time'],
  [/\ba couple(?: of)? (?=days|weeks)/g, '2 '],
  [/\b(?:a )?fortnights?(?:'s)?\b/g, '2 weeks'],
  [/\b(?:a|an) (?=week|day|month)/g, '1 '],
];

/** A visitor's words made short and plain: lower case, one space, no marks or repeats, common slips mended, numeric dates as YYYY-MM-DD. */
export function tidyWhen(text: string, country: string, today: string): string {
  let said = text
    .slice(0, LONGEST_READ)
    .normalize('NFKD')
    .replace(/[\p{M}\p{Cf}]/gu, '')
    .toLowerCase()
    .replace(/['\u2018\u2019`\u00b4]/g, '')
    .replace(/[\u2010-\u2015\u2212~]+/g, '-')
    .replace(/@/g, ' at ')
    .replace(/&/g, ' and ')
    .replace(/[;!?\n]+/g, ', ')
    .replace(/[^\p{L}\p{N}:/.,-]+/gu, ' ')
    .replace(/(.{1,16}?)\1{3,}/g, '$1')
    .slice(0, LONGEST_TEXT)
    .trim();
  said = said.replace(NUMBER_WORD, (word) => String(NUMBERS.indexOf(word)));
  for (const [slip, right] of SPELLINGS) said = said.replace(slip, right);
  return said
    .replace(
      /(?<![\d:/.-])(\d{1,2})([/.-])(\d{1,2})(?:\2(\d{4}|\d{2}))?(?![\d:/]|[-.]\d)/g,
      (typed, one, mark, two, year) => {
        if (mark === '-' && !year) return typed;
        if (mark === '.' && !year && Number(one) < 24 && /^[0-5][05]$/.test(two)) return `${one}:${two}`;
        return readNumericDate(Number(one), Number(two), year ? Number(year) : null, country, today);
      },
    )
    .replace(/ +/g, ' ');
}

/** In the country's order, or the other when only that is a day. */
function readNumericDate(one: number, two: number, year: number | null, country: string, today: string): string {
  const monthFirst = two > 12 || (one <= 12 && MONTH_FIRST.includes(country));
  return monthFirst ? calendarDay(one, two, year, today) : calendarDay(two, one, year, today);
}

/** YYYY-MM-DD of a day and month; without a year the next one from today on. What is no day of the calendar is written all the same. */
export function calendarDay(month: number, day: number, year: number | null, today: string): string {
  const dated = (at: number): string => `${at}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
  if (year !== null) return dated(year < 100 ? 2000 + year : year);
  const thisYear = Number(today.slice(0, 4));
  const years = Array.from({ length: 9 }, (_, ahead) => dated(thisYear + ahead));
  return years.find((each) => isDay(each) && each >= today) ?? dated(thisYear);
}

/** Whether YYYY-MM-DD is a day of the calendar. */
export const isDay = (day: string): boolean => !Number.isNaN(Date.parse(day)) && addDays(day, 0) === day;
