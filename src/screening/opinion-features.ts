import type { Features, Kinds } from '../learning/vocabulary.ts';
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

/**
 * Reads features from the words and signs of a message: stems, neighbours, letters, concepts with their standing, concepts of
 * one clause, what the rules found, and the shape: how long, about oneself or not, the first and the last word.
 */
export function readOpinionFeatures(words: readonly Word[], signs: readonly Sign[], ruled: Ruled): Features {
  const stems = words.map(({ stem, text }) => (/^\d+$/.test(text) ? numberOf(text) : stem));
  const pair: string[] = [];
  const near: string[] = [];
  for (let at = 1; at < words.length; at++) {
    if (words[at]?.sentence === words[at - 1]?.sentence) pair.push(`${stems[at - 1]} ${stems[at]}`);
    if (at > 1 && words[at]?.sentence === words[at - 2]?.sentence) near.push(`${stems[at - 2]} ${stems[at]}`);
  }
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
    word: stems,
    pair,
    near,
    letters: words.flatMap(({ text }) => lettersOf(text)),
    concept: [...new Set(standing.map(({ name }) => name))],
    joint: [...new Set(joint)],
    rule: ruleNames(ruled),
    shape: shapeOf(words, stems),
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

/** Runs of four letters inside a word, its ends marked. */
function lettersOf(word: string): readonly string[] {
  if (word.length < 4 || word.length > 20) return [];
  const marked = `^${word}$`;
  const runs: string[] = [];
  for (let at = 0; at + 4 <= marked.length; at++) runs.push(marked.slice(at, at + 4));
  return runs;
}
