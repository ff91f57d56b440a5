import { describe, expect, it } from 'vitest';
import { decide } from '../../src/answering/decide.ts';

const topics = ['opening-hours', 'podiatrist-role', 'sciatica', 'who-to-see'];
/** Chances by topic. */
function given(chances: Readonly<Record<string, number>>, confidence: number) {
  const likeliest = topics
    .map((topic) => ({ topic, confidence: chances[topic] ?? 0 }))
    .sort((one, other) => other.confidence - one.confidence);
  return decide(
    likeliest.map((entry, index) => (index === 0 ? { ...entry, confidence } : entry)),
    likeliest.map((entry) => entry.confidence),
  );
}

describe('decide', () => {
  it('answers what it is sure of', () => {
    expect(given({ sciatica: 0.97 }, 0.96)).toMatchObject({ answers: ['sciatica'], candidates: [] });
  });

  it('offers both of a mixed-up pair when they are close, even when sure', () => {
    expect(given({ 'who-to-see': 0.6, 'podiatrist-role': 0.38 }, 0.95)).toMatchObject({
      answers: [],
      candidates: ['who-to-see', 'podiatrist-role'],
    });
  });

  it('answers when the other of a mixed-up pair is far behind', () => {
    expect(given({ 'who-to-see': 0.9, 'podiatrist-role': 0.08 }, 0.95).answers).toEqual(['who-to-see']);
  });

  it('offers up to three when unsure, and leaves out what is hardly likely', () => {
    expect(given({ sciatica: 0.4, 'who-to-see': 0.3, 'opening-hours': 0.01 }, 0.5).candidates).toEqual([
      'sciatica',
      'who-to-see',
    ]);
  });

  it('offers nothing when no topic is likelier than none', () => {
    expect(given({ sciatica: 0.2, 'who-to-see': 0.1 }, 0.05)).toMatchObject({ answers: [], candidates: [] });
  });
});
