import { expect, test, vi } from 'vitest';
import { VisitChain } from '../../src/channels/visit-chain.ts';

test('a task that hangs holds the next one up for no longer than the patience', async () => {
  vi.useFakeTimers();
  const chain = new VisitChain(1_000, 50);
  const ran: string[] = [];
  void chain.run('a', () => new Promise(() => undefined));
  void chain.run('a', async () => void ran.push('next'));
  await vi.advanceTimersByTimeAsync(999);
  expect(ran).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(ran).toEqual(['next']);
  vi.useRealTimers();
});

test('keeps nothing of a visit that is idle', async () => {
  const chain = new VisitChain(1_000, 50);
  await Promise.all([chain.run('a', async () => undefined), chain.run('b', async () => undefined)]);
  await chain.idle();
  expect(chain.size).toBe(0);
});
