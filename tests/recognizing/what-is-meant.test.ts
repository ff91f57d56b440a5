import { describe, expect, it } from 'vitest';
import { asksAfterRequest } from '../../src/recognizing/asks-after-request.ts';
import { asksWhatIsKept } from '../../src/recognizing/asks-what-is-kept.ts';
import { isFollowUp } from '../../src/recognizing/is-follow-up.ts';
import { isWish } from '../../src/recognizing/is-wish.ts';
import { readCourtesy } from '../../src/recognizing/read-courtesy.ts';
import { readRegion } from '../../src/recognizing/read-region.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const table = [
  {
    reads: asksAfterRequest,
    is: [
      'when will they ring?',
      'how long until somebody answers',
      'did you get my request?',
      'is it booked',
      'has it gone through',
    ],
    not: ['when should i ring the clinic', 'how long does a session take', 'can i still get it cancelled'],
  },
  {
    reads: asksWhatIsKept,
    is: [
      'is this confidential?',
      'who reads what I write here',
      'hm, what do you do with my number',
      'do you keep my data',
      'how long is this kept for',
      'privacy policy',
    ],
    not: ['what happens to it', 'is it kept in the fridge', 'do you save lives', 'who can see my foot'],
  },
  {
    reads: isFollowUp,
    is: ['why?', 'and then?', 'does tht hurt', 'how long', 'is it safe', 'tell me more', 'ok so what now', 'Really??'],
    not: ['', 'why does my heel hurt', 'is walking safe', 'how long does a session last', 'my back hurts'],
  },
  {
    reads: isWish,
    is: [
      "I'd like to get booked in please",
      'fine. i want an appointment for friday',
      'my wife is in pain, can someone fit her in',
      'any slots tomorrow?',
    ],
    not: [
      'how do I book',
      'can I book without a referral',
      'do i need an appointment',
      'I want to cancel my appointment',
      "I don't want a visit",
    ],
  },
];

describe.each(table)('$reads.name', ({ reads, is, not }) => {
  it.each(is)('yes: %s', (text) => expect(reads(text)).toBe(true));
  it.each(not)('no: %s', (text) => expect(reads(text)).toBe(false));
});

describe('readCourtesy', () => {
  const intents = shippedKnowledge().content.languages.en?.intents ?? {};
  it.each([
    ['Good evening. My name is Olive and I live by the sea.', 'greeting'],
    ['Lovely, thank you kindly, I shall show it to my brother', 'thanks'],
    ['I shall show it to my brother, take care', 'goodbye'],
    ['hello, which shoes?', null],
    ['I shall show it to my brother', null],
  ])('%s: %s', (text, courtesy) => expect(readCourtesy(text, intents)).toBe(courtesy));
});

describe('readRegion', () => {
  it.each([
    ['call me back', null],
    ['I will come back about my foot', 'foot'],
    ['I get back pain', 'back'],
  ])('%s: %s', (text, region) => expect(readRegion(text)).toBe(region));
});
