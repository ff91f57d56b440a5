import type { Vector } from './vocabulary.ts';

/** A linear model: `weights[feature * classes + class]`. */
export interface Softmax {
  readonly classes: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

export interface Example {
  readonly vector: Vector;
  readonly label: number;
  /** How much this example counts. */
  readonly weight: number;
}

const EPOCHS = 6;
const RATE = 0.5;
const IGNORED = 0.01;
const SEED = 20_261;

/** Fits a softmax by stochastic gradient descent with AdaGrad steps. The order is shuffled from a fixed seed: same examples, same weights. */
export function trainSoftmax(examples: readonly Example[], features: number, classes: number): Softmax {
  const weights = new Float32Array(features * classes);
  const squares = new Float32Array(features * classes).fill(0.05);
  const bias = new Float32Array(classes);
  const softmax = { classes, weights, bias };
  const order = examples.map((_, index) => index);
  const random = seeded(SEED);
  const chances = new Float64Array(classes);
  const active = new Int32Array(classes);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    shuffle(order, random);
    const rate = RATE * (1 - epoch / (EPOCHS + 1));
    for (const index of order) {
      const { vector, label, weight } = examples[index] as Example;
      scoreClasses(vector, softmax, chances);
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
  return softmax;
}

/** Writes each class's score for a vector into `scores`. */
export function scoreClasses({ ids, values }: Vector, { classes, weights, bias }: Softmax, scores: Float64Array): void {
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

function shuffle(order: number[], random: () => number): void {
  for (let last = order.length - 1; last > 0; last--) {
    const other = Math.floor(random() * (last + 1));
    const kept = order[last] as number;
    order[last] = order[other] as number;
    order[other] = kept;
  }
}

/** Mulberry32: small, seeded, the same on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
