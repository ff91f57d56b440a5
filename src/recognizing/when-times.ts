import { CLOCK, readClock } from './when-clock.ts';
import { MONTH } from './when-dates.ts';
import type { Meaning, Rule, TimeRange } from './when-pieces.ts';

const HOUR = 60;
const NOON = 12 * HOUR;
const DAY_END = 24 * HOUR;
const NOT_COUNTED = `(?!(?:st|nd|rd|th)\\b| (?:of )?${MONTH}\\b| ?(?:minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|people|visits?|percent|out of)\\b|[.-]?\\d)`;
const AROUND = '(?:at|around|about|approximately|roughly|near)';

interface PartOfDay {
  readonly from: number;
  readonly to: number | null;
}
const PARTS: Readonly<Record<string, PartOfDay>> = {
  morning: { from: 8 * HOUR, to: NOON },
  am: { from: 8 * HOUR, to: NOON },
  lunch: { from: NOON, to: 14 * HOUR },
  afternoon: { from: NOON, to: 17 * HOUR },
  pm: { from: NOON, to: 17 * HOUR },
  evening: { from: 17 * HOUR, to: 20 * HOUR },
  night: { from: 17 * HOUR, to: 20 * HOUR },
};

const time = (readings: readonly TimeRange[], part = false): Meaning => ({ kind: 'time', readings, part });
const oneTime = (from: number | null, to: number | null): readonly Meaning[] => [time([{ from, to }])];

/** Times of day that we read ourselves: clock times with and without am and pm, from and to, and parts of the day. */
export const timeRules: readonly Rule[] = [
  {
    words: new RegExp(
      `\\b(between |from )?(${CLOCK})( ?- ?| to | and | till | until | or )(${CLOCK})${NOT_COUNTED}`,
      'g',
    ),
    means: ([, cue, from = '', joint = '', to = '']) => {
      if (joint === ' or ' || (joint === ' and ' && cue !== 'between ')) return undefined;
      return timesBetween(from, to);
    },
  },
  {
    words: new RegExp(
      `\\b(?:(not |no )?(after|(?<!(?:half|quarter|\\d|minutes) )past|later than|from|since|starting(?: at| from)?|onwards from|earlier than|before|by|until|till|til|up to) (?:${AROUND} )?)(${CLOCK})${NOT_COUNTED}( onwards?| or later)?`,
      'g',
    ),
    means: ([, not, word = '', clock = '']) => {
      const until = /^(?:earlier|before|by|until|till|til|up to)/.test(word);
      return oneSided(clock, until !== Boolean(not));
    },
  },
  {
    words: new RegExp(
      `\\b(?:${AROUND} )?(${CLOCK})${NOT_COUNTED} (onwards?|or later|or after|and after|plus|or earlier|or before|at the latest|latest)\\b`,
      'g',
    ),
    means: ([, clock = '', side = '']) => oneSided(clock, /earlier|before|latest/.test(side)),
  },
  { words: new RegExp(`\\b${AROUND} (${CLOCK})${NOT_COUNTED}`, 'g'), means: ([, clock = '']) => pointsOf(clock) },
  {
    words: new RegExp(`(?<![\\p{L}\\d:.])(${CLOCK})${NOT_COUNTED}`, 'gu'),
    means: ([, clock = '']) => (/^\d{1,2}$/.test(clock) ? undefined : pointsOf(clock)),
  },
  {
    words: /(?<![\d:./-])([01]\d|2[0-3])([0-5]\d) ?(h|hrs|hours)?(?![\d:/.-])/g,
    means: ([typed, hour, minute, suffix]) =>
      suffix || !/^(?:19|20)/.test(typed) ? pointsOf(`${hour}:${minute}`) : undefined,
  },
  { words: /\btonight\b/g, means: (_, { day }) => [{ kind: 'date', day }, partOf('', 'evening')] },
  { words: /\bafter lunch(?:time)?\b/g, means: () => oneTime(13 * HOUR, null) },
  { words: /\bbefore lunch(?:time)?\b/g, means: () => oneTime(null, NOON) },
  {
    words:
      /\b(?:(this|every) )?(?:in the )?(?:(early|late|mid)[ -])?(morning|afternoon|evening|night|lunch)(?:times?|s)?\b/g,
    means: ([, which, early = '', name = ''], { day }) => [
      ...(which === 'this' ? [{ kind: 'date', day } as const] : []),
      partOf(early, name),
    ],
  },
  {
    words: /\b(?:after (?:work|hours|school|office hours|i finish(?: work)?))\b/g,
    means: () => oneTime(17 * HOUR, null),
  },
  { words: /\bbefore (?:work|school)\b/g, means: () => oneTime(null, 9 * HOUR) },
  { words: /\bfirst thing\b/g, means: () => [partOf('early', 'morning')] },
  { words: /\b(?:last thing|(?:at )?(?:the )?end of (?:the )?day)\b/g, means: () => [partOf('late', 'afternoon')] },
  { words: /(?<=¦ (?:in the )?|\bin the )(am|pm)s?\b/g, means: ([, name = '']) => [partOf('', name)] },
];

/** Bare numbers are hours only beside a day or another hour, or alone: found in a second look, in what is left. */
export const bareHourRules: readonly Rule[] = [
  {
    words: new RegExp(
      `(?:^(?=[\\d ,or]+$|(?:\\d+(?: or|,) )*\\d+ (?:on )?¦)|(?<=¦,? )|(?<=¦,? or )|(?<=\\d or ))(\\d{1,2})${NOT_COUNTED}(?=$|,| or\\b| and\\b| (?:on )?¦)`,
      'g',
    ),
    means: ([, hour = '']) => pointsOf(hour),
  },
];

/** A part of the day, or its first or last half. */
function partOf(half: string, name: string): Meaning {
  const { from, to } = PARTS[name] ?? { from: 0, to: DAY_END };
  const middle = (from + (to ?? DAY_END)) / 2;
  if (half === 'early') return time([{ from, to: middle }], true);
  if (half === 'late') return time([{ from: middle, to }], true);
  return time([{ from, to }], true);
}

function pointsOf(clock: string): readonly Meaning[] {
  const readings = readClock(clock);
  return readings.length === 0 ? [{ kind: 'impossible' }] : [time(readings.map((at) => ({ from: at, to: at })))];
}

function oneSided(clock: string, until: boolean): readonly Meaning[] {
  const readings = readClock(clock);
  if (readings.length === 0) return [{ kind: 'impossible' }];
  return [time(readings.map((at) => (until ? { from: null, to: at } : { from: at, to: null })))];
}

/** "9 to 11 am" is one morning, "11 to 2pm" crosses noon, "2 to 4" may be night or afternoon. */
function timesBetween(from: string, to: string): readonly Meaning[] | undefined {
  const [starts, ends] = [readClock(from), readClock(to)];
  if (starts.length === 0 || ends.length === 0) return [{ kind: 'impossible' }];
  const ranges = starts.flatMap((start) =>
    ends.filter((end) => end > start && end - start < 12 * HOUR).map((end) => ({ from: start, to: end })),
  );
  if (starts.length === 1 && ends.length === 1) return oneTime(starts[0] ?? null, ends[0] ?? null);
  const shortest = Math.min(...ranges.map((range) => range.to - range.from));
  return ranges.length === 0 ? undefined : [time(ranges.filter((range) => range.to - range.from === shortest))];
}
