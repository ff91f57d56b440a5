import { newPairTable, type PairTable, setPair } from '../learning/pair-table.ts';
import { conceptsOfPhrase, parsePhrase, wordsOfPhrase } from './parse-phrase.ts';

/** A concept that ends at a step; `symbol` is what other phrases name it by, `NO_SYMBOL` when none does. */
export interface End {
  readonly concept: string;
  readonly symbol: number;
}
export const NO_SYMBOL = -1;
export const NO_STEP = -1;

/** Phrases ready to match: one trie a layer, so that they may build on concepts of the layers below. Its steps are numbers. */
export interface Phrases {
  /** The first step of each layer. */
  readonly layers: readonly number[];
  /** The layers, as bits, in which a phrase may begin with a symbol. */
  readonly starts: Int32Array;
  /** The step that follows another by a symbol. */
  readonly next: PairTable;
  /** Whether any symbol leads on from a step. */
  readonly leadsOn: Uint8Array;
  /** The step after a gap of any few words; `NO_STEP` where none may come between. */
  readonly gaps: Int32Array;
  readonly ends: readonly (readonly End[])[];
}

/** The concepts of `signs/` made ready to match. */
export interface Signs {
  readonly phrases: Phrases;
  readonly idioms: Phrases;
  /** The number of every symbol of any phrase. */
  readonly symbols: ReadonlyMap<string, number>;
  /** What words met before are matched by. */
  readonly matched: Map<string, readonly number[]>;
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
/** A step while phrases are still added. */
interface Step {
  readonly next: Map<number, Step>;
  gap: Step | null;
  readonly ends: End[];
}
const newStep = (): Step => ({ next: new Map(), gap: null, ends: [] });

/** Compiles concepts and their phrases. Throws when a phrase names a concept that is not there, or one that builds on itself. */
export function compileSigns(concepts: Readonly<Record<string, readonly string[]>>): Signs {
  const named = new Set(Object.values(concepts).flat().flatMap(conceptsOfPhrase));
  const symbols = new Map<string, number>();
  const numberOf = (symbol: string): number => {
    const number = symbols.get(symbol) ?? symbols.size;
    symbols.set(symbol, number);
    return number;
  };
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
      const end: End = { concept: name, symbol: named.has(name) ? numberOf(`<${name}>`) : NO_SYMBOL };
      for (const phrase of concepts[name] ?? []) addPhrase(layer, phrase, end, numberOf);
    }
    return numberSteps(layers, symbols.size);
  };
  const names = Object.keys(concepts).filter((name) => !LISTS.has(name));
  const under = (name: string): string[] => [name, ...(concepts[name] ?? []).flatMap(conceptsOfPhrase).flatMap(under)];
  const all = names.flatMap((name) => concepts[name] ?? []);
  const phrases = phrasesOf(names);
  return {
    phrases,
    idioms: phrasesOf([...new Set('idiom' in concepts ? under('idiom') : [])]),
    symbols,
    matched: new Map(),
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

function addPhrase(layer: Step, phrase: string, end: End, numberOf: (symbol: string) => number): void {
  for (const symbols of parsePhrase(phrase)) {
    let step = layer;
    for (const symbol of symbols) {
      if (symbol === '..') {
        step.gap ??= newStep();
        step = step.gap;
        continue;
      }
      const number = numberOf(symbol);
      let following = step.next.get(number);
      if (!following) {
        following = newStep();
        step.next.set(number, following);
      }
      step = following;
    }
    if (!step.ends.includes(end)) step.ends.push(end);
  }
}

function numberSteps(layers: readonly Step[], symbols: number): Phrases {
  const steps: Step[] = [...layers];
  for (const { next, gap } of steps) steps.push(...next.values(), ...(gap === null ? [] : [gap]));
  const numbers = new Map(steps.map((step, number) => [step, number]));
  const next = newPairTable(steps.length);
  for (const [number, step] of steps.entries())
    for (const [symbol, following] of step.next) setPair(next, number, symbol, numbers.get(following) as number);
  const starts = new Int32Array(symbols);
  for (const [index, layer] of layers.entries())
    for (const symbol of layer.next.keys()) starts[symbol] = (starts[symbol] as number) | (1 << index);
  return {
    layers: [...layers.keys()],
    starts,
    next,
    leadsOn: Uint8Array.from(steps, (step) => (step.next.size > 0 ? 1 : 0)),
    gaps: Int32Array.from(steps, ({ gap }) => (gap === null ? NO_STEP : (numbers.get(gap) as number))),
    ends: steps.map(({ ends }) => ends),
  };
}
