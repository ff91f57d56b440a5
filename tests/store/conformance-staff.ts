import { describe, expect, it } from 'vitest';
import type { AuditEntry, StaffAccount, StaffInvitation } from '../../src/store/staff-store.ts';
import type { Store } from '../../src/store/store.ts';
import { messageOf, requestOf, turnOf } from './builders.ts';

/** Accounts, sessions, links, attempts and the audit. */
export function staffConformance(store: () => Store): void {
  const make = async (account: StaffAccount): Promise<void> => {
    await store().invite(linkOf(`link-${account.id}`));
    expect(await store().acceptInvitation(`link-${account.id}`, account, 1)).toBe('accepted');
  };

  describe('an account', () => {
    it('is made by a link, which works once, and is found by its id and its name', async () => {
      const ada = accountOf('ada', { clinicIds: null });
      await make(ada);
      expect(await store().account('ada')).toEqual(ada);
      expect(await store().accountNamed('ada@clinic.example')).toEqual(ada);
      expect(await store().accounts()).toEqual([ada]);
      expect(await store().acceptInvitation('link-ada', accountOf('eve'), 1)).toBe('void');
      expect(await store().account('eve')).toBeNull();
      expect(await store().accountNamed('nobody')).toBeNull();
    });

    it('has a name of its own; the link is kept for another try', async () => {
      await make(accountOf('ada'));
      await store().invite(linkOf('second'));
      const twin = accountOf('twin', { signInName: 'ada@clinic.example' });
      expect(await store().acceptInvitation('second', twin, 1)).toBe('name-taken');
      expect(await store().acceptInvitation('second', accountOf('bob'), 1)).toBe('accepted');
    });

    it('is made once when two use the same link at once', async () => {
      await store().invite(linkOf('shared'));
      const made = await Promise.all(['ada', 'bob'].map((id) => store().acceptInvitation('shared', accountOf(id), 1)));
      expect(made.toSorted()).toEqual(['accepted', 'void']);
      expect(await store().accounts()).toHaveLength(1);
    });

    it('loses its sessions with any change', async () => {
      await make(accountOf('root', { role: 'admin', clinicIds: null }));
      await make(accountOf('ada'));
      for (const change of [
        { role: 'editor' },
        { clinicIds: ['b'] },
        { disabled: true },
        { password: 'new' },
      ] as const) {
        await store().openSession({ hash: 's', accountId: 'ada', startedAt: 1, seenAt: 1 });
        expect(await store().changeAccount('ada', change)).toBe(true);
        expect(await store().session('s')).toBeNull();
        expect(await store().account('ada')).toMatchObject(change);
        await store().changeAccount('ada', { disabled: false });
      }
      expect(await store().changeAccount('nobody', { role: 'editor' })).toBe(false);
    });

    it.each([{ role: 'editor' }, { disabled: true }, { clinicIds: ['a'] }] as const)(
      'stays as it is when it is the last admin of all clinics: %j',
      async (change) => {
        const root = accountOf('root', { role: 'admin', clinicIds: null });
        await make(root);
        await make(accountOf('local', { role: 'admin', clinicIds: ['a'] }));
        await store().openSession({ hash: 's', accountId: 'root', startedAt: 1, seenAt: 1 });
        expect(await store().changeAccount('root', change)).toBe(false);
        expect(await store().account('root')).toEqual(root);
        expect(await store().session('s')).not.toBeNull();
        await make(accountOf('second', { role: 'admin', clinicIds: null }));
        expect(await store().changeAccount('root', change)).toBe(true);
      },
    );
  });

  describe('a link', () => {
    it('ends, and the link of the first start is void as soon as there is an account', async () => {
      await store().invite(linkOf('short', { expiresAt: 100 }));
      await store().invite(linkOf('first', { first: true }));
      expect(await store().invitation('short', 99)).toEqual(linkOf('short', { expiresAt: 100 }));
      expect(await store().invitation('short', 100)).toBeNull();
      expect(await store().invitation('first', 1)).not.toBeNull();
      await make(accountOf('ada'));
      expect(await store().invitation('first', 1)).toBeNull();
      expect(await store().acceptInvitation('first', accountOf('eve'), 1)).toBe('void');
    });

    it('for an account that is there sets its password and nothing else, and ends its sessions', async () => {
      const ada = accountOf('ada');
      await make(ada);
      await store().openSession({ hash: 's', accountId: 'ada', startedAt: 1, seenAt: 1 });
      await store().invite(linkOf('again', { accountId: 'ada', role: 'admin', clinicIds: null }));
      const given = accountOf('eve', { password: 'fresh', role: 'admin', clinicIds: null });
      expect(await store().acceptInvitation('again', given, 1)).toBe('accepted');
      expect(await store().accounts()).toEqual([{ ...ada, password: 'fresh' }]);
      expect(await store().session('s')).toBeNull();
      expect(await store().invitation('again', 1)).toBeNull();
    });
  });

  describe('a session', () => {
    it('is there until it ends, and notes when it was last used', async () => {
      const ada = accountOf('ada');
      await make(ada);
      const session = { hash: 's', accountId: 'ada', startedAt: 5, seenAt: 5 };
      await store().openSession(session);
      await store().touchSession('s', 9);
      await store().touchSession('s', 7);
      expect(await store().session('s')).toEqual({ session: { ...session, seenAt: 9 }, account: ada });
      expect(await store().session('other')).toBeNull();
      await store().endSession('s');
      expect(await store().session('s')).toBeNull();
    });
  });

  describe('attempts', () => {
    const wait = (failures: number): number => (failures < 3 ? 0 : failures * 10);

    it('are counted under every key, and hold up the next', async () => {
      expect(await store().takeAttempt(['a', 'x'], 0, wait)).toBeNull();
      expect(await store().takeAttempt(['a', 'y'], 0, wait)).toBeNull();
      expect(await store().takeAttempt(['a', 'z'], 0, wait)).toBeNull();
      expect(await store().takeAttempt(['a', 'z'], 29, wait)).toBe(30);
      expect(await store().takeAttempt(['z'], 29, wait)).toBeNull();
      expect(await store().takeAttempt(['a'], 30, wait)).toBeNull();
      expect(await store().takeAttempt(['a'], 69, wait)).toBe(70);
    });

    it('side by side do not outrun the count', async () => {
      const taken = await Promise.all(Array.from({ length: 50 }, () => store().takeAttempt(['a'], 0, wait)));
      expect(taken.filter((until) => until === null)).toHaveLength(3);
    });

    it('that were right are forgotten for one key and refunded for the other', async () => {
      for (let count = 0; count < 3; count++) await store().takeAttempt(['name', 'place'], 0, wait);
      await store().attemptWasRight('name', 'place');
      expect(await store().takeAttempt(['name', 'place'], 1, wait)).toBeNull();
      expect(await store().takeAttempt(['name'], 2, wait)).toBeNull();
      expect(await store().takeAttempt(['place'], 2, wait)).toBe(31);
    });
  });

  describe('the audit of staff', () => {
    it('is read newest first, by clinic and by what it is about', async () => {
      const entries = [entryOf(1, 'a', 'R1'), entryOf(2, 'b', 'R2'), entryOf(3, null, null), entryOf(4, 'a', 'R2')];
      await store().audit(entries.slice(0, 3));
      await store().audit(entries.slice(3));
      const [first, second, third, fourth] = entries;
      const page = { limit: 10, offset: 0 };
      expect(await store().audited({ clinicIds: null, ...page })).toEqual({
        rows: [fourth, third, second, first],
        total: 4,
      });
      expect((await store().audited({ clinicIds: ['a'], ...page })).rows).toEqual([fourth, first]);
      expect((await store().audited({ clinicIds: [], ...page })).rows).toEqual([]);
      expect((await store().audited({ clinicIds: ['b'], about: 'R2', ...page })).rows).toEqual([second]);
      expect(await store().audited({ clinicIds: null, limit: 1, offset: 1 })).toEqual({ rows: [third], total: 4 });
    });

    it('is erased by clinic and by age', async () => {
      await store().audit([
        entryOf(1, 'a', null),
        entryOf(5, 'a', null),
        entryOf(1, 'b', null),
        entryOf(1, null, null),
      ]);
      await store().expireAudit('a', 5);
      await store().expireAudit(null, 5);
      const left = (await store().audited({ clinicIds: null, limit: 10, offset: 0 })).rows;
      expect(left.map(({ at, clinicId }) => [at, clinicId])).toEqual([
        [1, 'b'],
        [5, 'a'],
      ]);
    });
  });

  it('finds the urgent requests that are still to do: emergencies first, then the oldest', async () => {
    const asked: readonly (readonly [string, unknown])[] = [
      ['soon', { urgency: 'soon' }],
      ['urgent', { urgency: 'urgent' }],
      ['closed', { urgency: 'urgent' }],
      ['emergency', { urgency: 'emergency' }],
      ['later', { urgency: 'urgent' }],
      ['damaged', 'no object'],
    ];
    for (const [index, [reference, details]] of asked.entries()) {
      const message = messageOf('book', { visitId: `web/clinic-a/${reference}` });
      const request = requestOf(reference, { twin: reference, details });
      await store().commit(turnOf(message, { requests: [request], now: 1_000 + index }));
    }
    await store().changeRequest('closed', 1, { state: 'closed' }, 2_000);
    expect(await store().urgentRequests(['clinic-a'], 10)).toEqual(['emergency', 'urgent', 'later']);
    expect(await store().urgentRequests(['clinic-a'], 1)).toEqual(['emergency']);
    expect(await store().urgentRequests(['clinic-b'], 10)).toEqual([]);
  });

  it('erases old sessions, links and attempts', async () => {
    await make(accountOf('ada'));
    await store().openSession({ hash: 'old', accountId: 'ada', startedAt: 1, seenAt: 50 });
    await store().openSession({ hash: 'new', accountId: 'ada', startedAt: 10, seenAt: 50 });
    await store().invite(linkOf('over', { expiresAt: 90 }));
    await store().takeAttempt(['a'], 1, () => 1_000);
    await store().expireStaff({ sessionsBefore: 10, now: 100, attemptsBefore: 2 });
    expect(await store().session('old')).toBeNull();
    expect(await store().session('new')).not.toBeNull();
    expect(await store().invitation('over', 1)).toBeNull();
    expect(await store().takeAttempt(['a'], 2, () => 0)).toBeNull();
  });
}

const accountOf = (id: string, changes: Partial<StaffAccount> = {}): StaffAccount => ({
  id,
  signInName: `${id}@clinic.example`,
  shownName: id,
  role: 'front-desk',
  clinicIds: ['a'],
  disabled: false,
  password: 'hash',
  createdAt: 1,
  ...changes,
});

const linkOf = (hash: string, changes: Partial<StaffInvitation> = {}): StaffInvitation => ({
  hash,
  accountId: null,
  first: false,
  role: 'front-desk',
  clinicIds: ['a'],
  expiresAt: 1_000,
  ...changes,
});

const entryOf = (at: number, clinicId: string | null, about: string | null): AuditEntry => ({
  at,
  clinicId,
  by: 'ada@clinic.example',
  what: 'request.read',
  about,
});
