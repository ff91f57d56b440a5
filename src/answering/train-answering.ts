import type { LanguageContent } from '../content/content-schema.ts';
import { type Example, type Softmax, type Training, trainSoftmax } from '../learning/train-softmax.ts';
import type { Trained } from '../learning/trained-file.ts';
import { collectVocabulary, toVector, type Vocabulary } from '../learning/vocabulary.ts';
import { buildBm25 } from './bm25.ts';
import { describeScores, fitCalibration } from './calibration.ts';
import { answeringKinds, type Features, readFeatures } from './features.ts';
import { compileLexicon, type Lexicon } from './lexicon.ts';
import { coverTerms, type Model, scoreFeatures } from './model.ts';
import { indexNeighbours, type Neighbours } from './neighbours.ts';
import { buildSpelling, type CorrectWords } from './spelling.ts';
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
  readonly correct: CorrectWords;
  readonly samples: readonly Sample[];
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
  const samples = read.map(({ text, label, words }) => ({ text, label, features: readFeatures(words, lexicon) }));
  return { topics, lexicon, correct: buildSpelling(known, targets), samples };
}

/** Trains the linear model on all samples, and the confidence on samples that it had not seen. */
export function trainAnswering(material: Material): Trained {
  const vocabulary = collectVocabulary(
    material.samples.map((sample) => sample.features),
    answeringKinds,
  );
  const examples = toExamples(material, vocabulary);
  const neighbours = neighboursOf(examples, material, vocabulary);
  const seen: { signs: readonly number[]; right: boolean }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const left = (index: number) => index % FOLDS === fold;
    const model = modelWithout(material, vocabulary, examples, neighbours, left);
    for (let index = fold; index < material.samples.length; index += FOLDS) {
      const { features, label } = material.samples[index] as Sample;
      const { best, signs } = describeScores(scoreFeatures(features, model, left));
      seen.push({ signs, right: best === label });
    }
  }
  return {
    vocabulary,
    softmax: trainSoftmax(examples, vocabulary.rarity.length, material.topics.length + 1, TOPICS),
    calibration: fitCalibration(seen),
  };
}

/** The model of material and what was trained. */
export function assembleModel(material: Material, { vocabulary, softmax }: Trained): Model {
  const neighbours = neighboursOf(toExamples(material, vocabulary), material, vocabulary);
  return combine(material, vocabulary, softmax, neighbours, material.samples);
}

function neighboursOf(examples: readonly Example[], { topics }: Material, { rarity }: Vocabulary): Neighbours {
  const vectors = examples.map(({ vector }) => vector);
  const labels = examples.map(({ label }) => label);
  return indexNeighbours(vectors, labels, rarity.length, topics.length + 1);
}

function toExamples({ topics, samples }: Material, vocabulary: Vocabulary): Example[] {
  return samples.map(({ features, label }) => ({
    vector: toVector(features, vocabulary),
    label,
    weight: label === topics.length ? NONE_WEIGHT : 1,
  }));
}

function modelWithout(
  material: Material,
  vocabulary: Vocabulary,
  examples: readonly Example[],
  neighbours: Neighbours,
  left: (index: number) => boolean,
): Model {
  const kept = (_: unknown, index: number) => !left(index);
  const softmax = trainSoftmax(examples.filter(kept), vocabulary.rarity.length, material.topics.length + 1, TOPICS);
  return combine(material, vocabulary, softmax, neighbours, material.samples.filter(kept));
}

function combine(
  { topics, lexicon, correct }: Material,
  vocabulary: Vocabulary,
  softmax: Softmax,
  neighbours: Neighbours,
  samples: readonly Sample[],
): Model {
  const documents = topics.map((): string[] => []);
  for (const { label, features } of samples) documents[label]?.push(...coverTerms(features));
  return { topics, lexicon, correct, vocabulary, softmax, neighbours, bm25: buildBm25(documents) };
}
