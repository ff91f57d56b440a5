import { type Bm25, coverWords } from './bm25.ts';
import { type Features, readFeatures } from './features.ts';
import type { Lexicon } from './lexicon.ts';
import { type Sentence, splitSentences } from './sentences.ts';
import type { CorrectWords } from './spelling.ts';
import { type Softmax, scoreClasses, toChances } from './train-softmax.ts';
import { toVector, type Vector, type Vocabulary } from './vocabulary.ts';
import { splitWords } from './words.ts';

/** What BM25 adds to the linear score when a topic's texts cover a message wholly. */
const COVER_WEIGHT = 2;
/** A message of fewer words is scored as one piece. */
const SHORT = 14;
const MOST_WORDS = 260;
const MOST_COMPARED = 5;
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
  /** The phrasings of each topic as vectors. */
  readonly gallery: readonly (readonly Vector[])[];
}

/** Probabilities per class, how well each topic's texts cover the message, and what the confidence model wants to know. */
export interface Scored {
  readonly chances: Float64Array;
  readonly covers: Float64Array;
  readonly words: number;
  /** The share of the message's telling words that no topic uses. */
  readonly strange: number;
  /** The message, and its sentences when they were scored alone. */
  readonly vectors: readonly Vector[];
}

/** Stems and concepts: the words that BM25 counts. */
export const coverTerms = (features: Features): string[] => [
  ...features.word,
  ...features.concept.map((concept) => `=${concept}`),
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
  const chances = whole.chances.map((chance) => chance * 0.5);
  const covers = whole.covers.slice();
  for (const { scored, weight } of parts) {
    const share = (0.5 * weight) / total;
    for (let c = 0; c < chances.length; c++) {
      chances[c] = (chances[c] as number) + share * (scored.chances[c] as number);
      if (c < none) covers[c] = Math.max(covers[c] as number, (scored.covers[c] as number) * 0.9);
    }
  }
  const vectors = [...whole.vectors, ...parts.flatMap(({ scored }) => scored.vectors)];
  return { ...whole, chances, covers, vectors };
}

/** Scores words as one piece. */
export function scoreWords(words: readonly string[], model: Model): Scored {
  return scoreFeatures(readFeatures(words, model.lexicon), model);
}

/** Scores features as one piece. */
export function scoreFeatures(features: Features, model: Model): Scored {
  const chances = new Float64Array(model.topics.length + 1);
  const vector = toVector(features, model.vocabulary);
  scoreClasses(vector, model.softmax, chances);
  const covers = coverWords(coverTerms(features), model.bm25);
  for (let topic = 0; topic < covers.length; topic++) {
    chances[topic] = (chances[topic] as number) + COVER_WEIGHT * (covers[topic] as number);
  }
  toChances(chances);
  return {
    chances,
    covers,
    words: features.word.length,
    strange: strangeShare(features.word, model.bm25),
    vectors: [vector],
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

/** Scratch room, all zero between calls. */
let given = new Float32Array(0);

/** How like the message the likest phrasing of a topic is, 0 to 1. */
export function nearestPhrasing({ vectors }: Scored, topic: number, model: Model): number {
  if (given.length < model.vocabulary.rarity.length) given = new Float32Array(model.vocabulary.rarity.length);
  let most = 0;
  for (const vector of vectors.slice(-MOST_COMPARED)) {
    vector.ids.forEach((id, at) => {
      given[id] = vector.values[at] as number;
    });
    for (const phrasing of model.gallery[topic] ?? []) {
      let product = 0;
      for (let at = 0; at < phrasing.ids.length; at++) {
        product += (phrasing.values[at] as number) * (given[phrasing.ids[at] as number] as number);
      }
      most = Math.max(most, product / (lengthOf(vector) * lengthOf(phrasing) || 1));
    }
    for (const id of vector.ids) given[id] = 0;
  }
  return most;
}

function lengthOf({ values }: Vector): number {
  let squares = 0;
  for (const value of values) squares += value * value;
  return Math.sqrt(squares);
}
