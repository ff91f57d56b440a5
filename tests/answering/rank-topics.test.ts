import { describe, expect, it } from 'vitest';
import { buildAnswering } from '../../src/answering/load-answering.ts';
import { readEnglish } from './english.ts';
import { double, followUps, inScope, outOfScope } from './unseen-messages.ts';

const content = readEnglish();
const rank = buildAnswering(content);
const shipped = (topics: string) => topics.split(' ').some((topic) => content.topics.has(topic));
const share = (part: readonly unknown[], whole: readonly unknown[]) => (100 * part.length) / whole.length;

describe('messages written apart from the phrasings', () => {
  const asked = inScope
    .filter(([, topics]) => shipped(topics))
    .map(([text, topics]) => ({ text, topics: topics.split(' '), ranking: rank(text, null) }));

  it('finds nearly all', () => {
    const found = asked.filter(({ topics, ranking }) => topics.includes(ranking.ranked[0]?.topic ?? ''));
    const shown = asked.filter(({ topics, ranking }) =>
      [...ranking.answers, ...ranking.candidates].some((topic) => topics.includes(topic)),
    );
    expect(share(found, asked)).toBeGreaterThanOrEqual(88);
    expect(share(shown, asked)).toBeGreaterThanOrEqual(92);
  });

  it('answers outright only what it is right about', () => {
    const outright = asked.filter(({ ranking }) => ranking.answers.length > 0);
    const right = outright.filter(({ topics, ranking }) => ranking.answers.some((topic) => topics.includes(topic)));
    expect(share(right, outright)).toBeGreaterThanOrEqual(95);
  });

  it('says nothing outright to what is out of scope', () => {
    expect(outOfScope.filter((text) => rank(text, null).answers.length > 0).length).toBeLessThanOrEqual(2);
  });

  it('answers both of two questions', () => {
    const both = double.filter(([text, one, other]) => {
      const { answers } = rank(text, null);
      return answers.length === 2 && answers.includes(one) && answers.includes(other);
    });
    expect(share(both, double)).toBeGreaterThanOrEqual(60);
  });

  it('understands follow-ups', () => {
    const known = followUps.filter(([after, , topics]) => content.topics.has(after) && shipped(topics));
    const found = known.filter(([after, text, topics]) =>
      topics.split(' ').includes(rank(text, after).ranked[0]?.topic ?? ''),
    );
    expect(share(found, known)).toBeGreaterThanOrEqual(80);
  });

  it.each(['why?', 'and how long?', 'what about at night'])('offers what is near the last answer for "%s"', (text) => {
    const { answers, candidates } = rank(text, 'sciatica');
    expect(answers).toEqual([]);
    expect(candidates).toEqual(expect.arrayContaining(['sciatica-treatment']));
    expect(candidates).not.toContain('sciatica');
  });

  it('takes a story told with "and" for one message', () => {
    expect(rank('I am 74 and diabetic and my feet feel numb', null).answers.length).toBeLessThan(2);
  });
});

describe('rankTopics', () => {
  it('answers a topic’s own question', () => {
    for (const { id, question } of content.topics.values())
      expect([id, rank(question, null).answers]).toEqual([id, [id]]);
  });

  it('leaves a clear question alone after another topic', () => {
    expect(rank('what are your opening hours', 'sciatica').answers).toEqual(['opening-hours']);
  });

  it.each(['', ' ', '?', '1', '👍', '...', '\u0000', '\ud800', '12 34'])('says nothing to %j', (text) => {
    expect(rank(text, null)).toEqual({ answers: [], candidates: [], ranked: [] });
  });

  it('keeps its shape: two answers or three candidates at most, never both, confidences falling', () => {
    for (const text of [...inScope.map(([each]) => each), ...outOfScope, ...double.map(([each]) => each)]) {
      const { answers, candidates, ranked } = rank(text, null);
      expect(answers.length).toBeLessThanOrEqual(2);
      expect(candidates.length).toBeLessThanOrEqual(3);
      expect(answers.length === 0 || candidates.length === 0).toBe(true);
      for (const { confidence } of ranked) expect(confidence).toBeGreaterThanOrEqual(0);
      expect(ranked.map(({ confidence }) => confidence)).toEqual(
        ranked.map(({ confidence }) => confidence).sort((a, b) => b - a),
      );
    }
  });

  it.each([
    'a'.repeat(20_000),
    'pain foot back '.repeat(1000),
    'qzxw? '.repeat(2000),
    'what is sciatica and how do i book? '.repeat(400),
    "don't can't ".repeat(1000),
    '?!'.repeat(10_000),
    'ﷺ'.repeat(2000),
    'e\u0301\u0301\u0301'.repeat(3000),
    'hernitad scaitica '.repeat(800),
  ])('stays quick on hostile input %#', (text) => {
    for (let warm = 0; warm < 5; warm++) rank(text, 'sciatica');
    const times = Array.from({ length: 15 }, () => {
      const start = performance.now();
      rank(text, 'sciatica');
      return performance.now() - start;
    });
    expect(Math.min(...times)).toBeLessThan(8);
  });
});
