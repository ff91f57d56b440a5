import { getPair, newPairTable, type PairTable, setPair } from '../learning/pair-table.ts';
import type { Kinds, Vocabulary } from '../learning/vocabulary.ts';
import type { Sign } from './apply-context.ts';
import type { Screening } from './screening.ts';
import type { Word } from './split-clauses.ts';

/** The kinds of features that the second opinion looks at. */
export const opinionKinds = {
  word: { weight: 1, rarest: 2 },
  pair: { weight: 0.8, rarest: 3 },
  near: { weight: 0.5, rarest: 3 },
  letters: { weight: 0.6, rarest: 4 },
  concept: { weight: 1, rarest: 2 },
  joint: { weight: 0.8, rarest: 3 },
  rule: { weight: 0.5, rarest: 2 },
  shape: { weight: 0.4, rarest: 2 },
} as const satisfies Kinds;

const MOST_JOINTS = 80;

/** What the rules found in a message or a part of it. */
export type Ruled = Pick<Screening, 'urgency' | 'findings' | 'asksFor'>;

/** How features are named: by their text to learn from them, by their id in a vocabulary to score them. −1 is an id that it lacks. */
export interface Naming<Name> {
  readonly one: (kind: Kind, text: string) => Name;
  /** A concept, as part of features of two. */
  readonly part: (text: string) => Name;
  /** A feature of two parts. Of a `joint` their order says nothing. */
  readonly two: (kind: Joined, first: Name, second: Name) => Name;
  readonly place: (word: Word) => Place<Name>;
}
/** What a word says by itself: its stem, the same as part of features of two, its letters, and as the first and the last word. */
interface Place<Name> {
  readonly word: Name;
  readonly part: Name;
  readonly letters: readonly Name[];
  readonly first: Name;
  readonly last: Name;
}
type Kind = keyof typeof opinionKinds;
type Joined = 'pair' | 'near' | 'joint';

/** Features by their text. */
export const byText: Naming<string> = {
  one: (_, text) => text,
  part: (text) => text,
  two: (kind, first, second) => (kind === 'joint' && second < first ? `${second} ${first}` : `${first} ${second}`),
  place: (word) => {
    const stem = stemOf(word);
    return { word: stem, part: stem, letters: lettersOf(word.text), first: `first ${stem}`, last: `last ${stem}` };
  },
};

const UNKNOWN = -1;
const MOST_REMEMBERED = 8_000;

/** Features by their id; what a word says by itself is looked up once and remembered. */
export function byId({ ids }: Vocabulary): Naming<number> {
  const parts = new Map<string, number>();
  const numberOfPart = (text: string): number => {
    const known = parts.get(text) ?? parts.size;
    parts.set(text, known);
    return known;
  };
  const tables = {} as Record<Joined, PairTable>;
  for (const kind of ['pair', 'near', 'joint'] as const) {
    const known = ids.get(kind) ?? new Map<string, number>();
    const table = newPairTable(known.size);
    for (const [name, id] of known) {
      const [first = '', second = ''] = name.split(' ');
      const [a, b] = [numberOfPart(first), numberOfPart(second)];
      if (kind === 'joint' && b < a) setPair(table, b, a, id);
      else setPair(table, a, b, id);
    }
    tables[kind] = table;
  }
  const remembered = new Map<string, Place<number>>();
  const alone = new Map(
    (['word', 'letters', 'concept', 'rule', 'shape'] as const).map((kind) => [kind as Kind, ids.get(kind)]),
  );
  const idOf = (kind: Kind, text: string): number => alone.get(kind)?.get(text) ?? UNKNOWN;
  return {
    one: idOf,
    part: (text) => parts.get(text) ?? UNKNOWN,
    two: (kind, first, second) => {
      if (first < 0 || second < 0) return UNKNOWN;
      return kind === 'joint' && second < first
        ? getPair(tables[kind], second, first)
        : getPair(tables[kind], first, second);
    },
    place: (word) => {
      const before = remembered.get(word.text);
      if (before) return before;
      const stem = stemOf(word);
      const found: Place<number> = {
        word: idOf('word', stem),
        part: parts.get(stem) ?? UNKNOWN,
        letters: lettersOf(word.text)
          .map((run) => idOf('letters', run))
          .filter((id) => id !== UNKNOWN),
        first: idOf('shape', `first ${stem}`),
        last: idOf('shape', `last ${stem}`),
      };
      if (remembered.size < MOST_REMEMBERED) remembered.set(word.text, found);
      return found;
    },
  };
}

/** Features that belong to one place of a message each, made once and shared by its parts. */
export interface Places<Name> {
  readonly alone: readonly Place<Name>[];
  /** With the word before it, and with the one before that; null at the start of a sentence. */
  readonly pair: readonly (Name | null)[];
  readonly near: readonly (Name | null)[];
}

/** Reads the features of every place of a message. */
export function readPlaces<Name>(words: readonly Word[], { place, two }: Naming<Name>): Places<Name> {
  const alone = words.map(place);
  const joined = (kind: 'pair' | 'near', at: number, back: number): Name | null =>
    at >= back && words[at]?.sentence === words[at - back]?.sentence
      ? two(kind, (alone[at - back] as Place<Name>).part, (alone[at] as Place<Name>).part)
      : null;
  return {
    alone,
    pair: alone.map((_, at) => joined('pair', at, 1)),
    near: alone.map((_, at) => joined('near', at, 2)),
  };
}

/** The features by kind. */
export type OpinionFeatures<Name> = Readonly<Record<Kind, readonly Name[]>>;

/**
 * Features of the words from `start` to `end` and of the signs in them: stems, neighbours, letters, concepts with their
 * standing, concepts of one clause, what the rules found, and the shape: how long, about oneself or not, the first and the last word.
 */
export function readOpinionFeatures<Name>(
  words: readonly Word[],
  places: Places<Name>,
  signs: readonly Sign[],
  ruled: Ruled,
  naming: Naming<Name>,
  start = 0,
  end = words.length,
): OpinionFeatures<Name> {
  const known = (each: Name | null): each is Name => each !== null;
  const standing = signs.map((sign) => {
    const why = whyNot(sign);
    return why === '' ? sign.concept : sign.concept + why;
  });
  const now = signs.filter(counts);
  const parts = now.map(({ concept }) => naming.part(concept));
  const joint: Name[] = [];
  for (let one = 0; one < now.length && joint.length < MOST_JOINTS; one++) {
    const a = now[one] as Sign;
    for (let other = one + 1; other < now.length && joint.length < MOST_JOINTS; other++) {
      const b = now[other] as Sign;
      if (a.fromClause !== b.fromClause || a.concept === b.concept) continue;
      joint.push(naming.two('joint', parts[one] as Name, parts[other] as Name));
    }
  }
  const alone = places.alone.slice(start, end);
  const letters: Name[] = [];
  for (const each of alone) for (const run of each.letters) letters.push(run);
  return {
    word: alone.map(({ word }) => word),
    pair: places.pair.slice(start + 1, end).filter(known),
    near: places.near.slice(start + 2, end).filter(known),
    letters,
    concept: [...new Set(standing)].map((name) => naming.one('concept', name)),
    joint: [...new Set(joint)],
    rule: ruleNames(ruled).map((name) => naming.one('rule', name)),
    shape: [
      ...shapeOf(words, start, end).map((name) => naming.one('shape', name)),
      ...(end > start ? [(alone[0] as Place<Name>).first, (alone.at(-1) as Place<Name>).last] : []),
    ],
  };
}

const ruleNames = ({ urgency, findings, asksFor }: Ruled): string[] => [
  `worst ${urgency}`,
  ...findings.flatMap((found) => [`${found.urgency} ${found.flag}`, `some ${found.urgency}`]),
  ...(asksFor === null ? [] : [`asks ${asksFor}`]),
];

const ONESELF = new Set(['i', 'im', 'ive', 'me', 'my', 'mine', 'myself']);

function shapeOf(words: readonly Word[], start: number, end: number): string[] {
  let oneself = false;
  for (let at = start; at < end && !oneself; at++) oneself = ONESELF.has(words[at]?.text ?? '');
  return [`long ${Math.min(6, Math.floor(Math.log2(end - start + 1)))}`, oneself ? 'oneself' : 'another'];
}

/** A word's stem; of a number only how large it is. */
const stemOf = ({ text, stem }: Word): string => (/^\d+$/.test(text) ? numberOf(text) : stem);
const numberOf = (digits: string): string => (digits.length >= 4 ? '#year' : Number(digits) >= 10 ? '#tens' : '#few');

/** Why a sign does not count, as a suffix; empty when it counts. */
export const whyNot = ({ denied, family, longAgo, gone, asking, unreal }: Sign): string =>
  denied
    ? '-denied'
    : family
      ? '-family'
      : longAgo
        ? '-old'
        : asking
          ? '-asking'
          : unreal
            ? '-unreal'
            : gone
              ? '-gone'
              : '';
const counts = (sign: Sign): boolean => whyNot(sign) === '';

/** Runs of four letters inside a word, its ends marked. */
function lettersOf(word: string): readonly string[] {
  if (word.length < 4 || word.length > 20) return [];
  const marked = `^${word}$`;
  return Array.from({ length: marked.length - 3 }, (_, at) => marked.slice(at, at + 4));
}
