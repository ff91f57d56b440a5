import { conceptsOfPhrase, parsePhrase, wordsOfPhrase } from './parse-phrase.ts';

/** A step of a phrase: what may follow, whether any few words may come between, and the concepts that end here. */
export interface Step {
  readonly next: Map<string, Step>;
  gap: Step | null;
  readonly ends: End[];
}

/** A concept that ends at a step; `symbol` is what other phrases name it by, null when none does. */
export interface End {
  readonly concept: string;
  readonly symbol: string | null;
}

/** Phrases ready to match: one trie a layer, so that they may build on concepts of the layers below. */
export interface Phrases {
  readonly layers: readonly Step[];
  /** The layers, as bits, in which a phrase may begin with a symbol. */
  readonly starts: ReadonlyMap<string, number>;
}

/** The concepts of `signs/` made ready to match. */
export interface Signs {
  readonly phrases: Phrases;
  readonly idioms: Phrases;
  /** Every symbol of any phrase. */
  readonly symbols: ReadonlySet<string>;
  /** Small words that may stand between the words of a phrase; of an idiom, fewer. */
  readonly fillers: ReadonlySet<string>;
  readonly idiomFillers: ReadonlySet<string>;
  /** Every word of every phrase, and those of signs alone: what a misspelt word may stand for. */
  readonly words: ReadonlySet<string>;
  readonly signWords: ReadonlySet<string>;
  readonly plain: readonly string[];
}

/** Concepts that are lists of words rather than signs. */
const LISTS = new Set(['filler', 'idiom-filler', 'plain-words']);
/** Concepts that say how a message is read, and no sign. */
const CUES = new Set([
  'idiom',
  'unreal',
  'asking',
  'ask-start',
  'study',
  'person',
  'pseudo-negation',
  'still-now',
  'recent',
  'money',
]);
const newStep = (): Step => ({ next: new Map(), gap: null, ends: [] });

/** Compiles concepts and their phrases. Throws when a phrase names a concept that is not there, or one that builds on itself. */
export function compileSigns(concepts: Readonly<Record<string, readonly string[]>>): Signs {
  const named = new Set(Object.values(concepts).flat().flatMap(conceptsOfPhrase));
  const symbols = new Set<string>();
  const depths = new Map<string, number>();
  const depthOf = (concept: string, path: readonly string[]): number => {
    const known = depths.get(concept);
    if (known !== undefined) return known;
    const phrases = Object.hasOwn(concepts, concept) ? concepts[concept] : undefined;
    if (!phrases) throw new Error(`signs: <${concept}> is named in ${path.at(-1) ?? '?'} but is not a concept`);
    if (path.includes(concept)) throw new Error(`signs: <${concept}> builds on itself`);
    const below = phrases.flatMap(conceptsOfPhrase).map((part) => depthOf(part, [...path, concept]) + 1);
    const depth = Math.max(0, ...below);
    depths.set(concept, depth);
    return depth;
  };
  const phrasesOf = (names: readonly string[]): Phrases => {
    const layers: Step[] = [];
    for (const name of names) {
      const depth = depthOf(name, []);
      while (layers.length <= depth) layers.push(newStep());
      const layer = layers[depth];
      if (!layer) continue;
      const symbol = `<${name}>`;
      const end: End = { concept: name, symbol: named.has(name) ? symbol : null };
      for (const phrase of concepts[name] ?? []) addPhrase(layer, phrase, end, symbols);
    }
    const starts = new Map<string, number>();
    for (const [index, { next }] of layers.entries())
      for (const symbol of next.keys()) starts.set(symbol, (starts.get(symbol) ?? 0) | (1 << index));
    return { layers, starts };
  };
  const names = Object.keys(concepts).filter((name) => !LISTS.has(name));
  const under = (name: string): string[] => [name, ...(concepts[name] ?? []).flatMap(conceptsOfPhrase).flatMap(under)];
  const all = names.flatMap((name) => concepts[name] ?? []);
  const phrases = phrasesOf(names);
  return {
    phrases,
    idioms: phrasesOf([...new Set('idiom' in concepts ? under('idiom') : [])]),
    symbols,
    fillers: new Set(concepts.filler ?? []),
    idiomFillers: new Set(concepts['idiom-filler'] ?? []),
    words: new Set(all.flatMap(wordsOfPhrase)),
    signWords: new Set(
      names
        .filter((name) => !CUES.has(name))
        .flatMap((name) => concepts[name] ?? [])
        .flatMap(wordsOfPhrase),
    ),
    plain: concepts['plain-words']?.flatMap((line) => line.split(/\s+/)) ?? [],
  };
}

function addPhrase(layer: Step, phrase: string, end: End, known: Set<string>): void {
  for (const symbols of parsePhrase(phrase)) {
    let step = layer;
    for (const symbol of symbols) {
      known.add(symbol);
      if (symbol === '..') {
        step.gap ??= newStep();
        step = step.gap;
        continue;
      }
      let following = step.next.get(symbol);
      if (!following) {
        following = newStep();
        step.next.set(symbol, following);
      }
      step = following;
    }
    if (!step.ends.includes(end)) step.ends.push(end);
  }
}
