import { type Features, KINDS, kinds } from './features.ts';

/** Features rarer than this in the examples are left out; letters need more, for there are many. */
const RAREST = { word: 1, pair: 2, letters: 3, concept: 1, order: 2, direction: 2 } as const;

/** A text as a sparse vector. */
export interface Vector {
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

/** Every feature worth a weight, with its rarity (inverse document frequency). */
export interface Vocabulary {
  readonly ids: ReadonlyMap<string, number>;
  readonly rarity: Float32Array;
}

/** Collects the vocabulary of the examples. Ids follow the order of first sight, which is the order of the content. */
export function collectVocabulary(examples: readonly Features[]): Vocabulary {
  const names: string[] = [];
  const rarities: number[] = [];
  for (const kind of kinds) {
    const seenIn = new Map<string, number>();
    for (const example of examples) {
      for (const name of new Set(example[kind])) seenIn.set(name, (seenIn.get(name) ?? 0) + 1);
    }
    for (const [name, times] of seenIn) {
      if (times < RAREST[kind]) continue;
      names.push(`${kind}:${name}`);
      rarities.push(Math.log((examples.length + 1) / (times + 0.5)));
    }
  }
  return buildVocabulary(names, Float32Array.from(rarities));
}

/** A vocabulary from its saved parts. */
export function buildVocabulary(names: readonly string[], rarity: Float32Array): Vocabulary {
  return { ids: new Map(names.map((name, id) => [name, id])), rarity };
}

/** A text's features as a vector; features outside the vocabulary are dropped. */
export function toVector(features: Features, vocabulary: Vocabulary): Vector {
  const ids: number[] = [];
  const values: number[] = [];
  for (const kind of kinds) {
    const counts = new Map<number, number>();
    for (const name of features[kind]) {
      const id = vocabulary.ids.get(`${kind}:${name}`);
      if (id !== undefined) counts.set(id, (counts.get(id) ?? 0) + 1);
    }
    let squares = 0;
    const start = values.length;
    for (const [id, count] of counts) {
      const value = (1 + Math.log(count)) * (vocabulary.rarity[id] as number);
      ids.push(id);
      values.push(value);
      squares += value * value;
    }
    const scale = squares === 0 ? 0 : KINDS[kind] / Math.sqrt(squares);
    for (let at = start; at < values.length; at++) values[at] = (values[at] as number) * scale;
  }
  return { ids: Int32Array.from(ids), values: Float32Array.from(values) };
}
