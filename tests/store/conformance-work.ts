import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { messageOf, turnOf } from './builders.ts';

/** Secrets, the check and closing. */
export function workConformance(store: () => Store): void {
  describe('a secret', () => {
    it('is made once', async () => {
      let made = 0;
      const make = () => `secret-${++made}`;
      const asked = await Promise.all([1, 2, 3].map(() => store().secret('tokens', make)));
      expect(asked).toEqual(['secret-1', 'secret-1', 'secret-1']);
      expect(await store().secret('tokens', make)).toBe('secret-1');
      expect(await store().secret('other', () => 'another')).toBe('another');
    });

    it('is asked for again when it could not be made', async () => {
      const fail = () => {
        throw new Error('no randomness');
      };
      await expect(store().secret('tokens', fail)).rejects.toThrow('no randomness');
      expect(await store().secret('tokens', () => 'made')).toBe('made');
    });
  });

  describe('the store', () => {
    it('says that it can be written, as often as it is asked', async () => {
      await store().check();
      await store().check();
    });

    it('writes what was asked before it closes, and refuses the rest', async () => {
      const order: string[] = [];
      const written = store()
        .commit(turnOf(messageOf('a')))
        .then(() => order.push('written'));
      await store().close();
      order.push('closed');
      await written;
      expect(order).toEqual(['written', 'closed']);
      await store().close();
      await expect(store().load('web/clinic-a/1')).rejects.toThrow('closed');
      await expect(store().commit(turnOf(messageOf('b'), { revision: 1 }))).rejects.toThrow('closed');
      await expect(store().check()).rejects.toThrow('closed');
    });
  });
}
