import { describe, expect, it } from 'vitest';
import { addUp, combine } from '../../src/screening/combine.ts';
import { type Chances, NOTHING_FOUND, type Screening } from '../../src/screening/screening.ts';
import type { Opinion } from '../../src/screening/second-opinion.ts';

const nothing = NOTHING_FOUND;
const found = (urgency: 'urgent' | 'emergency', flag = 'heart-attack'): Screening => ({
  ...nothing,
  urgency,
  findings: [{ flag, urgency, evidence: [] }],
});
const all = (chance: number): Chances => ({ emergency: chance, urgent: chance, soon: chance });
const opinion = (whole: number, part = whole): Opinion => ({
  atLeast: all(whole),
  inPart: all(part),
  brief: false,
  chanceOf: () => 0.5,
  flagOf: () => 'ces-bladder',
  wordsFor: () => 'words',
});

describe('rules and second opinion', () => {
  it('tell what both see', () => expect(combine(found('emergency'), opinion(0.9)).urgency).toBe('emergency'));
  it('tell what the rules find in a part though the whole reads harmless', () =>
    expect(combine(found('emergency'), opinion(0.05, 0.5))).toMatchObject({ urgency: 'emergency', asks: null }));
  it('ask, and insist, where the opinion doubts an emergency of the rules', () =>
    expect(combine(found('emergency'), opinion(0.05))).toMatchObject({
      urgency: 'none',
      asks: 'heart-attack',
      asksFor: 'emergency',
      insists: true,
    }));
  it('let go of an urgent finding that the opinion doubts', () =>
    expect(combine(found('urgent'), opinion(0.02))).toMatchObject({ urgency: 'none', asks: null }));
  it('tell what the opinion alone is sure of, in the whole or in a part', () => {
    expect(combine(nothing, opinion(0.5))).toMatchObject({ urgency: 'emergency', findings: [{ flag: 'ces-bladder' }] });
    expect(combine(nothing, opinion(0.1, 0.8)).urgency).toBe('emergency');
  });
  it('ask where the opinion is in doubt, and stay silent where it is calm', () => {
    expect(combine(nothing, opinion(0.08))).toMatchObject({ urgency: 'none', asks: 'ces-bladder' });
    expect(combine({ ...nothing, asks: 'dvt', asksFor: 'urgent' }, opinion(0.01)).asks).toBeNull();
  });
  it('take a few words alone for less, save where the rules know them', () => {
    const brief = { ...opinion(0.3, 0), brief: true };
    expect(combine(nothing, brief)).toMatchObject({ urgency: 'none', asks: 'ces-bladder' });
    expect(combine(nothing, { ...opinion(0.1, 0), brief: true })).toMatchObject({ urgency: 'none', asks: null });
    expect(combine(found('urgent'), brief).urgency).toBe('emergency');
  });
  it('tell what the rules find only with what was heard before, whatever the opinion of this message', () =>
    expect(addUp(nothing, nothing, found('emergency')).urgency).toBe('emergency'));
});
