import type { Vector } from '../learning/vocabulary.ts';

/** A feature speaks for at most so many classes, so that a common word costs no more among 10,000 topics than among these. */
export const MOST_CLASSES = 128;

/** A linear model: the weights of feature `f` stand from `starts[f]` to `starts[f + 1]`, one byte each in steps of `scales[f]`. */
export interface Weights {
  readonly starts: Int32Array;
  readonly classes: Uint16Array;
  readonly bytes: Int8Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
}

/** Writes each class's score for a vector into `scores`. */
export function scoreClasses(
  { ids, values }: Vector,
  { starts, classes, bytes, scales, bias }: Weights,
  scores: Float64Array,
): void {
  scores.set(bias);
  for (let at = 0; at < ids.length; at++) {
    const feature = ids[at] as number;
    const value = (values[at] as number) * (scales[feature] as number);
    const end = starts[feature + 1] as number;
    for (let place = starts[feature] as number; place < end; place++) {
      const c = classes[place] as number;
      scores[c] = (scores[c] as number) + value * (bytes[place] as number);
    }
  }
}
