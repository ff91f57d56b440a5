import { getPair, newPairTable, type PairTable, setPair } from '../learning/pair-table.ts';
import type { Kinds, Vocabulary } from '../learning/vocabulary.ts';
import { findDirections } from './directions.ts';
import { findConcepts, type Lexicon } from './lexicon.ts';
import { remember } from './remember.ts';
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

/** The features of some words, by kind; repeats are kept. Beside them the stems, and the terms that cover a topic: stems, concepts, directions. */
export type Features<Name = string> = Readonly<Record<Kind, readonly Name[]>> & {
  readonly stems: readonly string[];
  readonly terms: readonly string[];
};

/** How features are named: by their text to learn from them, by their id in a vocabulary to score them. −1 is an id that it lacks. */
export interface Naming<Name> {
  readonly word: (word: string) => NamedWord<Name>;
  readonly concept: (concept: string) => NamedConcept<Name>;
  /** A feature of two words or two concepts, by their parts. */
  readonly two: (kind: Joined, first: Name, second: Name) => Name;
  readonly direction: (direction: string) => Name;
}
type Joined = 'pair' | 'order';
interface NamedWord<Name> {
  readonly stem: string;
  readonly name: Name;
  readonly part: Name;
  readonly letters: readonly Name[];
}
interface NamedConcept<Name> {
  readonly term: string;
  readonly name: Name;
  readonly part: Name;
}

/** Reads features from words: stems, neighbours, letters of each word, concepts of the lexicon and their order. */
export function readFeatures<Name>(words: readonly string[], lexicon: Lexicon, naming: Naming<Name>): Features<Name> {
  const named = words.map(naming.word);
  const stems = named.map(({ stem }) => stem);
  const pair: Name[] = [];
  for (let at = 1; at < named.length; at++)
    pair.push(naming.two('pair', (named[at - 1] as NamedWord<Name>).part, (named[at] as NamedWord<Name>).part));
  const letters: Name[] = [];
  for (const word of named) for (const run of word.letters) letters.push(run);
  const found = findConcepts(stems, lexicon).slice(0, MOST_CONCEPTS);
  const concepts = found.map((each) => each.map(naming.concept));
  const order: Name[] = [];
  for (let first = 0; first < concepts.length; first++) {
    for (let second = first + 1; second < Math.min(concepts.length, first + 6); second++) {
      for (const one of concepts[first] as readonly NamedConcept<Name>[])
        for (const other of concepts[second] as readonly NamedConcept<Name>[])
          order.push(naming.two('order', one.part, other.part));
    }
  }
  const all = concepts.flat();
  const directions = findDirections(found);
  return {
    word: named.map(({ name }) => name),
    pair,
    letters,
    concept: all.map(({ name }) => name),
    order,
    direction: directions.map(naming.direction),
    stems,
    terms: [...stems, ...all.map(({ term }) => term), ...directions],
  };
}

const BETWEEN: Readonly<Record<Joined, string>> = { pair: ' ', order: '<' };
const termOf = (concept: string): string => `=${concept}`;

/** Features by their text. */
export const byText: Naming<string> = {
  word: (word) => {
    const stemmed = stem(word);
    return { stem: stemmed, name: stemmed, part: stemmed, letters: readLetters(word) };
  },
  concept: (concept) => ({ term: termOf(concept), name: concept, part: concept }),
  two: (kind, first, second) => first + BETWEEN[kind] + second,
  direction: (direction) => direction,
};

const UNKNOWN = -1;
const MOST_REMEMBERED = 6_000;

/** Features by their id; those of the first words and concepts met are remembered. */
export function byId({ ids }: Vocabulary): Naming<number> {
  const idOf = (kind: Kind, text: string): number => ids.get(kind)?.get(text) ?? UNKNOWN;
  const [words, inPairs] = numberParts('pair', ids.get('pair'));
  const [concepts, inOrder] = numberParts('order', ids.get('order'));
  const tables: Record<Joined, PairTable> = { pair: inPairs, order: inOrder };
  return {
    word: remember((word): NamedWord<number> => {
      const stemmed = stem(word);
      const letters = readLetters(word).map((run) => idOf('letters', run));
      return {
        stem: stemmed,
        name: idOf('word', stemmed),
        part: words.get(stemmed) ?? UNKNOWN,
        letters: letters.filter((id) => id !== UNKNOWN),
      };
    }, MOST_REMEMBERED),
    concept: remember(
      (concept): NamedConcept<number> => ({
        term: termOf(concept),
        name: idOf('concept', concept),
        part: concepts.get(concept) ?? UNKNOWN,
      }),
      MOST_REMEMBERED,
    ),
    two: (kind, first, second) => (first < 0 || second < 0 ? UNKNOWN : getPair(tables[kind], first, second)),
    direction: (direction) => idOf('direction', direction),
  };
}

/** Numbers the parts of features of two, and finds the features' ids by the numbers. */
function numberParts(
  kind: Joined,
  known: ReadonlyMap<string, number> = new Map(),
): readonly [ReadonlyMap<string, number>, PairTable] {
  const parts = new Map<string, number>();
  const table = newPairTable(known.size);
  const numberOf = (part: string): number => {
    const number = parts.get(part) ?? parts.size;
    parts.set(part, number);
    return number;
  };
  for (const [name, id] of known) {
    const [first = '', second = ''] = name.split(BETWEEN[kind]);
    setPair(table, numberOf(first), numberOf(second), id);
  }
  return [parts, table];
}

/** Runs of three and four letters inside a word, its ends marked. */
function readLetters(word: string): string[] {
  const runs: string[] = [];
  if (word === '#') return runs;
  const marked = `^${word}$`;
  for (let length = 3; length <= 4; length++) {
    for (let at = 0; at + length <= marked.length; at++) runs.push(marked.slice(at, at + length));
  }
  return runs;
}
