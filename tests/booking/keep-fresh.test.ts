import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { keepFresh } from '../../src/booking/keep-fresh.ts';
import { createLog } from '../../src/log.ts';
import { TryAgain } from '../../src/outbox/try-again.ts';

const MINUTE = 60_000;
beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const deps = (random: number) => ({
  clinicId: 'harbor',
  now: () => Date.now(),
  random: () => random,
  log: createLog('silent'),
});

it.each([
  ['never sooner than a minute', 1_000, 0, MINUTE],
  ['as the publisher says', 5 * MINUTE, 0, 5 * MINUTE],
  ['spread by up to a fifth', 5 * MINUTE, 1, 6 * MINUTE],
  ['never later than a quarter of an hour', 24 * 60 * MINUTE, 1, 15 * MINUTE],
])('is read again %s', async (_, freshForMs, random, after) => {
  let readings = 0;
  const source = keepFresh(async () => {
    readings++;
    return { slots: [], freshForMs };
  }, deps(random));
  await source.refresh();
  await vi.advanceTimersByTimeAsync(after - 1);
  expect(readings).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(readings).toBe(2);
  source.close();
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  expect(readings).toBe(2);
});

it('is read again after a minute when a reading failed', async () => {
  let readings = 0;
  const source = keepFresh(async () => {
    readings++;
    throw new Error('down');
  }, deps(0));
  await source.refresh();
  await vi.advanceTimersByTimeAsync(3 * MINUTE);
  expect([readings, source.readAt()]).toEqual([4, null]);
  source.close();
});

it('is read again when the clinic asked us to', async () => {
  let readings = 0;
  const source = keepFresh(async () => {
    readings++;
    throw new TryAgain('busy', 4 * MINUTE);
  }, deps(0));
  await source.refresh();
  await vi.advanceTimersByTimeAsync(4 * MINUTE - 1);
  expect(readings).toBe(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(readings).toBe(2);
  source.close();
});

it('is read once when many ask at once, and not again after a close during the reading', async () => {
  let readings = 0;
  const source = keepFresh(async () => {
    readings++;
    await new Promise((resolve) => setTimeout(resolve, 10));
    return { slots: [], freshForMs: 0 };
  }, deps(0));
  const asked = [source.refresh(), source.refresh()];
  source.close();
  await vi.advanceTimersByTimeAsync(60 * MINUTE);
  await Promise.all(asked);
  expect(readings).toBe(1);
});
