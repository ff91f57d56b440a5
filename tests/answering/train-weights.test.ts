import { describe, expect, it } from 'vitest';
import { trainWeights } from '../../src/answering/train-weights.ts';
import { MOST_CLASSES, scoreClasses } from '../../src/answering/weights.ts';
import type { Example } from '../../src/learning/train-softmax.ts';

const vectorOf = (...ids: number[]) => ({ ids: Int32Array.from(ids), values: Float32Array.from(ids, () => 1) });
const training = { epochs: 8, rate: 0.5, dropped: 0 };
/** Each class has a feature of its own beside feature 0, which all share. */
const examplesOf = (classes: number): Example[] =>
  Array.from({ length: classes }, (_, label) => ({ vector: vectorOf(0, label + 1), label, weight: 1 }));

describe('trainWeights', () => {
  it.each([3, 40, 400])('tells %d classes apart by what is theirs', (classes) => {
    const weights = trainWeights(examplesOf(classes), classes + 1, classes, training);
    const scores = new Float64Array(classes);
    for (let label = 0; label < classes; label++) {
      scoreClasses(vectorOf(0, label + 1), weights, scores);
      expect(scores.indexOf(Math.max(...scores))).toBe(label);
    }
  });

  it('bounds what a feature of all classes costs', () => {
    const { starts } = trainWeights(examplesOf(400), 401, 400, training);
    expect(starts[1]).toBeGreaterThan(0);
    expect(starts[1]).toBeLessThanOrEqual(MOST_CLASSES);
  });

  it('gives the same weights for the same examples', () => {
    expect(trainWeights(examplesOf(9), 10, 9, training)).toEqual(trainWeights(examplesOf(9), 10, 9, training));
  });
});
