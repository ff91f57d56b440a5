import type { Vector } from '../learning/vocabulary.ts';

/** A feature of more examples than this says too little of which one a message is like. No feature of 107 topics has so many. */
const MOST_EXAMPLES = 3_072;

/** Examples looked at for one message, the same one counted once for each feature: among thousands of topics the common features are left out. */
const MOST_STEPS = 150_000;

/** The examples as columns, one per feature, to find which are most like a message. Values are scaled to length one. */
export interface Neighbours {
  readonly starts: Int32Array;
  readonly examples: Int32Array;
  readonly values: Float32Array;
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
  const examples = new Int32Array(starts[features] as number);
  const values = new Float32Array(examples.length);
  vectors.forEach((vector, example) => {
    const length = lengthOf(vector) || 1;
    for (let at = 0; at < vector.ids.length; at++) {
      const id = vector.ids[at] as number;
      if ((times[id] as number) > MOST_EXAMPLES) continue;
      const place = next[id] as number;
      next[id] = place + 1;
      examples[place] = example;
      values[place] = (vector.values[at] as number) / length;
    }
  });
  return { starts, examples, values, labels: Uint16Array.from(labels) };
}

/** Memory that finding uses again for each message. */
export interface Likeness {
  readonly sums: Float32Array;
  /** For each class, how like the message its likest example is, and the next. */
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** Memory for `findLikeness`. */
export const newLikeness = ({ labels }: Neighbours, classes: number): Likeness => ({
  sums: new Float32Array(labels.length),
  first: new Float64Array(classes),
  second: new Float64Array(classes),
});

/** For each class, finds how like the message its two likest examples are. `left` takes examples out. */
export function findLikeness(
  vector: Vector,
  { starts, examples, values, labels }: Neighbours,
  { sums, first, second }: Likeness,
  left?: (example: number) => boolean,
): void {
  sums.fill(0);
  const length = lengthOf(vector) || 1;
  for (const at of telling(vector, starts)) {
    const id = vector.ids[at] as number;
    const value = (vector.values[at] as number) / length;
    const end = starts[id + 1] as number;
    for (let place = starts[id] as number; place < end; place++) {
      const example = examples[place] as number;
      sums[example] = (sums[example] as number) + value * (values[place] as number);
    }
  }
  first.fill(0);
  second.fill(0);
  for (let example = 0; example < labels.length; example++) {
    const label = labels[example] as number;
    const sum = sums[example] as number;
    if (sum <= (second[label] as number) || left?.(example)) continue;
    if (sum > (first[label] as number)) {
      second[label] = first[label] as number;
      first[label] = sum;
    } else second[label] = sum;
  }
}

/** Places in a vector of the features to follow: all, or the rarest for as many steps as there are. */
function telling({ ids }: Vector, starts: Int32Array): Iterable<number> {
  const stepsOf = (at: number): number => {
    const id = ids[at] as number;
    return (starts[id + 1] as number) - (starts[id] as number);
  };
  let steps = 0;
  for (let at = 0; at < ids.length; at++) steps += stepsOf(at);
  if (steps <= MOST_STEPS) return ids.keys();
  const rarest = [...ids.keys()].sort((one, other) => stepsOf(one) - stepsOf(other) || one - other);
  steps = 0;
  const end = rarest.findIndex((at) => {
    steps += stepsOf(at);
    return steps > MOST_STEPS;
  });
  return rarest.slice(0, end);
}

function lengthOf({ values }: Vector): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
