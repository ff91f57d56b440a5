import { describe, expect, it } from 'vitest';
import type { VisitStore } from '../../src/store/visit-store.ts';
import { messageOf, turnOf } from './builders.ts';

/** The outbox, secrets, the check and closing. */
export function workConformance(store: () => VisitStore): void {
  describe('the outbox', () => {
    const work = (key: string, body: unknown = { key }) => ({ key, kind: 'notice', body });

    it('gives what is not delivered yet, oldest first, up to a limit', async () => {
      await store().commit(turnOf(messageOf('a'), { outbox: [work('z'), work('b')], now: 9 }));
      await store().commit(turnOf(messageOf('c'), { revision: 1, outbox: [work('a', null)], now: 3 }));
      expect(await store().undelivered(10)).toEqual([work('z'), work('b'), work('a', null)]);
      expect(await store().undelivered(2)).toEqual([work('z'), work('b')]);
      expect(await store().undelivered(0)).toEqual([]);
      await store().delivered('z', 10);
      expect(await store().undelivered(10)).toEqual([work('b'), work('a', null)]);
    });

    it('keeps one row for a key, delivered or not', async () => {
      await store().commit(turnOf(messageOf('a'), { outbox: [work('k', 'first'), work('k', 'twin')] }));
      expect(await store().undelivered(10)).toEqual([work('k', 'first')]);
      await store().delivered('k', 10);
      await store().commit(turnOf(messageOf('b'), { revision: 1, outbox: [work('k', 'later')] }));
      expect(await store().undelivered(10)).toEqual([]);
    });

    it('takes a delivery that it does not know', async () => {
      await store().delivered('nobody', 10);
      expect(await store().undelivered(10)).toEqual([]);
    });
  });

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
