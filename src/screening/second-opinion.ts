import { createHash } from 'node:crypto';
import type { Content, Urgency } from '../content/content-schema.ts';
import { urgencies } from '../content/content-schema.ts';
import { compileScorer, type Scorer } from '../learning/feature-rows.ts';
import { type Example, type Training, trainSoftmax } from '../learning/train-softmax.ts';
import { trainedOnce } from '../learning/trained-file.ts';
import { collectVocabulary, toVector } from '../learning/vocabulary.ts';
import type { Sign } from './apply-context.ts';
import {
  byId,
  byText,
  type Naming,
  opinionKinds,
  type Ruled,
  readOpinionFeatures,
  readPlaces,
} from './opinion-features.ts';
import type { Chances } from './screening.ts';
import type { Word } from './split-clauses.ts';

/** What a small trained model makes of a message, as chances from 0 to 1 that it is at least so urgent. */
export interface Opinion {
  readonly atLeast: Chances;
  /** The same for the worst of its parts: a sign told in passing among much else. */
  readonly inPart: Chances;
  /** A message of a few words: too little to go by where the rules know nothing of it. */
  readonly brief: boolean;
  /** How likely a red flag is among all, given that there is one. */
  chanceOf(flag: string, urgency: Exclude<Urgency, 'none'>): number;
  /** The likeliest red flag of a level; null when none was ever seen at it. */
  flagOf(urgency: Exclude<Urgency, 'none'>): string | null;
  /** The words that speak most for a level, as written. */
  wordsFor(urgency: Exclude<Urgency, 'none'>): string;
}
export type GiveOpinion = (words: readonly Word[], signs: readonly Sign[], ruled: Ruled) => Opinion;

/** A message with what it is: the level, and the flag (null for a harmless one). */
export interface Labelled {
  readonly text: string;
  readonly urgency: Urgency;
  readonly flag: string | null;
  readonly weight: number;
}
/** How screening reads a text before it judges it. */
export type ReadText = (text: string) => { readonly words: readonly Word[]; readonly signs: readonly Sign[] };

/** What the rules make of words and the signs in them. */
export type Judge = (signs: readonly Sign[], words: readonly Word[]) => Ruled;

/** Raise when code changes what is trained. */
const CODE_VERSION = 13;
/** Half the features at a time, so that none is leant on alone. */
const TRAINING: Training = { epochs: 10, rate: 0.5, dropped: 0.5 };
const NONE = 'none';
/** What a question of a topic counts beside a labelled message: there are many, and all are harmless. */
const ASIDE = 0.7;
/** What a harmless message counts beside one with a sign: there are fewer of them. */
const HARMLESS = 1.5;
const LONGEST = 400;
const BRIEF = 4;

/** Every labelled text of the content: messages by many voices, examples of the flags, and what is asked of topics. */
export function labelledTexts({ languages, redFlags }: Pick<Content, 'languages' | 'redFlags'>): readonly Labelled[] {
  const english = languages.en;
  const harmless = (text: string, weight: number): Labelled => ({ text, urgency: 'none', flag: null, weight });
  return [
    ...(english?.messages ?? [])
      .filter(({ kind }) => kind !== 'unclear')
      .map(({ text, urgency, flag }) => ({
        text,
        urgency,
        flag: urgency === 'none' ? null : flag,
        weight: urgency === 'none' ? HARMLESS : 1,
      })),
    ...[...redFlags.values()].flatMap(({ id, urgency, en }) => [
      ...en.examples.found.map((text) => ({ text, urgency, flag: id, weight: 1 })),
      ...en.examples['not-found'].map((text) => harmless(text, 1)),
    ]),
    ...[...(english?.topics.values() ?? [])].flatMap(({ phrasings }) => phrasings.map((text) => harmless(text, ASIDE))),
    ...(english?.outOfScope ?? []).map((text) => harmless(text, ASIDE)),
    ...Object.values(english?.intents ?? {}).flatMap((texts) => texts.map((text) => harmless(text, ASIDE / 2))),
  ];
}

/** Trains the second opinion, or reads what was trained before from `cacheDir`; `reading` is all that `read` and `judge` depend on. Deterministic. */
export function loadOpinion(
  texts: readonly Labelled[],
  read: ReadText,
  judge: Judge,
  reading: string,
  cacheDir: string | null,
): GiveOpinion {
  const classes = [
    NONE,
    ...new Set(texts.flatMap(({ urgency, flag }) => (urgency === 'none' ? [] : [`${urgency} ${flag}`])).sort()),
  ];
  const hash = createHash('sha256')
    .update(JSON.stringify([CODE_VERSION, reading, texts]))
    .digest('hex')
    .slice(0, 24);
  const trained = trainedOnce(cacheDir, `opinion-${hash}.bin`, opinionKinds, () => {
    const features = texts.map(({ text }) => {
      const { words, signs } = read(text);
      const kept = words.slice(0, LONGEST);
      return readOpinionFeatures(kept, readPlaces(kept, byText), signs, judge(signs, words), byText);
    });
    const vocabulary = collectVocabulary(features, opinionKinds);
    const examples = texts.map(({ urgency, flag, weight }, index): Example => {
      const label = urgency === 'none' ? 0 : classes.indexOf(`${urgency} ${flag}`);
      return { vector: toVector(features[index] ?? {}, vocabulary), label, weight };
    });
    return {
      vocabulary,
      softmax: trainSoftmax(examples, vocabulary.rarity.length, classes.length, TRAINING),
      calibration: [],
    };
  });
  const levels = classes.map((name) => urgencies.findIndex((urgency) => name.startsWith(urgency)));
  const naming = byId(trained.vocabulary);
  const scorer = compileScorer(trained);
  return (words, signs, ruled) => {
    const places = readPlaces(words, naming);
    const length = Math.min(words.length, LONGEST);
    const whole = scorer.chancesOf(readOpinionFeatures(words, places, signs, ruled, naming, 0, length));
    const atLeast = chancesAtLeast(whole, levels);
    let [likely, inPart] = [whole, atLeast];
    for (const part of partsOf(words, signs)) {
      const found = judge(part.signs, words);
      const chances = scorer.chancesOf(
        readOpinionFeatures(words, places, part.signs, found, naming, part.start, part.end),
      );
      const each = chancesAtLeast(chances, levels);
      if (each.emergency > inPart.emergency && each.emergency > 2 * atLeast.emergency) likely = chances;
      inPart = {
        emergency: Math.max(inPart.emergency, each.emergency),
        urgent: Math.max(inPart.urgent, each.urgent),
        soon: Math.max(inPart.soon, each.soon),
      };
    }
    const bestOf = (urgency: Urgency): number => {
      let best = -1;
      for (let c = 1; c < classes.length; c++)
        if (levels[c] === urgencies.indexOf(urgency) && (best < 0 || (likely[c] ?? 0) > (likely[best] ?? 0))) best = c;
      return best;
    };
    return {
      atLeast,
      inPart,
      brief: words.length <= BRIEF,
      chanceOf: (flag, urgency) => (likely[classes.indexOf(`${urgency} ${flag}`)] ?? 0) / (1 - (likely[0] ?? 0) + 1e-9),
      flagOf: (urgency) => classes[bestOf(urgency)]?.slice(urgency.length + 1) ?? null,
      wordsFor: (urgency) => tellingWords(words, naming, scorer, bestOf(urgency)),
    };
  };
}

function chancesAtLeast(chances: Float64Array, levels: readonly number[]): Chances {
  const sums = [0, 0, 0, 0];
  for (let c = 0; c < chances.length; c++) {
    const level = levels[c] ?? 0;
    sums[level] = (sums[level] ?? 0) + (chances[c] ?? 0);
  }
  const [, soon = 0, urgent = 0, emergency = 0] = sums;
  return { emergency, urgent: emergency + urgent, soon: emergency + urgent + soon };
}

/** A message of so few words is judged as a whole. */
const WHOLE = 20;
/** A shorter part says too little by itself. */
const SHORTEST_PART = 4;
const LONG_PART = 16;

/** The sentences of a message of several; a long sentence in pieces of whole clauses. None when it has one. */
function partsOf(
  words: readonly Word[],
  signs: readonly Sign[],
): { start: number; end: number; signs: readonly Sign[] }[] {
  if (words.length <= WHOLE) return [];
  const cuts = [0];
  for (let at = 1; at < words.length; at++) {
    const long = at - (cuts.at(-1) ?? 0) >= LONG_PART;
    if (words[at]?.sentence !== words[at - 1]?.sentence || (long && words[at]?.clause !== words[at - 1]?.clause))
      cuts.push(at);
  }
  if (cuts.length < 2) return [];
  const parts = cuts.map((start, index) => ({ start, end: cuts[index + 1] ?? words.length, signs: [] as Sign[] }));
  const partOf = new Int32Array(words.length);
  for (const [index, { start, end }] of parts.entries()) partOf.fill(index, start, end);
  for (const sign of signs) {
    const part = partOf[sign.start] ?? 0;
    if (part === partOf[sign.end - 1]) parts[part]?.signs.push(sign);
  }
  return parts.filter(({ start, end }) => end - start >= SHORTEST_PART);
}

const MOST_WORDS = 5;

/** The words whose own weight speaks most for a class rather than for "none", in the order of the message. */
function tellingWords(words: readonly Word[], naming: Naming<number>, scorer: Scorer, label: number): string {
  const scored = words.slice(0, LONGEST).flatMap(({ stem, written }, index) => {
    const id = naming.one('word', stem);
    if (id < 0) return [];
    const speaks = scorer.weightOf(id, label) - scorer.weightOf(id, 0);
    return speaks > 0 ? [{ index, written, speaks }] : [];
  });
  const best = scored.sort((one, other) => other.speaks - one.speaks || one.index - other.index).slice(0, MOST_WORDS);
  return best
    .sort((one, other) => one.index - other.index)
    .map(({ written }) => written)
    .join(' … ');
}
