import type { Vector } from '../learning/vocabulary.ts';

/** A feature speaks for at most so many classes, so that a common word costs no more among 10,000 topics than among these. */
export const MOST_CLASSES = 128;

/** A linear model: what feature `f` says stands from `starts[f]` to `starts[f + 1]`, a class and a weight to an entry, the weight in steps of `scales[f]`. */
export interface Weights {
  readonly starts: Int32Array;
  /** The class times 256, plus the weight as a byte. */
  readonly entries: Int32Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
}

/** A class and its weight, −127 to 127, as one entry. */
export const packEntry = (label: number, byte: number): number => (label << 8) | (byte & 0xff);

/** Writes each class's score for a vector into `scores`. */
export function scoreClasses(
  { ids, values }: Vector,
  { starts, entries, scales, bias }: Weights,
  scores: Float64Array,
): void {
  scores.set(bias);
  for (let at = 0; at < ids.length; at++) {
    const feature = ids[at] as number;
    const value = (values[at] as number) * (scales[feature] as number);
    const end = starts[feature + 1] as number;
    for (let place = starts[feature] as number; place < end; place++) {
      const entry = entries[place] as number;
      const c = entry >> 8;
      scores[c] = (scores[c] as number) + value * ((entry << 24) >> 24);
    }
  }
}
