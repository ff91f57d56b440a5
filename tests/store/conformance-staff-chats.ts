import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';

/** Chats in Teams and Slack where staff are told, and the codes that open them. */
export function staffChatsConformance(store: () => Store): void {
  describe('the chats of staff', () => {
    const chat = (id: string, team: string | null = null) => ({ id, team, address: { at: id } });
    const keep = (hash: string, clinicId = 'clinic-a', expiresAt = 100): Promise<void> =>
      store().keepChatCode({ hash, clinicId, expiresAt }, 10);
    const opens = async (id: string, clinicId = 'clinic-a', team: string | null = null): Promise<void> => {
      await keep(`${clinicId} ${id}`, clinicId);
      expect(await store().openStaffChat(`${clinicId} ${id}`, chat(id, team), 11)).toBe(clinicId);
    };
    const ids = async (clinicId = 'clinic-a') => (await store().staffChats(clinicId)).map(({ id }) => id);

    it('are opened by a code, once, for the clinic that it names', async () => {
      await keep('h');
      expect(await store().openStaffChat('other', chat('one'), 11)).toBeNull();
      expect(await store().openStaffChat('h', chat('one', 'team'), 11)).toBe('clinic-a');
      expect(await store().openStaffChat('h', chat('two'), 12)).toBeNull();
      expect(await store().staffChats('clinic-a')).toEqual([chat('one', 'team')]);
      expect(await store().staffChats('clinic-b')).toEqual([]);
    });

    it('are opened by one of two that use a code at once', async () => {
      await keep('h');
      const opened = await Promise.all(['one', 'two'].map((id) => store().openStaffChat('h', chat(id), 11)));
      expect(opened.filter(Boolean)).toEqual(['clinic-a']);
      expect(await ids()).toHaveLength(1);
    });

    it('are not opened by a code that is over, and such codes are erased', async () => {
      await keep('h', 'clinic-a', 50);
      expect(await store().openStaffChat('h', chat('one'), 50)).toBeNull();
      await store().keepChatCode({ hash: 'later', clinicId: 'clinic-a', expiresAt: 900 }, 60);
      expect(await store().openStaffChat('h', chat('one'), 49)).toBeNull();
    });

    it('are each there once, in the order in which they came, with the newest address', async () => {
      await opens('one');
      await opens('two');
      await keep('again');
      await store().openStaffChat('again', { ...chat('one'), address: 'new' }, 11);
      expect(await store().staffChats('clinic-a')).toEqual([{ ...chat('one'), address: 'new' }, chat('two')]);
    });

    it('may take the notices of several clinics, and end them all', async () => {
      await opens('one');
      await opens('one', 'clinic-b');
      await opens('two', 'clinic-b');
      expect(await store().clinicsOfChat('one')).toEqual(['clinic-a', 'clinic-b']);
      expect(await store().closeStaffChats({ id: 'one' })).toEqual(['clinic-a', 'clinic-b']);
      expect(await store().closeStaffChats({ id: 'one' })).toEqual([]);
      expect(await ids('clinic-b')).toEqual(['two']);
    });

    it('end with their team, and a chat without one ends with none', async () => {
      await opens('one', 'clinic-a', 'team');
      await opens('two', 'clinic-a', 'team');
      await opens('three', 'clinic-a', 'other');
      await opens('four');
      expect(await store().closeStaffChats({ team: 'team' })).toEqual(['clinic-a']);
      expect(await store().closeStaffChats({ team: 'null' })).toEqual([]);
      expect(await ids()).toEqual(['three', 'four']);
    });
  });
}
