import { describe, expect, it } from 'vitest';
import { countOnce, newOnce } from '../../src/learning/count-once.ts';
import { compileScorer } from '../../src/learning/feature-rows.ts';
import { getPair, newPairTable, setPair } from '../../src/learning/pair-table.ts';
import { seeded } from '../../src/learning/seeded.ts';
import { toChances, trainSoftmax } from '../../src/learning/train-softmax.ts';
import { collectVocabulary, toVector } from '../../src/learning/vocabulary.ts';

const kinds = { word: { weight: 1, rarest: 1 }, pair: { weight: 0.5, rarest: 2 } };
const CLASSES = 7;
const random = seeded(3);
const texts = Array.from({ length: 400 }, (_, index) => {
  const word = Array.from({ length: 12 }, () => `w${Math.floor(random() * 60) + 3 * (index % CLASSES)}`);
  return { word, pair: word.slice(1).map((each, at) => `${word[at]} ${each}`) };
});
const vocabulary = collectVocabulary(texts, kinds);
const examples = texts.map((text, index) => ({
  vector: toVector(text, vocabulary),
  label: index % CLASSES,
  weight: 1,
}));
const softmax = trainSoftmax(examples, vocabulary.names.length, CLASSES, { epochs: 4, rate: 0.5, dropped: 0 });
const scorer = compileScorer({ vocabulary, softmax, calibration: [] });

/** Chances worked out the long way. */
function chancesOf({ ids, values }: (typeof examples)[number]['vector']): Float64Array {
  const scores = Float64Array.from(softmax.bias);
  for (const [at, id] of ids.entries())
    for (let c = 0; c < CLASSES; c++)
      scores[c] =
        (scores[c] as number) +
        (values[at] as number) * (softmax.scales[id] as number) * (softmax.weights[id * CLASSES + c] as number);
  toChances(scores);
  return scores;
}

describe('compileScorer', () => {
  it('gives the chances of the vector, repeats and unknown features included', () => {
    for (const [index, text] of texts.entries()) {
      const twice = { ...text, word: [...text.word, text.word[0] as string, 'never seen'] };
      const idsOf = (kind: 'word' | 'pair') => twice[kind].map((name) => vocabulary.ids.get(kind)?.get(name) ?? -1);
      const chances = scorer.chancesOf({ word: idsOf('word'), pair: idsOf('pair') });
      const wanted = chancesOf(toVector(twice, vocabulary));
      for (let c = 0; c < CLASSES; c++) expect(chances[c], `text ${index}`).toBeCloseTo(wanted[c] as number, 6);
    }
  });

  it('tells what a feature alone speaks for', () => {
    const id = vocabulary.ids.get('word')?.get('w5') as number;
    const weight = (softmax.weights[id * CLASSES + 2] as number) * (softmax.scales[id] as number);
    expect(scorer.weightOf(id, 2)).toBeCloseTo(weight * (vocabulary.rarity[id] as number), 6);
  });
});

describe('countOnce', () => {
  it.each([1, 300, 5_000])('counts %d ids, each once and in order, whatever was counted before', (many) => {
    const once = newOnce(4);
    countOnce([9, 9, 9], once);
    const ids = Array.from({ length: many }, (_, at) => at * 4096);
    countOnce([...ids, -1, ...ids], once);
    expect([...once.ids.subarray(0, once.many)]).toEqual(ids);
    expect([...once.counts.subarray(0, once.many)]).toEqual(ids.map(() => 2));
  });
});

describe('a table of pairs', () => {
  it('finds each pair by its order, and none that was not put in', () => {
    const table = newPairTable(2_000);
    for (let n = 0; n < 2_000; n++) setPair(table, n % 50, Math.floor(n / 50), n);
    for (let n = 0; n < 2_000; n++) expect(getPair(table, n % 50, Math.floor(n / 50))).toBe(n);
    expect([getPair(table, 50, 1), getPair(table, 1, 45)]).toEqual([-1, -1]);
  });
});
