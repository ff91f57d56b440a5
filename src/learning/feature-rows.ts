import { countOnce, newOnce } from './count-once.ts';
import { toChances } from './train-softmax.ts';
import type { Trained } from './trained-file.ts';
import type { Kinds } from './vocabulary.ts';

/** A trained model ready to score features, given as ids by kind; −1 is one that it does not know. */
export interface Scorer {
  /** Each class's chance, of features that count and weigh as in `toVector`. */
  readonly chancesOf: (features: Readonly<Record<string, readonly number[]>>) => Float64Array;
  /** How much a feature by itself speaks for a class. */
  readonly weightOf: (id: number, label: number) => number;
}

/** Before the weights of a row stand its rarity and the size of a step of its weights, as floats. */
const HEAD = 2;

/** Lays a model out in rows: what it knows of a feature stands side by side, so that a feature costs one place of memory and not five. */
export function compileScorer({ vocabulary, softmax }: Trained): Scorer {
  const { rarity } = vocabulary;
  const kinds: Kinds = vocabulary.kinds;
  const { classes, weights, scales } = softmax;
  const bias = Float64Array.from(softmax.bias);
  const width = HEAD + Math.ceil(classes / 4);
  const floats = new Float32Array(rarity.length * width);
  const bytes = new Int8Array(floats.buffer);
  for (let id = 0; id < rarity.length; id++) {
    floats[id * width] = rarity[id] as number;
    floats[id * width + 1] = scales[id] as number;
    bytes.set(weights.subarray(id * classes, (id + 1) * classes), 4 * (id * width + HEAD));
  }
  const once = newOnce();
  return {
    chancesOf: (features) => {
      const scores = bias.slice();
      for (const kind in kinds) {
        countOnce(features[kind] ?? [], once);
        const { ids, counts: values, many } = once;
        let squares = 0;
        for (let at = 0; at < many; at++) {
          const count = values[at] as number;
          const value = (count === 1 ? 1 : 1 + Math.log(count)) * (floats[(ids[at] as number) * width] as number);
          values[at] = value;
          squares += value * value;
        }
        const scale = squares === 0 ? 0 : (kinds[kind]?.weight ?? 0) / Math.sqrt(squares);
        for (let at = 0; at < many; at++) {
          const row = (ids[at] as number) * width;
          const value = Math.fround((values[at] as number) * scale) * (floats[row + 1] as number);
          const start = 4 * (row + HEAD);
          for (let c = 0; c < classes; c++) scores[c] = (scores[c] as number) + value * (bytes[start + c] as number);
        }
      }
      toChances(scores);
      return scores;
    },
    weightOf: (id, label) => {
      const row = id * width;
      return (bytes[4 * (row + HEAD) + label] as number) * (floats[row] as number) * (floats[row + 1] as number);
    },
  };
}
