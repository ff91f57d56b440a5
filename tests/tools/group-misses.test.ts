import { expect, it } from 'vitest';
import { groupMisses } from '../../src/tools/group-misses.ts';

const at = (text: string, time: number, clinicId = 'a') => ({ text, clinicId, at: time });

it('puts like with like, the commonest first, and says when it was last asked', () => {
  const groups = groupMisses([
    at('do you treat night cramps', 1),
    at('can I bring my dog', 2),
    at('night cramps, do you treat them?', 5, 'b'),
    at('do you treat night cramps', 3),
  ]);
  expect(groups).toEqual([
    {
      texts: ['do you treat night cramps', 'night cramps, do you treat them?'],
      clinics: ['a', 'b'],
      count: 3,
      last: 5,
    },
    { texts: ['can I bring my dog'], clinics: ['a'], count: 1, last: 2 },
  ]);
});
