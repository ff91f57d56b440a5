import type { Kinds } from '../learning/vocabulary.ts';
import { findDirections } from './directions.ts';
import { findConcepts, type Lexicon } from './lexicon.ts';
import { stem } from './stem.ts';

/** The kinds of features. */
export const answeringKinds = {
  word: { weight: 1, rarest: 1 },
  pair: { weight: 0.6, rarest: 2 },
  letters: { weight: 0.9, rarest: 3 },
  concept: { weight: 1, rarest: 1 },
  order: { weight: 0.7, rarest: 2 },
  direction: { weight: 1, rarest: 2 },
} as const satisfies Kinds;
type Kind = keyof typeof answeringKinds;

const MOST_CONCEPTS = 14;

/** The features of some words, by kind; repeats are kept. Letters by name, or already as ids of the vocabulary. */
export type Features<Letters = string> = Readonly<Record<Exclude<Kind, 'letters'>, readonly string[]>> & {
  readonly letters: readonly Letters[];
};

/** Reads features from words: stems, neighbours, letters of each word, concepts of the lexicon and their order. */
export function readFeatures<Letters>(
  words: readonly string[],
  lexicon: Lexicon,
  lettersOf: (word: string) => readonly Letters[],
): Features<Letters> {
  const stems = words.map(stem);
  const pair: string[] = [];
  for (let at = 1; at < stems.length; at++) pair.push(`${stems[at - 1]} ${stems[at]}`);
  const letters: Letters[] = [];
  for (const word of words) for (const run of lettersOf(word)) letters.push(run);
  const found = findConcepts(stems, lexicon).slice(0, MOST_CONCEPTS);
  const order: string[] = [];
  for (let first = 0; first < found.length; first++) {
    for (let second = first + 1; second < Math.min(found.length, first + 6); second++) {
      for (const one of found[first] as readonly string[]) {
        for (const other of found[second] as readonly string[]) order.push(`${one}<${other}`);
      }
    }
  }
  return { word: stems, pair, letters, concept: found.flat(), order, direction: findDirections(found) };
}

/** Runs of three and four letters inside a word, its ends marked. */
export function readLetters(word: string): string[] {
  const runs: string[] = [];
  if (word === '#') return runs;
  const marked = `^${word}$`;
  for (let length = 3; length <= 4; length++) {
    for (let at = 0; at + length <= marked.length; at++) runs.push(marked.slice(at, at + length));
  }
  return runs;
}

const MOST_REMEMBERED = 6_000;

/** The same as ids of known runs; those of the first words met are remembered. */
export function lookUpLetters(known: ReadonlyMap<string, number> = new Map()): (word: string) => readonly number[] {
  const remembered = new Map<string, readonly number[]>();
  return (word) => {
    const before = remembered.get(word);
    if (before) return before;
    const ids = readLetters(word).flatMap((run) => known.get(run) ?? []);
    if (remembered.size < MOST_REMEMBERED && word.length <= 14) remembered.set(word, ids);
    return ids;
  };
}
