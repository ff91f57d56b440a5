import { describe, expect, it } from 'vitest';
import { splitQuestions, splitSentences } from '../../src/answering/sentences.ts';
import { buildSpelling } from '../../src/answering/spelling.ts';
import { stem } from '../../src/answering/stem.ts';
import { normalise, splitWords } from '../../src/answering/words.ts';
import { editDistance } from '../../src/learning/edit-distance.ts';

describe('words', () => {
  it.each([
    ['I can\u2019t WALK!!', 'i can not walk'],
    ["what's plantar fasciitis?", 'what is plantar fasciitis'],
    ['u got appts 4 2moro?', 'you got appointments # 2moro'],
    ['call 911', 'call 911'],
    ['Mortons\u2019 neur\u00f3ma, painnnnn', 'mortons neuroma painn'],
    ['ＦＯＯＴ　pain', 'foot pain'],
    ['constructor __proto__ toString', 'constructor proto tostring'],
  ])('%j reads %j', (text, words) => expect(splitWords(normalise(text)).join(' ')).toBe(words));

  it.each([
    ['walking', 'walk'],
    ['walked', 'walk'],
    ['walks', 'walk'],
    ['arches', 'arch'],
    ['running', 'run'],
    ['injuries', 'injuri'],
    ['foot', 'foot'],
    ['this', 'this'],
  ])('%s stems to %s', (word, base) => expect(stem(word)).toBe(base));

  it.each([
    ['sciatica', 'sciatica', 0],
    ['siatica', 'sciatica', 1],
    ['sicatica', 'sciatica', 1],
    ['heel', 'foot', 3],
    ['', 'ab', 2],
  ])('%s and %s are %d apart', (one, other, apart) => expect(editDistance(one, other, 2)).toBe(apart));
});

describe('buildSpelling', () => {
  const correct = buildSpelling({
    known: new Set(['dentist', 'sciatica']),
    targets: new Map([
      ['sciatica', 9],
      ['plantar', 5],
      ['fasciitis', 5],
      ['back', 9],
      ['foot', 9],
      ['shoes', 2],
      ['shores', 7],
    ]),
  });
  it('mends slips towards words of the topics', () => {
    expect(correct(['planter', 'fascitis', 'scaitica', 'bakc', 'foto'])).toEqual([
      'plantar',
      'fasciitis',
      'sciatica',
      'back',
      'foot',
    ]);
  });
  it('prefers the nearer word, then the one written more often', () => {
    expect(correct(['shoess', 'shoses'])).toEqual(['shoes', 'shores']);
  });
  it('leaves known, short and far words alone', () => {
    expect(correct(['dentist', 'fo', 'zebra', 'book'])).toEqual(['dentist', 'fo', 'zebra', 'book']);
  });
  it('stops after a dozen', () => {
    expect(correct(new Array<string>(20).fill('planter')).filter((word) => word === 'plantar')).toHaveLength(12);
  });
});

describe('sentences', () => {
  it('tells asking from telling', () => {
    expect(splitSentences('my heel hurts. what is it? i want to know if it goes away').map(({ asks }) => asks)).toEqual(
      [false, true, true],
    );
  });
  it('finds a second question behind an "and", and a short list', () => {
    expect(splitQuestions('what are your hours and do you take insurance?').questions).toEqual([
      'what are your hours',
      'do you take insurance?',
    ]);
    expect(splitQuestions('phone number and address').questions).toEqual(['phone number', 'address']);
    expect(splitQuestions('my back and foot hurt. where are you?').questions).toEqual(['where are you?']);
  });
});
