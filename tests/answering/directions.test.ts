import { describe, expect, it } from 'vitest';
import { findDirections } from '../../src/answering/directions.ts';
import { compileLexicon, findConcepts } from '../../src/answering/lexicon.ts';
import { stem } from '../../src/answering/stem.ts';
import { normalise, splitWords } from '../../src/answering/words.ts';
import { readEnglish } from './english.ts';

const lexicon = compileLexicon(readEnglish().lexicon);
const directionOf = (text: string) => findDirections(findConcepts(splitWords(normalise(text)).map(stem), lexicon));

describe('findDirections', () => {
  it.each([
    ['can back pain cause foot pain', 'back>foot'],
    ['is my back making my foot ache', 'back>foot'],
    ['does my foot pain come from my back', 'back>foot'],
    ['can lumbar problems lead to foot ache', 'back>foot'],
    ['my heel aches because of my back', 'back>foot'],
    ['can my feet cause back pain', 'foot>back'],
    ['is my back pain due to my feet', 'foot>back'],
    ['are my toes to blame for my back', 'foot>back'],
  ])('%s: %s', (text, direction) => expect(directionOf(text)).toEqual([direction]));

  it.each(['my back and my feet hurt', 'what causes foot pain', 'what are your hours', ''])('none in "%s"', (text) => {
    expect(directionOf(text)).toEqual([]);
  });
});
