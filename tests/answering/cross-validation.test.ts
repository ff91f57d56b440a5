import { describe, expect, it } from 'vitest';
import { buildAnswering } from '../../src/answering/load-answering.ts';
import type { Ranking } from '../../src/answering/ranking.ts';
import { readEnglish } from './english.ts';

const FOLDS = 3;
const content = readEnglish();
const { asked, aside } = rankUnseen();
const share = (part: number, whole: number): number => Math.round((1000 * part) / whole) / 10;

/** Ranks each phrasing and each out-of-scope line with a model that has not seen it. */
function rankUnseen() {
  const asked: { topic: string; ranking: Ranking }[] = [];
  const aside: Ranking[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const kept = (_: string, index: number) => index % FOLDS !== fold;
    const topics = new Map(
      [...content.topics].map(([id, topic]) => [id, { ...topic, phrasings: topic.phrasings.filter(kept) }]),
    );
    const rank = buildAnswering({ ...content, topics, outOfScope: content.outOfScope.filter(kept) });
    for (const [topic, { phrasings }] of content.topics) {
      phrasings.forEach((text, index) => {
        if (index % FOLDS === fold) asked.push({ topic, ranking: rank(text, null) });
      });
    }
    content.outOfScope.forEach((text, index) => {
      if (index % FOLDS === fold) aside.push(rank(text, null));
    });
  }
  return { asked, aside };
}

describe('phrasings the model has not seen', () => {
  const outright = asked.filter(({ ranking }) => ranking.answers.length > 0);

  it('finds the topic first, or among the first three', () => {
    const first = asked.filter(({ topic, ranking }) => ranking.ranked[0]?.topic === topic);
    const near = asked.filter(({ topic, ranking }) => ranking.ranked.slice(0, 3).some((each) => each.topic === topic));
    expect(share(first.length, asked.length)).toBeGreaterThanOrEqual(85);
    expect(share(near.length, asked.length)).toBeGreaterThanOrEqual(94);
  });

  it('is right when it answers outright, and does so often enough', () => {
    const right = outright.filter(({ topic, ranking }) => ranking.answers.includes(topic));
    expect(share(right.length, outright.length)).toBeGreaterThanOrEqual(96);
    expect(share(outright.length, asked.length)).toBeGreaterThanOrEqual(48);
  });

  it('seldom answers what is out of scope', () => {
    expect(share(aside.filter(({ answers }) => answers.length > 0).length, aside.length)).toBeLessThanOrEqual(3);
    expect(share(aside.filter(({ candidates }) => candidates.length > 0).length, aside.length)).toBeLessThanOrEqual(32);
  });

  it('means its confidence: of what it holds nine in ten likely, about nine in ten are right', () => {
    const sure = [
      ...asked.map(({ topic, ranking }) => ({ right: ranking.ranked[0]?.topic === topic, first: ranking.ranked[0] })),
      ...aside.map(({ ranked }) => ({ right: false, first: ranked[0] })),
    ].filter(({ first }) => first && first.confidence > 0.8);
    const meant = sure.reduce((sum, { first }) => sum + (first?.confidence ?? 0), 0) / sure.length;
    const was = sure.filter(({ right }) => right).length / sure.length;
    expect(Math.abs(meant - was)).toBeLessThan(0.05);
  });
});
