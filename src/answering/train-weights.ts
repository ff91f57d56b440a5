import { dropFeatures, seeded, shuffle } from '../learning/seeded.ts';
import type { Example, Training } from '../learning/train-softmax.ts';
import { MOST_CLASSES, packEntry, type Weights } from './weights.ts';

/** What one feature has learned so far of the classes it has met. */
interface Row {
  many: number;
  classes: Uint16Array;
  weights: Float32Array;
  squares: Float32Array;
}

const IGNORED = 0.01;
/** A class this far behind the best has no chance worth computing, which is most of them among thousands. */
const FAR_BEHIND = -18;
const SEED = 20_261;
const LARGEST_BYTE = 127;
/** Weights of so few steps are left out: nearly half of all, and no figure changes. */
const FAINT = 3;

/** Fits a softmax by stochastic gradient descent with AdaGrad steps, keeping only weights that were ever moved. Same examples, same weights. */
export function trainWeights(
  examples: readonly Example[],
  features: number,
  classes: number,
  { epochs, rate: first, dropped }: Training,
): Weights {
  const rows = Array.from({ length: features }, (): Row => newRow(4));
  const bias = new Float32Array(classes);
  const order = examples.map((_, index) => index);
  const random = seeded(SEED);
  const thin = dropFeatures(examples, dropped, random);
  const scores = new Float64Array(classes);
  const active = new Int32Array(classes);
  const placeOf = new Int32Array(classes).fill(-1);
  const met = new Int32Array(classes);
  for (let epoch = 0; epoch < epochs; epoch++) {
    shuffle(order, random);
    const rate = first * (1 - epoch / (epochs + 1));
    for (const index of order) {
      const { vector, label, weight } = examples[index] as Example;
      const { ids, values } = thin(vector);
      scores.set(bias);
      for (let at = 0; at < ids.length; at++) addRow(rows[ids[at] as number] as Row, values[at] as number, scores);
      const many = findGaps(scores, label, active);
      for (let k = 0; k < many; k++) {
        const c = active[k] as number;
        const gap = (scores[c] as number) * weight;
        scores[c] = gap;
        placeOf[c] = k;
        bias[c] = (bias[c] as number) - 0.05 * rate * gap;
      }
      met.fill(-1, 0, many);
      for (let at = 0; at < ids.length; at++) {
        const row = rows[ids[at] as number] as Row;
        const value = values[at] as number;
        for (let place = 0; place < row.many; place++) {
          const c = row.classes[place] as number;
          const k = placeOf[c] as number;
          if (k < 0) continue;
          met[k] = at;
          move(row, place, (scores[c] as number) * value, rate);
        }
        for (let k = 0; k < many && row.many < MOST_CLASSES; k++) {
          if (met[k] === at) continue;
          const c = active[k] as number;
          if (row.many === row.classes.length) grow(row);
          row.classes[row.many++] = c;
          move(row, row.many - 1, (scores[c] as number) * value, rate);
        }
      }
      for (let k = 0; k < many; k++) placeOf[active[k] as number] = -1;
    }
  }
  return { bias, ...inBytes(rows) };
}

/** Turns scores into chances less what was right, and lists the classes that were off by more than a little. */
function findGaps(scores: Float64Array, label: number, active: Int32Array): number {
  let most = Number.NEGATIVE_INFINITY;
  for (const score of scores) if (score > most) most = score;
  let sum = 0;
  for (let c = 0; c < scores.length; c++) {
    const behind = (scores[c] as number) - most;
    const grown = behind < FAR_BEHIND ? 0 : Math.exp(behind);
    scores[c] = grown;
    sum += grown;
  }
  let many = 0;
  for (let c = 0; c < scores.length; c++) {
    const gap = (scores[c] as number) / sum - (c === label ? 1 : 0);
    if (gap < IGNORED && gap > -IGNORED) continue;
    scores[c] = gap;
    active[many++] = c;
  }
  return many;
}

function addRow({ many, classes, weights }: Row, value: number, scores: Float64Array): void {
  for (let place = 0; place < many; place++) {
    const c = classes[place] as number;
    scores[c] = (scores[c] as number) + value * (weights[place] as number);
  }
}

function move({ weights, squares }: Row, place: number, slope: number, rate: number): void {
  const square = (squares[place] as number) + slope * slope;
  squares[place] = square;
  weights[place] = (weights[place] as number) - (rate * slope) / Math.sqrt(square);
}

const newRow = (room: number): Row => ({
  many: 0,
  classes: new Uint16Array(room),
  weights: new Float32Array(room),
  squares: new Float32Array(room).fill(0.05),
});

function grow(row: Row): void {
  const { classes, weights, squares } = newRow(2 * row.many);
  classes.set(row.classes);
  weights.set(row.weights);
  squares.set(row.squares);
  Object.assign(row, { classes, weights, squares });
}

/** Each feature's weights as bytes, in steps of its largest weight; the faint ones are left out. */
function inBytes(rows: readonly Row[]): Omit<Weights, 'bias'> {
  const starts = new Int32Array(rows.length + 1);
  const scales = new Float32Array(rows.length);
  const entries: number[] = [];
  for (const [feature, { many, classes: seen, weights }] of rows.entries()) {
    let most = 0;
    for (let place = 0; place < many; place++) most = Math.max(most, Math.abs(weights[place] as number));
    scales[feature] = most / LARGEST_BYTE;
    for (let place = 0; place < many; place++) {
      const byte = Math.round(((weights[place] as number) / most) * LARGEST_BYTE);
      if (Math.abs(byte) > FAINT) entries.push(packEntry(seen[place] as number, byte));
    }
    starts[feature + 1] = entries.length;
  }
  return { starts, scales, entries: Int32Array.from(entries) };
}
