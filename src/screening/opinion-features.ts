import type { Kinds, Vocabulary } from '../learning/vocabulary.ts';
import type { Sign } from './apply-context.ts';
import { getPair, newPairTable, type PairTable, setPair } from './pair-table.ts';
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
  /** A stem or a concept, as part of features of two. */
  readonly part: (text: string) => Name;
  /** A feature of two parts. Of a `joint` their order says nothing. */
  readonly two: (kind: Joined, first: Name, second: Name) => Name;
  readonly letters: (word: string) => readonly Name[];
}
type Kind = keyof typeof opinionKinds;
type Joined = 'pair' | 'near' | 'joint';

/** Features by their text. */
export const byText: Naming<string> = {
  one: (_, text) => text,
  part: (text) => text,
  two: (kind, first, second) => (kind === 'joint' && second < first ? `${second} ${first}` : `${first} ${second}`),
  letters: lettersOf,
};

const UNKNOWN = -1;
const MOST_REMEMBERED = 8_000;

/** Features by their id; the letters of a word are looked up once and remembered. */
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
  const remembered = new Map<string, readonly number[]>();
  const idOf = (kind: Kind, text: string): number => ids.get(kind)?.get(text) ?? UNKNOWN;
  return {
    one: idOf,
    part: (text) => parts.get(text) ?? UNKNOWN,
    two: (kind, first, second) => {
      if (first < 0 || second < 0) return UNKNOWN;
      return kind === 'joint' && second < first
        ? getPair(tables[kind], second, first)
        : getPair(tables[kind], first, second);
    },
    letters: (text) => {
      const before = remembered.get(text);
      if (before) return before;
      const found = lettersOf(text)
        .map((run) => idOf('letters', run))
        .filter((id) => id !== UNKNOWN);
      if (remembered.size < MOST_REMEMBERED) remembered.set(text, found);
      return found;
    },
  };
}

/** Features that belong to one place of a message each, made once and shared by its parts. */
export interface Places<Name> {
  readonly stems: readonly string[];
  readonly word: readonly Name[];
  /** With the word before it, and with the one before that; null at the start of a sentence. */
  readonly pair: readonly (Name | null)[];
  readonly near: readonly (Name | null)[];
  readonly letters: readonly (readonly Name[])[];
}

/** Reads the features of every place of a message. */
export function readPlaces<Name>(words: readonly Word[], naming: Naming<Name>): Places<Name> {
  const stems = words.map(({ stem, text }) => (/^\d+$/.test(text) ? numberOf(text) : stem));
  const parts = stems.map(naming.part);
  const joined = (kind: 'pair' | 'near', at: number, back: number): Name | null =>
    at >= back && words[at]?.sentence === words[at - back]?.sentence
      ? naming.two(kind, parts[at - back] as Name, parts[at] as Name)
      : null;
  return {
    stems,
    word: stems.map((stem) => naming.one('word', stem)),
    pair: stems.map((_, at) => joined('pair', at, 1)),
    near: stems.map((_, at) => joined('near', at, 2)),
    letters: words.map(({ text }) => naming.letters(text)),
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
  return {
    word: places.word.slice(start, end),
    pair: places.pair.slice(start + 1, end).filter(known),
    near: places.near.slice(start + 2, end).filter(known),
    letters: places.letters.slice(start, end).flat(),
    concept: [...new Set(standing)].map((name) => naming.one('concept', name)),
    joint: [...new Set(joint)],
    rule: ruleNames(ruled).map((name) => naming.one('rule', name)),
    shape: shapeOf(words, places.stems, start, end).map((name) => naming.one('shape', name)),
  };
}

const ruleNames = ({ urgency, findings, asksFor }: Ruled): string[] => [
  `worst ${urgency}`,
  ...findings.flatMap((found) => [`${found.urgency} ${found.flag}`, `some ${found.urgency}`]),
  ...(asksFor === null ? [] : [`asks ${asksFor}`]),
];

const ONESELF = new Set(['i', 'im', 'ive', 'me', 'my', 'mine', 'myself']);

function shapeOf(words: readonly Word[], stems: readonly string[], start: number, end: number): string[] {
  let oneself = false;
  for (let at = start; at < end && !oneself; at++) oneself = ONESELF.has(words[at]?.text ?? '');
  return [
    `long ${Math.min(6, Math.floor(Math.log2(end - start + 1)))}`,
    oneself ? 'oneself' : 'another',
    `first ${stems[start]}`,
    `last ${stems[end - 1]}`,
  ];
}

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
