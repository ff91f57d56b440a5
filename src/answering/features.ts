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

/** The features of some words, by kind; repeats are kept. */
export type Features = Readonly<Record<Kind, readonly string[]>>;

/** Reads features from words: stems, neighbours, letters of each word, concepts of the lexicon and their order. */
export function readFeatures(words: readonly string[], lexicon: Lexicon): Features {
  const stems = words.map(stem);
  const pair: string[] = [];
  for (let at = 1; at < stems.length; at++) pair.push(`${stems[at - 1]} ${stems[at]}`);
  const letters: string[] = [];
  for (const word of words) letters.push(...lettersOf(word));
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

const remembered = new Map<string, readonly string[]>();
const MOST_REMEMBERED = 6_000;

/** Runs of three and four letters inside a word, its ends marked. */
function lettersOf(word: string): readonly string[] {
  const before = remembered.get(word);
  if (before) return before;
  const runs: string[] = [];
  if (word !== '#') {
    const marked = `^${word}$`;
    for (let length = 3; length <= 4; length++) {
      for (let at = 0; at + length <= marked.length; at++) runs.push(marked.slice(at, at + length));
    }
  }
  if (remembered.size < MOST_REMEMBERED && word.length <= 14) remembered.set(word, runs);
  return runs;
}
