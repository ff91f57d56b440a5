import type { WallClock } from '../booking/wall-clock.ts';

/** One reading of a time of day in minutes: equal ends for a point ("at 3"), null for an open end ("after 4"). */
export interface TimeRange {
  readonly from: number | null;
  readonly to: number | null;
}

/** What a few words of a text say about when: days, times, or that what follows is not wanted. */
export type Meaning =
  | { readonly kind: 'date'; readonly day: string }
  /** Any day from `first` to `last`, both included. */
  | { readonly kind: 'span'; readonly first: string; readonly last: string }
  /** Weekdays, 0 for Sunday: the next of each, or `every` one. */
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[]; readonly every: boolean }
  /** A time of day in all its readings: "3" is 03:00 or 15:00. A `part` of the day gives way to opening hours. */
  | { readonly kind: 'time'; readonly readings: readonly TimeRange[]; readonly part: boolean }
  | { readonly kind: 'any' }
  | { readonly kind: 'soonest' }
  | { readonly kind: 'not' }
  | { readonly kind: 'but' }
  | { readonly kind: 'impossible' };

/** A meaning and where its words stand: from `start`, up to but not including `end`. */
export type Piece = Meaning & { readonly start: number; readonly end: number };

/** Words and what they mean; undefined when, on a closer look, they mean nothing here. */
export interface Rule {
  readonly words: RegExp;
  readonly means: (said: RegExpExecArray, now: WallClock) => readonly Meaning[] | undefined;
}

/** The pieces that rules find, each word used once and by the first rule that wants it, in the order of the text. */
export function findPieces(text: string, rules: readonly Rule[], now: WallClock): readonly Piece[] {
  let left = text;
  const pieces: Piece[] = [];
  for (const { words, means } of rules) {
    for (const said of left.matchAll(words)) {
      const [start, end] = [said.index, said.index + said[0].length];
      const meanings = said[0] === '' ? undefined : means(said, now);
      if (!meanings) continue;
      pieces.push(...meanings.map((meaning) => ({ ...meaning, start, end })));
      left = `${left.slice(0, start)}${'¦'.repeat(end - start)}${left.slice(end)}`;
    }
  }
  return pieces.sort((one, other) => one.start - other.start);
}
