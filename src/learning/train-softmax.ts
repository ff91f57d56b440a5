import { dropFeatures, seeded, shuffle } from './seeded.ts';
import type { Vector } from './vocabulary.ts';

/** A linear model: `scales[feature] * weights[feature * classes + class]`. Weights in one byte each, for memory's sake. */
export interface Softmax {
  readonly classes: number;
  readonly weights: Int8Array;
  readonly scales: Float32Array;
  readonly bias: Float32Array;
}

export interface Example {
  readonly vector: Vector;
  readonly label: number;
  /** How much this example counts. */
  readonly weight: number;
}

/** How a model is trained. `dropped`: the share of features left out at random each time, so that none is leant on alone. */
export interface Training {
  readonly epochs: number;
  readonly rate: number;
  readonly dropped: number;
}

const IGNORED = 0.01;
const SEED = 20_261;

/** Fits a softmax by stochastic gradient descent with AdaGrad steps. The order is shuffled from a fixed seed: same examples, same weights. */
export function trainSoftmax(
  examples: readonly Example[],
  features: number,
  classes: number,
  { epochs, rate: first, dropped }: Training,
): Softmax {
  const weights = new Float32Array(features * classes);
  const squares = new Float32Array(features * classes).fill(0.05);
  const bias = new Float32Array(classes);
  const order = examples.map((_, index) => index);
  const random = seeded(SEED);
  const thin = dropFeatures(examples, dropped, random);
  const chances = new Float64Array(classes);
  const active = new Int32Array(classes);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const rate = first * (1 - epoch / (epochs + 1));
    for (const index of order) {
      const { vector: whole, label, weight } = examples[index] as Example;
      const vector = thin(whole);
      scoreClasses(vector, weights, bias, chances);
      toChances(chances);
      let many = 0;
      for (let c = 0; c < classes; c++) {
        const gap = (chances[c] as number) - (c === label ? 1 : 0);
        if (gap < IGNORED && gap > -IGNORED) continue;
        chances[c] = gap * weight;
        active[many++] = c;
        bias[c] = (bias[c] as number) - 0.05 * rate * gap * weight;
      }
      const { ids, values } = vector;
      for (let at = 0; at < ids.length; at++) {
        const row = (ids[at] as number) * classes;
        const value = values[at] as number;
        for (let k = 0; k < many; k++) {
          const c = active[k] as number;
          const slope = (chances[c] as number) * value;
          const square = (squares[row + c] as number) + slope * slope;
          squares[row + c] = square;
          weights[row + c] = (weights[row + c] as number) - (rate * slope) / Math.sqrt(square);
        }
      }
    }
  }
  return { classes, bias, ...inBytes(weights, features, classes) };
}

const LARGEST_BYTE = 127;

/** Each feature's weights as bytes, in steps of its largest weight. */
function inBytes(weights: Float32Array, features: number, classes: number): Pick<Softmax, 'weights' | 'scales'> {
  const bytes = new Int8Array(weights.length);
  const scales = new Float32Array(features);
  for (let feature = 0; feature < features; feature++) {
    const row = feature * classes;
    let most = 0;
    for (let c = 0; c < classes; c++) most = Math.max(most, Math.abs(weights[row + c] as number));
    if (most === 0) continue;
    scales[feature] = most / LARGEST_BYTE;
    for (let c = 0; c < classes; c++) bytes[row + c] = Math.round(((weights[row + c] as number) / most) * LARGEST_BYTE);
  }
  return { weights: bytes, scales };
}

/** Writes each class's score for a vector into `scores`. */
function scoreClasses({ ids, values }: Vector, weights: Float32Array, bias: Float32Array, scores: Float64Array): void {
  const classes = bias.length;
  for (let c = 0; c < classes; c++) scores[c] = bias[c] as number;
  for (let at = 0; at < ids.length; at++) {
    const row = (ids[at] as number) * classes;
    const value = values[at] as number;
    for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) + value * (weights[row + c] as number);
  }
}

/** Turns scores into probabilities, in place. */
export function toChances(scores: Float64Array): void {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    const grown = Math.exp((scores[c] as number) - most);
    scores[c] = grown;
    sum += grown;
  }
  for (let c = 0; c < scores.length; c++) scores[c] = (scores[c] as number) / sum;
}
