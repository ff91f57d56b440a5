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

/** Features that belong to one place of a message each, made once and shared by its parts. */
export interface Places<Name> {
  readonly stems: readonly Name[];
  /** With the word before it, and with the one before that; null at the start of a sentence. */
  readonly pair: readonly (Name | null)[];
  readonly near: readonly (Name | null)[];
  readonly letters: readonly (readonly Name[])[];
}

/** Reads the features of every place of a message. */
export function readPlaces(words: readonly Word[]): Places<string> {
  const stems = words.map(({ stem, text }) => (/^\d+$/.test(text) ? numberOf(text) : stem));
  const joined = (at: number, back: number): string | null =>
    at >= back && words[at]?.sentence === words[at - back]?.sentence ? `${stems[at - back]} ${stems[at]}` : null;
  return {
    stems,
    pair: words.map((_, at) => joined(at, 1)),
    near: words.map((_, at) => joined(at, 2)),
    letters: words.map(({ text }) => lettersOf(text)),
  };
}

/** The features by kind: those of places as names or as ids. */
export type OpinionFeatures<Name> = Readonly<
  Record<'word' | 'pair' | 'near' | 'letters', readonly Name[]> &
    Record<'concept' | 'joint' | 'rule' | 'shape', readonly string[]>
>;

/** Looks features of places up in a vocabulary; the letters of a word are looked up once and remembered. */
export function lookUpPlaces(
  vocabulary: Vocabulary,
): (words: readonly Word[], places: Places<string>) => Places<number> {
  const idsOf = (kind: string) => {
    const ids = vocabulary.ids.get(kind);
    return (name: string): number => ids?.get(name) ?? -1;
  };
  const [word, pair, near, letters] = ['word', 'pair', 'near', 'letters'].map(idsOf) as [Look, Look, Look, Look];
  const remembered = new Map<string, readonly number[]>();
  const lettersIn = (text: string, runs: readonly string[]): readonly number[] => {
    const before = remembered.get(text);
    if (before) return before;
    const found = runs.map(letters);
    if (remembered.size < MOST_REMEMBERED) remembered.set(text, found);
    return found;
  };
  return (words, places) => ({
    stems: places.stems.map(word),
    pair: places.pair.map((name) => (name === null ? null : pair(name))),
    near: places.near.map((name) => (name === null ? null : near(name))),
    letters: words.map(({ text }, at) => lettersIn(text, places.letters[at] ?? [])),
  });
}
type Look = (name: string) => number;

/**
 * Features of the words from `start` to `end` and of the signs in them: stems, neighbours, letters, concepts with their
 * standing, concepts of one clause, what the rules found, and the shape: how long, about oneself or not, the first and the last word.
 */
export function readOpinionFeatures<Name extends string | number>(
  words: readonly Word[],
  stems: readonly string[],
  places: Places<Name>,
  signs: readonly Sign[],
  ruled: Ruled,
  start = 0,
  end = words.length,
): OpinionFeatures<Name> {
  const known = (each: Name | null): each is Name => each !== null;
  const standing = signs.map((sign) => ({
    name: `${sign.concept}${whyNot(sign)}`,
    clause: sign.fromClause,
    now: counts(sign),
  }));
  const joint: string[] = [];
  const now = standing.filter((each) => each.now);
  for (let one = 0; one < now.length && joint.length < MOST_JOINTS; one++) {
    for (let other = one + 1; other < now.length && joint.length < MOST_JOINTS; other++) {
      const [a, b] = [now[one] as (typeof now)[0], now[other] as (typeof now)[0]];
      if (a.clause === b.clause && a.name !== b.name)
        joint.push(a.name < b.name ? `${a.name}&${b.name}` : `${b.name}&${a.name}`);
    }
  }
  return {
    word: places.stems.slice(start, end),
    pair: places.pair.slice(start + 1, end).filter(known),
    near: places.near.slice(start + 2, end).filter(known),
    letters: places.letters.slice(start, end).flat(),
    concept: [...new Set(standing.map(({ name }) => name))],
    joint: [...new Set(joint)],
    rule: ruleNames(ruled),
    shape: shapeOf(words.slice(start, end), stems.slice(start, end)),
  };
}

const ruleNames = ({ urgency, findings, asksFor }: Ruled): string[] => [
  `worst ${urgency}`,
  ...findings.flatMap((found) => [`${found.urgency} ${found.flag}`, `some ${found.urgency}`]),
  ...(asksFor === null ? [] : [`asks ${asksFor}`]),
];

const ONESELF = /^(i|im|ive|i'm|i've|me|my|mine|myself)$/;

const shapeOf = (words: readonly Word[], stems: readonly string[]): string[] => [
  `long ${Math.min(6, Math.floor(Math.log2(words.length + 1)))}`,
  words.some(({ text }) => ONESELF.test(text)) ? 'oneself' : 'another',
  `first ${stems[0]}`,
  `last ${stems.at(-1)}`,
];

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

const remembered = new Map<string, readonly string[]>();
const MOST_REMEMBERED = 8_000;

/** Runs of four letters inside a word, its ends marked. */
function lettersOf(word: string): readonly string[] {
  const before = remembered.get(word);
  if (before) return before;
  const runs: string[] = [];
  const marked = `^${word}$`;
  if (word.length >= 4 && word.length <= 20)
    for (let at = 0; at + 4 <= marked.length; at++) runs.push(marked.slice(at, at + 4));
  if (remembered.size < MOST_REMEMBERED) remembered.set(word, runs);
  return runs;
}
