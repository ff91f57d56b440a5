import { describe, expect, it } from 'vitest';
import { buildBm25, coverWords } from '../../src/answering/bm25.ts';
import { findLikeness, indexNeighbours, newLikeness } from '../../src/answering/neighbours.ts';

const vectorOf = (...ids: number[]) => ({ ids: Int32Array.from(ids), values: Float32Array.from(ids, () => 1) });

describe('a word of very many documents', () => {
  const bm25 = buildBm25(Array.from({ length: 1_000 }, (_, document) => ['common', `rare${document}`]));
  it('is looked up in some of them', () => {
    expect(bm25.postings.get('common')?.in.length).toBeLessThan(200);
  });
  it('still leaves the right one first', () => {
    const covers = new Float64Array(1_000);
    coverWords(['common', 'rare777'], bm25, covers);
    expect(covers.indexOf(Math.max(...covers))).toBe(777);
  });
});

describe('a feature of very many examples', () => {
  const vectors = Array.from({ length: 4_000 }, (_, example) => vectorOf(0, example + 1));
  const neighbours = indexNeighbours(
    vectors,
    vectors.map((_, example) => example % 10),
    4_001,
  );
  it('says nothing of which one a message is like; the others do, time after time', () => {
    const likeness = newLikeness(neighbours, 10);
    for (const example of [7, 13, 7]) {
      findLikeness(vectorOf(0, example + 1), neighbours, likeness);
      const found = [...likeness.first].flatMap((like, label) => (like > 0 ? [label] : []));
      expect(found).toEqual([example % 10]);
    }
  });
});
