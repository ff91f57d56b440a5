import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { messageOf, turnOf } from './builders.ts';

/** Where visits are written to when nobody asked. */
export function replyAddressConformance(store: () => Store): void {
  describe('a reply address', () => {
    const { visitId, clinicId } = messageOf('hello');
    const keep = (address: unknown, visit = visitId): Promise<void> =>
      store().keepReplyAddress(visit, clinicId, address, 10);

    it('is none for a visit that never had one', async () => {
      expect(await store().replyAddress(visitId)).toBeNull();
      await store().commit(turnOf(messageOf('hello')));
      expect(await store().replyAddress(visitId)).toBeNull();
    });

    it('may come before the first turn, is replaced by the next, and outlives turns', async () => {
      await keep({ at: 1 });
      expect(await store().load(visitId)).toEqual({ state: null, revision: 0 });
      await store().commit(turnOf(messageOf('hello')));
      await keep({ at: 2, of: ['a'] });
      await keep('other', 'web/clinic-a/other');
      await store().commit(turnOf(messageOf('more'), { revision: 1 }));
      expect(await store().replyAddress(visitId)).toEqual({ at: 2, of: ['a'] });
    });

    it('is erased when the visitor asks to be forgotten', async () => {
      await keep({ at: 1 });
      await keep('kept', 'web/clinic-a/other');
      await store().commit(turnOf(messageOf('hello'), { forget: true }));
      expect(await store().replyAddress(visitId)).toBeNull();
      expect(await store().replyAddress('web/clinic-a/other')).toBe('kept');
    });

    it('expires with its visit', async () => {
      await keep({ at: 1 });
      expect(await store().expire(clinicId, 11, 0)).toBe(1);
      expect(await store().replyAddress(visitId)).toBeNull();
    });
  });
}
