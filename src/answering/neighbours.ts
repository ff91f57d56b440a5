import type { Vector } from '../learning/vocabulary.ts';

/** A feature of more examples than this says too little of which one a message is like: leaving it out changes no figure, and bounds the work. */
const MOST_EXAMPLES = 128;

/** A value, 0 to 1, in this many steps; it shares a number with its example. */
const STEPS = 4095;
const VALUE_BITS = 12;

/** The examples as columns, one per feature, to find which are most like a message. Values are scaled to length one. */
export interface Neighbours {
  readonly starts: Int32Array;
  /** The example times 4096, plus its value in steps; up to a million examples. */
  readonly entries: Uint32Array;
  readonly labels: Uint16Array;
}

/** Indexes example vectors by feature. */
export function indexNeighbours(vectors: readonly Vector[], labels: readonly number[], features: number): Neighbours {
  const times = new Int32Array(features);
  for (const { ids } of vectors) for (const id of ids) times[id] = (times[id] as number) + 1;
  const starts = new Int32Array(features + 1);
  for (let id = 0; id < features; id++) {
    const many = times[id] as number;
    starts[id + 1] = (starts[id] as number) + (many > MOST_EXAMPLES ? 0 : many);
  }
  const next = starts.slice();
  const entries = new Uint32Array(starts[features] as number);
  vectors.forEach((vector, example) => {
    const length = lengthOf(vector) || 1;
    for (let at = 0; at < vector.ids.length; at++) {
      const id = vector.ids[at] as number;
      if ((times[id] as number) > MOST_EXAMPLES) continue;
      const place = next[id] as number;
      next[id] = place + 1;
      entries[place] = (example << VALUE_BITS) | Math.ceil(((vector.values[at] as number) / length) * STEPS);
    }
  });
  return { starts, entries, labels: Uint16Array.from(labels) };
}

/** Memory that finding uses again for each message. */
export interface Likeness {
  /** Zero between calls. */
  readonly sums: Float32Array;
  readonly touched: Int32Array;
  /** For each class, how like the message its likest example is, and the next. */
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Memory for `findLikeness`. */
export const newLikeness = ({ labels }: Neighbours, classes: number): Likeness => ({
  sums: new Float32Array(labels.length),
  touched: new Int32Array(labels.length),
  first: new Float64Array(classes),
  second: new Float64Array(classes),
});

/** For each class, finds how like the message its two likest examples are. `left` takes examples out. */
export function findLikeness(
  vector: Vector,
  { starts, entries, labels }: Neighbours,
  { sums, touched, first, second }: Likeness,
  left?: (example: number) => boolean,
): void {
  const length = lengthOf(vector) || 1;
  let many = 0;
  for (let at = 0; at < vector.ids.length; at++) {
    const id = vector.ids[at] as number;
    const value = (vector.values[at] as number) / (length * STEPS);
    const end = starts[id + 1] as number;
    for (let place = starts[id] as number; place < end; place++) {
      const entry = entries[place] as number;
      const example = entry >>> VALUE_BITS;
      const sum = sums[example] as number;
      if (sum === 0) touched[many++] = example;
      sums[example] = sum + value * (entry & STEPS);
    }
  }
  first.fill(0);
  second.fill(0);
  for (let at = 0; at < many; at++) {
    const example = touched[at] as number;
    const label = labels[example] as number;
    const sum = sums[example] as number;
    sums[example] = 0;
    if (sum <= (second[label] as number) || left?.(example)) continue;
    if (sum > (first[label] as number)) {
      second[label] = first[label] as number;
      first[label] = sum;
    } else second[label] = sum;
  }
}

function lengthOf({ values }: Vector): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
