import { toVector, type Vocabulary } from '../learning/vocabulary.ts';
import { type Bm25, coverWords } from './bm25.ts';
import { type Features, type Naming, readFeatures } from './features.ts';
import type { Lexicon } from './lexicon.ts';
import { findLikeness, type Likeness, type Neighbours } from './neighbours.ts';
import { type Guess, mixScored, type Scored } from './scored.ts';
import { type Sentence, splitSentences } from './sentences.ts';
import type { CorrectWords } from './spelling.ts';
import { scoreClasses, type Weights } from './weights.ts';
import { splitWords } from './words.ts';

/** What BM25 adds to the linear score when a topic's texts cover a message wholly. */
const COVER_WEIGHT = 2;
/** What the likest examples add. */
const LIKENESS_WEIGHT = 4;
/** A message of fewer words is scored as one piece. */
const SHORT = 18;
/** Topics that a message is weighed among; the others are left aside. */
const MOST_GUESSES = 64;
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
  readonly naming: Naming<number>;
  readonly weights: Weights;
  readonly bm25: Bm25;
  readonly neighbours: Neighbours;
  /** Memory that scoring uses again for each message. */
  readonly scratch: Scratch;
}

interface Scratch {
  readonly scores: Float64Array;
  readonly covers: Float64Array;
  readonly likeness: Likeness;
}

/** Scores a normalised text of these words: the whole, and in longer messages each sentence too, questions first. */
export function scoreText(normalised: string, words: readonly string[], model: Model): Scored {
  const corrected = model.correct(words.slice(-MOST_WORDS));
  const whole = scoreWords(corrected, model);
  if (corrected.length < SHORT) return whole;
  const sentences = splitSentences(normalised);
  return sentences.length < 2 ? whole : pool(whole, sentences, model);
}

function pool(whole: Scored, sentences: readonly Sentence[], model: Model): Scored {
  const parts = sentences.map(({ text, asks }, index) => {
    const scored = scoreWords(model.correct(splitWords(text).slice(0, 60)), model);
    const most = scored.guesses[0]?.chance ?? 0;
    const last = index === sentences.length - 1 ? 1.3 : 1;
    return { scored, weight: (asks ? 1 : TELLING) * last * most * most };
  });
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  if (total === 0) return whole;
  return mixScored(
    { scored: whole, share: 1 - SENTENCES, leant: 1 },
    parts.map(({ scored, weight }) => ({ scored, share: (SENTENCES * weight) / total, leant: 0.9 })),
  );
}

/** Scores words as one piece. */
export function scoreWords(words: readonly string[], model: Model): Scored {
  return scoreFeatures(readFeatures(words, model.lexicon, model.naming), model);
}

/** Scores features as one piece. `left` takes examples out. */
export function scoreFeatures(
  features: Features<string | number>,
  { topics, vocabulary, weights, bm25, neighbours, scratch }: Model,
  left?: (example: number) => boolean,
): Scored {
  const { scores, covers, likeness } = scratch;
  const vector = toVector(features, vocabulary);
  scoreClasses(vector, weights, scores);
  coverWords(features.terms, bm25, covers);
  findLikeness(vector, neighbours, likeness, left);
  const none = topics.length;
  const likeOf = (c: number): number => 0.5 * (likeness.first[c] as number) + 0.5 * (likeness.second[c] as number);
  let bestCover = 0;
  for (let topic = 0; topic < none; topic++) {
    const cover = covers[topic] as number;
    scores[topic] = (scores[topic] as number) + LIKENESS_WEIGHT * likeOf(topic) + COVER_WEIGHT * cover;
    if (cover > bestCover) bestCover = cover;
  }
  scores[none] = (scores[none] as number) + LIKENESS_WEIGHT * likeOf(none);
  const likeliest = findLikeliest(scores, none);
  const most = Math.max(scores[likeliest[0] ?? none] as number, scores[none] as number);
  const grown = (c: number): number => Math.exp((scores[c] as number) - most);
  const sum = likeliest.reduce((total, topic) => total + grown(topic), grown(none));
  const guess = (c: number): Guess => ({
    topic: c,
    chance: grown(c) / sum,
    cover: c === none ? 0 : (covers[c] as number),
    likeness: likeOf(c),
  });
  return {
    guesses: likeliest.map(guess),
    none: guess(none),
    bestCover,
    words: features.stems.length,
    strange: strangeShare(features.stems, bm25),
  };
}

/** The topics of the highest scores, best first. */
function findLikeliest(scores: Float64Array, topics: number): number[] {
  const likeliest: number[] = [];
  let least = Number.NEGATIVE_INFINITY;
  for (let topic = 0; topic < topics; topic++) {
    const score = scores[topic] as number;
    if (score <= least) continue;
    let at = likeliest.length;
    while (at > 0 && (scores[likeliest[at - 1] as number] as number) < score) at--;
    likeliest.splice(at, 0, topic);
    if (likeliest.length > MOST_GUESSES) likeliest.pop();
    if (likeliest.length === MOST_GUESSES) least = scores[likeliest[MOST_GUESSES - 1] as number] as number;
  }
  return likeliest;
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
