import { type Softmax, scoreClasses, toChances } from '../learning/train-softmax.ts';
import { toVector, type Vocabulary } from '../learning/vocabulary.ts';
import { type Bm25, coverWords } from './bm25.ts';
import { type Features, readFeatures } from './features.ts';
import type { Lexicon } from './lexicon.ts';
import { findLikeness, type Neighbours } from './neighbours.ts';
import { type Sentence, splitSentences } from './sentences.ts';
import type { CorrectWords } from './spelling.ts';
import { splitWords } from './words.ts';

/** What BM25 adds to the linear score when a topic's texts cover a message wholly. */
const COVER_WEIGHT = 2;
/** What the likest examples add. */
const LIKENESS_WEIGHT = 4;
/** A message of fewer words is scored as one piece. */
const SHORT = 18;
const MOST_WORDS = 260;
/** What the sentences of a long message count beside the whole. */
const SENTENCES = 0.3;
/** How much a sentence that tells counts beside one that asks. */
const TELLING = 0.4;

/** All that scoring needs. Class `topics.length` stands for "none of the topics". */
export interface Model {
  readonly topics: readonly string[];
  readonly lexicon: Lexicon;
  readonly correct: CorrectWords;
  readonly vocabulary: Vocabulary;
  readonly softmax: Softmax;
  readonly bm25: Bm25;
  readonly neighbours: Neighbours;
}

/** Probabilities per class, how well each topic's texts cover the message, and what the confidence model wants to know. */
export interface Scored {
  readonly chances: Float64Array;
  readonly covers: Float64Array;
  readonly words: number;
  /** The share of the message's telling words that no topic uses. */
  readonly strange: number;
  /** How like the likest examples of each class the message is. */
  readonly likeness: Float64Array;
}

/** Stems and concepts: the words that BM25 counts. */
export const coverTerms = (features: Features): string[] => [
  ...features.word,
  ...features.concept.map((concept) => `=${concept}`),
  ...features.direction,
];

/** Scores a normalised text: the whole, and in longer messages each sentence too, questions first. */
export function scoreText(normalised: string, model: Model): Scored {
  const words = model.correct(splitWords(normalised).slice(-MOST_WORDS));
  const whole = scoreWords(words, model);
  if (words.length < SHORT) return whole;
  const sentences = splitSentences(normalised);
  if (sentences.length < 2) return whole;
  return pool(whole, sentences, model);
}

function pool(whole: Scored, sentences: readonly Sentence[], model: Model): Scored {
  const none = model.topics.length;
  const parts = sentences.map(({ text, asks }, index) => {
    const scored = scoreWords(model.correct(splitWords(text).slice(0, 60)), model);
    let most = 0;
    for (let c = 0; c < none; c++) most = Math.max(most, scored.chances[c] as number);
    const last = index === sentences.length - 1 ? 1.3 : 1;
    return { scored, weight: (asks ? 1 : TELLING) * last * most * most };
  });
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  if (total === 0) return whole;
  const chances = whole.chances.map((chance) => chance * (1 - SENTENCES));
  const covers = whole.covers.slice();
  const likeness = whole.likeness.slice();
  for (const { scored, weight } of parts) {
    const share = (SENTENCES * weight) / total;
    for (let c = 0; c < chances.length; c++) {
      chances[c] = (chances[c] as number) + share * (scored.chances[c] as number);
      likeness[c] = Math.max(likeness[c] as number, (scored.likeness[c] as number) * 0.9);
      if (c < none) covers[c] = Math.max(covers[c] as number, (scored.covers[c] as number) * 0.9);
    }
  }
  return { ...whole, chances, covers, likeness };
}

/** Scores words as one piece. */
export function scoreWords(words: readonly string[], model: Model): Scored {
  return scoreFeatures(readFeatures(words, model.lexicon), model);
}

/** Scores features as one piece. */
export function scoreFeatures(features: Features, model: Model, left?: (example: number) => boolean): Scored {
  const chances = new Float64Array(model.topics.length + 1);
  const vector = toVector(features, model.vocabulary);
  scoreClasses(vector, model.softmax, chances);
  const covers = coverWords(coverTerms(features), model.bm25);
  const likeness = findLikeness(vector, model.neighbours, left);
  for (let c = 0; c < chances.length; c++)
    chances[c] = (chances[c] as number) + LIKENESS_WEIGHT * (likeness[c] as number);
  for (let topic = 0; topic < covers.length; topic++) {
    chances[topic] = (chances[topic] as number) + COVER_WEIGHT * (covers[topic] as number);
  }
  toChances(chances);
  return {
    chances,
    covers,
    words: features.word.length,
    strange: strangeShare(features.word, model.bm25),
    likeness,
  };
}

function strangeShare(stems: readonly string[], bm25: Bm25): number {
  const unknown = Math.log(1 + bm25.documents / 0.5);
  let strange = 0;
  let all = 0;
  for (const each of stems) {
    const posting = bm25.postings.get(each);
    const rarity = posting ? posting.rarity : unknown;
    all += rarity;
    if (!posting) strange += rarity;
  }
  return all === 0 ? 0 : strange / all;
}
