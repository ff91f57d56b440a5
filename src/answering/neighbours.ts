import type { Vector } from '../learning/vocabulary.ts';

/** The examples as columns, one per feature, to find which are most like a message. Values are scaled to length one. */
export interface Neighbours {
  readonly starts: Int32Array;
  readonly examples: Int32Array;
  readonly values: Float32Array;
  readonly labels: Int32Array;
  readonly classes: number;
}

/** Indexes example vectors by feature. */
export function indexNeighbours(
  vectors: readonly Vector[],
  labels: readonly number[],
  features: number,
  classes: number,
): Neighbours {
  const starts = new Int32Array(features + 1);
  for (const { ids } of vectors) for (const id of ids) starts[id + 1] = (starts[id + 1] as number) + 1;
  for (let id = 0; id < features; id++) starts[id + 1] = (starts[id + 1] as number) + (starts[id] as number);
  const next = starts.slice();
  const examples = new Int32Array(starts[features] as number);
  const values = new Float32Array(examples.length);
  vectors.forEach((vector, example) => {
    const length = lengthOf(vector) || 1;
    for (let at = 0; at < vector.ids.length; at++) {
      const id = vector.ids[at] as number;
      const place = next[id] as number;
      next[id] = place + 1;
      examples[place] = example;
      values[place] = (vector.values[at] as number) / length;
    }
  });
  return { starts, examples, values, labels: Int32Array.from(labels), classes };
}

let sums = new Float32Array(0);

/** For each class, how like the message its two likest examples are, on average. `left` takes examples out. */
export function findLikeness(
  vector: Vector,
  { starts, examples, values, labels, classes }: Neighbours,
  left: (example: number) => boolean = () => false,
): Float64Array {
  if (sums.length < labels.length) sums = new Float32Array(labels.length);
  sums.fill(0);
  const length = lengthOf(vector) || 1;
  for (let at = 0; at < vector.ids.length; at++) {
    const id = vector.ids[at] as number;
    const value = (vector.values[at] as number) / length;
    const end = starts[id + 1] as number;
    for (let place = starts[id] as number; place < end; place++) {
      const example = examples[place] as number;
      sums[example] = (sums[example] as number) + value * (values[place] as number);
    }
  }
  const first = new Float64Array(classes);
  const second = new Float64Array(classes);
  for (let example = 0; example < labels.length; example++) {
    const label = labels[example] as number;
    const sum = sums[example] as number;
    if (sum <= (second[label] as number) || left(example)) continue;
    if (sum > (first[label] as number)) {
      second[label] = first[label] as number;
      first[label] = sum;
    } else second[label] = sum;
  }
  return first.map((one, label) => 0.5 * one + 0.5 * (second[label] as number));
}

function lengthOf({ values }: Vector): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
