import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retryAfterMs } from '../../src/outbox/retry-after.ts';
import { retryAt, wasLastTry } from '../../src/outbox/retry-at.ts';
import { leasedNotice } from './support/work.ts';

const HOUR = 3_600_000;
const tried = (attempts: number, createdAt = 0) => ({ ...leasedNotice('A'), attempts, createdAt });

describe('the next try', () => {
  it.each([
    [0, 2_000],
    [1, 4_000],
    [5, 64_000],
    [10, 2_048_000],
    [11, HOUR],
    [40, HOUR],
  ])('comes after %i earlier tries within %i ms', (attempts, most) => {
    expect(retryAt(tried(attempts), 100, 0, null)).toBe(100);
    expect(retryAt(tried(attempts), 100, 0.5, null)).toBe(100 + most / 2);
    expect(retryAt(tried(attempts), 100, 1, null)).toBe(100 + most);
  });

  it('waits as long as the receiver asked, an hour at most', () => {
    expect(retryAt(tried(0), 0, 0.5, 30_000)).toBe(30_000);
    expect(retryAt(tried(5), 0, 0.5, 1)).toBe(32_000);
    expect(retryAt(tried(0), 0, 0.5, 90 * HOUR)).toBe(HOUR);
  });

  it('is a whole number, never before now nor more than an hour away', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    const wait = fc.option(fc.nat({ max: 10 * HOUR }));
    fc.assert(
      fc.property(fc.nat({ max: 2_000 }), random, wait, (attempts, chance, asked) => {
        const at = retryAt(tried(attempts), 5, chance, asked);
        expect(Number.isInteger(at) && at >= 5 && at <= 5 + HOUR).toBe(true);
      }),
    );
  });

  it.each([
    [10, 0, false],
    [11, 0, true],
    [0, 24 * HOUR - 1, false],
    [0, 24 * HOUR, true],
  ])('after %i earlier tries, at an age of %i ms, is refused: %s', (attempts, age, last) => {
    expect(wasLastTry(tried(attempts, 50), 50 + age)).toBe(last);
  });
});

describe('Retry-After', () => {
  const now = Date.parse('2027-03-01T08:00:00Z');
  it.each([
    ['120', 120_000],
    ['0', 0],
    ['Mon, 01 Mar 2027 08:01:00 GMT', 60_000],
    ['Mon, 01 Mar 2027 07:00:00 GMT', 0],
    ['soon', null],
    ['-5', 0],
    ['99999999999999', null],
    [undefined, null],
  ])('%s is %s ms', (header, ms) => {
    expect(retryAfterMs(header, now)).toBe(ms);
  });
});
