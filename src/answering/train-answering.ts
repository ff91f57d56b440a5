import type { LanguageContent } from '../content/content-schema.ts';
import type { Example, Training } from '../learning/train-softmax.ts';
import { buildVocabulary, collectVocabulary, toVector } from '../learning/vocabulary.ts';
import { type Bm25, buildBm25 } from './bm25.ts';
import { type Calibration, fitCalibration, readSigns } from './calibration.ts';
import { answeringKinds, byId, byText, type Features, readFeatures } from './features.ts';
import { compileLexicon, type Lexicon } from './lexicon.ts';
import { type Model, scoreFeatures } from './model.ts';
import { indexNeighbours, type Neighbours, newLikeness } from './neighbours.ts';
import { buildSpelling, type WrittenWords } from './spelling.ts';
import { trainWeights } from './train-weights.ts';
import type { Weights } from './weights.ts';
import { normalise, splitWords } from './words.ts';

/** Intents that a topic answers as well; their phrases teach nothing about what is out of scope. */
const ANSWERED_INTENTS = new Set(['booking', 'person', 'check', 'help', 'menu', 'complaint']);
/** What an out-of-scope example counts beside a phrasing: there are many for one class. */
const NONE_WEIGHT = 0.6;
const FOLDS = 3;
/** Half the features at a time, so that no single word is leant on. */
const TOPICS: Training = { epochs: 8, rate: 0.5, dropped: 0.5 };

/** The part of content that answering is made of. */
export type AnsweringContent = Pick<LanguageContent, 'topics' | 'lexicon' | 'intents' | 'outOfScope'>;

/** An example text, its class and where it came from. */
export interface Sample {
  readonly text: string;
  readonly label: number;
  readonly features: Features;
}

/** What is made of content without training. */
export interface Material {
  readonly topics: readonly string[];
  readonly lexicon: Lexicon;
  readonly written: WrittenWords;
  readonly samples: readonly Sample[];
}

/** All that answering keeps of content: everything that does not follow from it at once. */
export interface Trained extends Omit<Material, 'samples'> {
  readonly names: readonly string[];
  readonly rarity: Float32Array;
  readonly weights: Weights;
  readonly neighbours: Neighbours;
  readonly bm25: Bm25;
  readonly calibration: Calibration;
}

/** Reads content into samples: question, label and phrasings of every topic, then what is out of scope. */
export function readMaterial(content: AnsweringContent): Material {
  const topics = [...content.topics.keys()].sort();
  const none = topics.length;
  const texts: { text: string; label: number }[] = [];
  topics.forEach((id, label) => {
    const topic = content.topics.get(id);
    for (const text of topic ? [topic.question, topic.label, ...topic.phrasings] : []) texts.push({ text, label });
  });
  const aside = Object.keys(content.intents)
    .sort()
    .filter((intent) => !ANSWERED_INTENTS.has(intent))
    .flatMap((intent) => content.intents[intent] ?? []);
  for (const text of [...content.outOfScope, ...aside]) texts.push({ text, label: none });

  const known = new Set<string>();
  const targets = new Map<string, number>();
  const read = texts.map(({ text, label }) => ({ text, label, words: splitWords(normalise(text)) }));
  const lexiconWords = Object.values(content.lexicon).flatMap((phrases) =>
    phrases.flatMap((phrase) => splitWords(normalise(phrase))),
  );
  for (const { words, label } of read) {
    for (const word of words) {
      known.add(word);
      if (label !== none) targets.set(word, (targets.get(word) ?? 0) + 1);
    }
  }
  for (const word of lexiconWords) {
    known.add(word);
    targets.set(word, (targets.get(word) ?? 0) + 2);
  }
  for (const [word, times] of [...targets]) if (times < 2) targets.delete(word);

  const lexicon = compileLexicon(content.lexicon);
  const samples = read.map(({ text, label, words }) => ({
    text,
    label,
    features: readFeatures(words, lexicon, byText),
  }));
  return { topics, lexicon, written: { known, targets }, samples };
}

/** Trains the linear model on all samples, and the confidence on samples that it had not seen. */
export function trainAnswering({ samples, ...material }: Material): Trained {
  const none = material.topics.length;
  const vocabulary = collectVocabulary(
    samples.map((sample) => sample.features),
    answeringKinds,
  );
  const features = vocabulary.rarity.length;
  const examples = samples.map(
    (sample): Example => ({
      vector: toVector(sample.features, vocabulary),
      label: sample.label,
      weight: sample.label === none ? NONE_WEIGHT : 1,
    }),
  );
  const neighbours = indexNeighbours(
    examples.map(({ vector }) => vector),
    examples.map(({ label }) => label),
    features,
  );
  const train = (kept: (_: unknown, index: number) => boolean): Trained => ({
    ...material,
    names: vocabulary.names,
    rarity: vocabulary.rarity,
    weights: trainWeights(examples.filter(kept), features, none + 1, TOPICS),
    neighbours,
    bm25: indexTopics(none, samples.filter(kept)),
    calibration: [],
  });

  const seen: { signs: readonly number[]; right: boolean }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const left = (index: number): boolean => index % FOLDS === fold;
    const model = assembleModel(train((_, index) => !left(index)));
    for (let index = fold; index < samples.length; index += FOLDS) {
      const { features: told, label } = samples[index] as Sample;
      const scored = scoreFeatures(told, model, left);
      seen.push({ signs: readSigns(scored), right: scored.guesses[0]?.topic === label });
    }
  }
  return { ...train(() => true), calibration: fitCalibration(seen) };
}

/** The model of what was trained. */
export function assembleModel({ names, rarity, written, calibration: _, ...trained }: Trained): Model {
  const vocabulary = buildVocabulary(names, rarity, answeringKinds);
  const classes = trained.topics.length + 1;
  return {
    ...trained,
    correct: buildSpelling(written),
    vocabulary,
    naming: byId(vocabulary),
    scratch: {
      scores: new Float64Array(classes),
      covers: new Float64Array(classes - 1),
      likeness: newLikeness(trained.neighbours, classes),
    },
  };
}

function indexTopics(topics: number, samples: readonly Sample[]): Bm25 {
  const documents = Array.from({ length: topics }, (): string[] => []);
  for (const { label, features } of samples) documents[label]?.push(...features.terms);
  return buildBm25(documents);
}
