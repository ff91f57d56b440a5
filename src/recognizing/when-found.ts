import { z } from 'zod';
import type { WallClock } from '../booking/wall-clock.ts';
import { addDays, minutesOf } from '../booking/wall-clock.ts';
import type { Meaning, Piece, TimeRange } from './when-pieces.ts';

const valueSchema = z.object({
  timex: z.string().default(''),
  type: z.string().default(''),
  value: z.string().optional(),
  start: z.string().optional(),
  end: z.string().optional(),
  Mod: z.string().optional(),
});
type Value = z.infer<typeof valueSchema>;

/** What Recognizers-Text finds in a text: where (`end` is the last letter's place), of which type, in which readings. */
export const foundSchema = z.array(
  z.object({
    text: z.string(),
    start: z.int(),
    end: z.int(),
    typeName: z.string(),
    resolution: z
      .object({ values: z.array(valueSchema).default([]) })
      .nullish()
      .transform((resolution) => resolution?.values ?? []),
  }),
);
export type Found = z.infer<typeof foundSchema>[number];

const OPEN_END_DAYS = 27;

/** Turns what the library found into pieces; what it found without days or times is left out. */
export const piecesOf = (found: readonly Found[], now: WallClock): readonly Piece[] =>
  found.flatMap((each) =>
    meaningsOf(each, now).map((meaning) => ({ ...meaning, start: each.start, end: each.end + 1 })),
  );

function meaningsOf({ text, typeName, resolution: values }: Found, { day: today }: WallClock): readonly Meaning[] {
  const kind = typeName.replace('datetimeV2.', '');
  if (values.some(({ value }) => value === 'not resolved') && /^date/.test(kind)) return [{ kind: 'impossible' }];
  if (kind === 'date' || kind === 'datetime') {
    const day = soonest(
      values.map(({ value }) => value?.slice(0, 10) ?? ''),
      today,
    );
    if (!day) return [];
    const times = values.filter(({ value }) => value?.startsWith(day)).map(({ value }) => timeIn(value));
    return [{ kind: 'date', day }, ...(kind === 'date' ? [] : timeOf(times.map((at) => ({ from: at, to: at }))))];
  }
  if (kind === 'daterange') return daysOf(text, values, today);
  if (kind === 'datetimerange') {
    const dayOf = ({ start, end }: Value): string => (start ?? end ?? '').slice(0, 10);
    const day = soonest(values.map(dayOf), today);
    return day ? [{ kind: 'date', day }, ...timeOf(values.filter((value) => dayOf(value) === day).map(rangeIn))] : [];
  }
  if (kind === 'time') return timeOf(values.map(({ value }) => timeIn(value)).map((at) => ({ from: at, to: at })));
  return kind === 'timerange' ? timeOf(values.map(rangeIn)) : [];
}

/** The first day that is not over, or else the last. */
function soonest(days: readonly string[], today: string): string | undefined {
  const sorted = days.filter((day) => /^\d{4}-\d{2}-\d{2}$/.test(day)).sort();
  return sorted.find((day) => day >= today) ?? sorted.at(-1);
}

/** The library leaves the last day out of weeks and months, but means it in "3 to 5 December"; its middle of a month is the second half. */
function daysOf(text: string, values: readonly Value[], today: string): readonly Meaning[] {
  const spans = values.flatMap(({ timex, start, end, Mod }) => {
    if (Mod === 'before')
      return end ? [{ first: today, last: text.startsWith('before') ? addDays(end, -1) : end }] : [];
    if (!start) return [];
    const first = text.startsWith('after') ? addDays(start, 1) : start;
    if (!end) return [{ first, last: addDays(first, OPEN_END_DAYS) }];
    if (Mod === 'mid') return [{ first: `${start.slice(0, 8)}11`, last: `${start.slice(0, 8)}20` }];
    return [{ first: start, last: timex.startsWith('(') ? end : addDays(end, -1) }];
  });
  const span = spans.find(({ last }) => last >= today) ?? spans.at(-1);
  return span && span.first <= span.last
    ? [{ kind: 'span', ...span }]
    : span
      ? [{ kind: 'span', first: span.last, last: span.last }]
      : [];
}

const timeIn = (value: string | undefined): number | null => {
  const time = /(\d{2}:\d{2}):\d{2}$/.exec(value ?? '')?.[1];
  return time === undefined ? null : minutesOf(time);
};
const rangeIn = ({ start, end }: Value): TimeRange => ({ from: timeIn(start), to: timeIn(end) });
const timeOf = (ranges: readonly TimeRange[]): readonly Meaning[] => {
  const readings = ranges.filter(
    ({ from, to }) => (from !== null || to !== null) && (from === null || to === null || from <= to),
  );
  return readings.length === 0 ? [] : [{ kind: 'time', readings, part: false }];
};
