import { describe, expect, it } from 'vitest';
import { limitWork, TooBusy } from '../../src/staff/limit-work.ts';
import { addressKey, waitAfter } from '../../src/staff/wait-after.ts';

describe('waiting after failures', () => {
  it('begins with the fifth, doubles, and never lasts', () => {
    expect([1, 4, 5, 6, 7, 13, 14, 10_000].map(waitAfter)).toEqual([
      0, 0, 1_000, 2_000, 4_000, 256_000, 300_000, 300_000,
    ]);
  });

  it('counts one IPv6 network as one address', () => {
    expect(addressKey('2001:db8:1:2::1')).toBe(addressKey('2001:db8:1:2:ffff::9'));
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'));
    expect(addressKey('192.0.2.1')).not.toBe(addressKey('192.0.2.2'));
  });
});

describe('limited work', () => {
  it('runs so much at once, lets so much wait, refuses the rest, and goes on after a failure', async () => {
    const run = limitWork(2, 3);
    const ends: (() => void)[] = [];
    let running = 0;
    let most = 0;
    const work = (): Promise<void> =>
      run(async () => {
        most = Math.max(most, ++running);
        await new Promise<void>((resolve) => ends.push(resolve));
        running--;
      });
    const five = Array.from({ length: 5 }, work);
    await expect(work()).rejects.toBeInstanceOf(TooBusy);
    await expect(run(() => Promise.reject(new Error('refused too')))).rejects.toBeInstanceOf(TooBusy);
    while (ends.length > 0 || running > 0) {
      ends.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(five);
    expect(most).toBe(2);
    await expect(run(() => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
    expect(await run(async () => 'still working')).toBe('still working');
  });
});
