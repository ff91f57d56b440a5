import { countOnce, newOnce } from './count-once.ts';

/** The features of a text by name, by kind; repeats are kept. */
export type Features = Readonly<Record<string, readonly string[]>>;
/** The same, with some already looked up: ids of the vocabulary, −1 for those outside it. */
export type KnownFeatures = Readonly<Record<string, readonly (string | number)[]>>;

/** Kinds of features: how much each weighs in a text once brought to length one, and in how many examples a feature must be seen. */
export type Kinds = Readonly<Record<string, { readonly weight: number; readonly rarest: number }>>;

/** A text as a sparse vector. */
export interface Vector {
  readonly ids: Int32Array;
  readonly values: Float32Array;
}

/** Every feature worth a weight, with its rarity (inverse document frequency). */
export interface Vocabulary {
  /** `kind:name` of each feature, by id. */
  readonly names: readonly string[];
  /** Ids by kind, then by name. */
  readonly ids: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly rarity: Float32Array;
  readonly kinds: Kinds;
}

/** Collects the vocabulary of the examples. Ids follow the order of first sight, which is the order of the content. */
export function collectVocabulary(examples: readonly Features[], kinds: Kinds): Vocabulary {
  const names: string[] = [];
  const rarities: number[] = [];
  for (const [kind, { rarest }] of Object.entries(kinds)) {
    const seenIn = new Map<string, number>();
    for (const example of examples) {
      for (const name of new Set(example[kind] ?? [])) seenIn.set(name, (seenIn.get(name) ?? 0) + 1);
    }
    for (const [name, times] of seenIn) {
      if (times < rarest) continue;
      names.push(`${kind}:${name}`);
      rarities.push(Math.log((examples.length + 1) / (times + 0.5)));
    }
  }
  return buildVocabulary(names, Float32Array.from(rarities), kinds);
}

/** A vocabulary from its saved parts. */
export function buildVocabulary(names: readonly string[], rarity: Float32Array, kinds: Kinds): Vocabulary {
  const ids = new Map<string, Map<string, number>>();
  for (const [id, name] of names.entries()) {
    const cut = name.indexOf(':');
    const kind = name.slice(0, cut);
    const known = ids.get(kind) ?? new Map<string, number>();
    known.set(name.slice(cut + 1), id);
    ids.set(kind, known);
  }
  return { names, ids, rarity, kinds };
}

const once = newOnce();

/** A text's features as a vector; features outside the vocabulary are dropped. */
export function toVector(features: KnownFeatures, { ids: known, kinds, rarity }: Vocabulary): Vector {
  let most = 0;
  for (const kind in kinds) most += features[kind]?.length ?? 0;
  const ids = new Int32Array(most);
  const values = new Float32Array(most);
  let many = 0;
  for (const kind in kinds) {
    const ofKind = known.get(kind);
    countOnce(
      (features[kind] ?? []).map((name) => (typeof name === 'number' ? name : (ofKind?.get(name) ?? -1))),
      once,
    );
    let squares = 0;
    for (let at = 0; at < once.many; at++) {
      const id = once.ids[at] as number;
      const count = once.counts[at] as number;
      const value = (count === 1 ? 1 : 1 + Math.log(count)) * (rarity[id] as number);
      ids[many + at] = id;
      values[many + at] = value;
      squares += value * value;
    }
    const scale = squares === 0 ? 0 : (kinds[kind]?.weight ?? 0) / Math.sqrt(squares);
    for (const end = many + once.many; many < end; many++) values[many] = (values[many] as number) * scale;
  }
  return { ids: ids.subarray(0, many), values: values.subarray(0, many) };
}
