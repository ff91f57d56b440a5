import { describe, expect, it } from 'vitest';
import { readChoice } from '../../src/recognizing/read-choice.ts';

const labels = ['Book an appointment', 'Check my symptoms', 'Opening hours', 'Talk to a person'];
const picked: readonly (readonly [string, number])[] = [
  ['1', 0],
  ['2', 1],
  ['2.', 1],
  ['2)', 1],
  ['(3)', 2],
  ['#4', 3],
  ['number two', 1],
  ['number 2', 1],
  ['no. 2', 1],
  ['option 3', 2],
  ['option three please', 2],
  ['two', 1],
  ['the second one', 1],
  ['second', 1],
  ['2nd', 1],
  ['the 3rd one please', 2],
  ['the first', 0],
  ['last one', 3],
  ['the last', 3],
  ['3️⃣', 2],
  ['Opening hours', 2],
  ['opening hours please', 2],
  ['OPENING HOURS!', 2],
  ['openning hours', 2],
  ['hours', 2],
  ['check my symptoms', 1],
  ['symptoms', 1],
  ['check symptoms', 1],
  ["I'd like to book an appointment", 0],
  ['book appointment', 0],
  ['talk to person', 3],
  ['I want the second one', 1],
  ['1 please', 0],
  ["let's go with 4", 3],
];
const none = [
  '',
  '5',
  '0',
  '99',
  '2 weeks',
  '7 out of 10',
  'both',
  'none of these',
  'my heel hurts',
  'the fifth',
  '1 and 2',
  'one of my feet is numb',
  'what is sciatica',
  'a'.repeat(500),
];

describe('readChoice', () => {
  it.each(picked)('%s picks %d', (text, index) => expect(readChoice(text, labels)?.index).toBe(index));
  it.each(none)('nothing in "%s"', (text) => expect(readChoice(text, labels)).toBeNull());
  it('takes a label that is a number before its place', () =>
    expect(readChoice('2', ['3', '2', '1'])).toEqual({ index: 1, exact: true }));
  it.each(['1', 'option 3', 'Opening hours', 'OPENING HOURS!', '2)'])('takes "%s" exactly', (text) =>
    expect(readChoice(text, labels)?.exact).toBe(true),
  );
  it.each([
    'symptoms',
    'the second one',
    'bottom',
    'I have two',
    'openning hours',
    'I would like to book an appointment',
  ])('takes "%s" as near', (text) => expect(readChoice(text, labels)?.exact).toBe(false));
  it('does not choose between two alike', () =>
    expect(readChoice('back pain', ['Low back pain', 'Upper back pain'])).toBeNull());
  it('picks nothing from nothing', () => expect(readChoice('1', [])).toBeNull());
});
