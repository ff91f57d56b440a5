import { describe, expect, it } from 'vitest';
import { readReference } from '../../src/staff/reference.ts';
import { shownAge } from '../../src/staff/shown.ts';

describe('a reference', () => {
  it.each([
    ['k7m4qd', 'K7M-4QD'],
    ['K7M 4QD ', 'K7M-4QD'],
    ['k7m-4qd', 'K7M-4QD'],
    ['abc', null],
    ['', null],
    ['a'.repeat(40), null],
  ])('typed as %j is %j', (typed, reference) => expect(readReference(typed)).toBe(reference));
});

describe('an age', () => {
  it.each([
    [0, '0 min'],
    [-5_000, '0 min'],
    [59 * 60_000, '59 min'],
    [60 * 60_000, '1 h'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 days'],
  ])('of %d ms is shown as %j', (age, shown) => expect(shownAge(0, age)).toBe(shown));
});
