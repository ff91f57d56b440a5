import { describe, expect, it } from 'vitest';
import type { NewRequest } from '../../src/store/request-store.ts';
import type { Store } from '../../src/store/store.ts';
import { RevisionConflict, type TurnCommit } from '../../src/store/visit-store.ts';
import { messageOf, replyOf, requestOf, turnOf, waitingWork } from './builders.ts';

const MINUTE = 60_000;

/** What visitors ask of their clinics, and what staff do with it. */
export function requestsConformance(store: () => Store): void {
  /** Asks in a visit of its own, named after the reference unless told otherwise. */
  async function ask(request: NewRequest, changes: Partial<TurnCommit> = {}, clinicId = 'clinic-a') {
    const visitId = changes.visitId ?? `web/${clinicId}/${request.reference}`;
    const { revision } = await store().load(visitId);
    const message = messageOf(`${request.reference} at ${revision}`, { visitId, clinicId });
    return store().commit(turnOf(message, { revision, requests: [request], ...changes }));
  }
  const references = async (filter: Partial<Parameters<Store['requests']>[0]>) => {
    const { rows, total } = await store().requests({ clinicIds: ['clinic-a'], limit: 10, offset: 0, ...filter });
    return [rows.map(({ reference }) => reference).join(' '), total];
  };

  describe('a request', () => {
    it('is kept with the turn that made it', async () => {
      await ask(requestOf('K7M-4QD'), { now: 77 });
      expect(await store().request('K7M-4QD')).toEqual({
        ...requestOf('K7M-4QD'),
        clinicId: 'clinic-a',
        visitId: 'web/clinic-a/K7M-4QD',
        state: 'open',
        delivery: 'waiting',
        claimedBy: null,
        createdAt: 77,
        changedAt: 77,
        revision: 1,
      });
      expect(await store().request('nobody')).toBeNull();
    });

    it('is not kept when its turn is refused', async () => {
      await expect(ask(requestOf('A'), { revision: 4 })).rejects.toBeInstanceOf(RevisionConflict);
      expect(await store().request('A')).toBeNull();
    });

    it('never takes the reference of another', async () => {
      await ask(requestOf('A'));
      await expect(ask(requestOf('A', { twin: 'other' }), { visitId: 'web/clinic-a/other' })).rejects.toThrow();
      expect(await store().request('A')).toMatchObject({ visitId: 'web/clinic-a/A', twin: 'twin of A' });
      expect(await store().load('web/clinic-a/other')).toHaveProperty('revision', 0);
    });

    it('is one with its twin for ten minutes, in its clinic, unless that was withdrawn', async () => {
      const twin = { twin: 'same' };
      await ask(requestOf('A', twin), { now: MINUTE });
      const second = ask(requestOf('B', twin), {
        now: 11 * MINUTE - 1,
        outbox: [{ key: 'w', kind: 'notice', body: 0 }],
      });
      await expect(second).rejects.toBeInstanceOf(RevisionConflict);
      expect(await store().request('B')).toBeNull();
      expect(await waitingWork(store())).toEqual([]);
      await ask(requestOf('C', twin), { now: 2 * MINUTE }, 'clinic-c');
      await ask(requestOf('D', twin), { now: 11 * MINUTE });
      await ask(requestOf('E', twin), { now: 12 * MINUTE, visitId: 'web/clinic-a/D', withdraw: ['D'] });
      expect(await store().twinOf('clinic-a', 'same', 12 * MINUTE)).toBe('E');
      expect(await store().twinOf('clinic-a', 'same', 0)).toBe('E');
      expect(await store().twinOf('clinic-a', 'same', 12 * MINUTE + 1)).toBeNull();
      expect(await store().twinOf('clinic-b', 'same', 0)).toBeNull();
      await store().changeRequest('E', 1, { state: 'withdrawn' }, 13 * MINUTE);
      expect(await store().twinOf('clinic-a', 'same', 0)).toBe('A');
    });

    it('is made again within ten minutes once its twin was closed', async () => {
      await ask(requestOf('A', { twin: 'same' }));
      await store().changeRequest('A', 1, { state: 'closed' }, 1);
      await ask(requestOf('B', { twin: 'same' }));
      expect(await store().twinOf('clinic-a', 'same', 0)).toBe('B');
      await expect(ask(requestOf('C', { twin: 'same' }))).rejects.toBeInstanceOf(RevisionConflict);
    });

    it('is made once by twins that are asked together', async () => {
      const all = await Promise.allSettled(['A', 'B', 'C'].map((each) => ask(requestOf(each, { twin: 'same' }))));
      expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    });

    it('is withdrawn by its own visit: details, notes and work are erased, and the work of that turn stays', async () => {
      const outbox = [{ key: 'book', kind: 'fhir-book', body: { reference: 'A', name: 'Ana' } }];
      await ask(requestOf('A'), { outbox });
      await store().addNote('A', { at: 2, by: 'Kim', text: 'called Ana' });
      await ask(requestOf('B'), { withdraw: ['A'] });
      expect(await store().request('A')).toMatchObject({ state: 'open', revision: 1 });
      const cancel = { key: 'cancel', kind: 'fhir-cancel', body: { reference: 'A' } };
      const turn = turnOf(messageOf('cancel it', { visitId: 'web/clinic-a/A' }), { revision: 1, now: 9 });
      await store().commit({ ...turn, withdraw: ['A', 'nobody'], outbox: [cancel] });
      expect(await store().request('A')).toMatchObject({
        state: 'withdrawn',
        details: null,
        twin: '',
        changedAt: 9,
        revision: 2,
      });
      expect(await store().notes('A')).toEqual([]);
      expect(await waitingWork(store())).toEqual([cancel]);
      expect(await store().request('B')).toHaveProperty('state', 'open');
    });

    it('is withdrawn by another visit that has proven to be of the same visitor', async () => {
      await ask(requestOf('A'), { outbox: [{ key: 'w', kind: 'notice', body: { reference: 'A' } }] });
      await ask(requestOf('B'), { withdraw: ['A', 'nobody'], proven: true });
      expect(await store().request('A')).toMatchObject({ state: 'withdrawn', details: null, twin: '' });
      expect(await waitingWork(store())).toEqual([]);
      expect(await store().request('B')).toHaveProperty('state', 'open');
    });

    it('is erased when its visitor is forgotten, and what that turn asks is kept', async () => {
      await ask(requestOf('A'));
      await ask(requestOf('B'));
      await ask(requestOf('C'), { visitId: 'web/clinic-a/A', forget: true });
      expect(await store().request('A')).toMatchObject({ state: 'withdrawn', details: null, twin: '' });
      expect(await store().request('B')).toMatchObject({ state: 'open', details: { name: 'Ana' } });
      expect(await store().request('C')).toMatchObject({ state: 'open', details: { name: 'Ana' } });
    });

    it('outlives its visit, until it is too old itself', async () => {
      const outbox = [{ key: 'A', kind: 'fhir-book', body: { reference: 'A', name: 'Ana' } }];
      await ask(requestOf('A'), { now: 9, outbox });
      await ask(requestOf('B'), { now: 10 });
      await ask(requestOf('C'), { now: 1 }, 'clinic-c');
      await store().addNote('A', { at: 9, by: 'Kim', text: 'called' });
      await store().expire('clinic-a', 100, 100);
      expect(await store().request('A')).toHaveProperty('details', { name: 'Ana' });
      expect(await store().expireRequests('clinic-a', 10)).toBe(1);
      expect(await store().expireRequests('clinic-a', 10)).toBe(0);
      expect(await store().request('A')).toBeNull();
      expect(await store().notes('A')).toEqual([]);
      expect(await waitingWork(store())).toEqual([]);
      expect(await store().request('B')).not.toBeNull();
      expect(await store().request('C')).not.toBeNull();
    });

    it('is erased by its reference, with work that was given up', async () => {
      await ask(requestOf('A'), { outbox: [{ key: 'w', kind: 'fhir-book', body: { reference: 'A', name: 'Ana' } }] });
      await store().failed('w', { now: 2, retryAt: null, reason: 'gone' });
      expect(await store().eraseRequest('A', 5)).toBe(true);
      expect(await store().eraseRequest('nobody', 5)).toBe(false);
      expect(await store().request('A')).toMatchObject({ state: 'withdrawn', details: null, twin: '' });
      expect(await store().dead(['clinic-a'], 10)).toEqual([]);
      expect(await store().revive('w', 6)).toBe(false);
    });
  });

  describe('the inbox', () => {
    it('holds the requests that are wanted, newest first, page by page', async () => {
      await ask(requestOf('A'), { now: 1 });
      await ask(requestOf('B', { kind: 'hand-off' }), { now: 2 });
      await ask(requestOf('C'), { now: 2 });
      await ask(requestOf('D'), { now: 3 }, 'clinic-d');
      await store().changeRequest('A', 1, { state: 'closed' }, 5);
      expect(await references({})).toEqual(['C B A', 3]);
      expect(await references({ limit: 1, offset: 1 })).toEqual(['B', 3]);
      expect(await references({ limit: 0 })).toEqual(['', 3]);
      expect(await references({ clinicIds: ['clinic-d', 'clinic-a'], kinds: ['callback'] })).toEqual(['D C A', 3]);
      expect(await references({ states: ['closed', 'claimed'] })).toEqual(['A', 1]);
      expect(await references({ kinds: ['hand-off'], states: ['closed'] })).toEqual(['', 0]);
      expect(await references({ kinds: [] })).toEqual(['', 0]);
      expect(await references({ clinicIds: [] })).toEqual(['', 0]);
    });

    it('lets one of two people change a request', async () => {
      await ask(requestOf('A'));
      const claims = await Promise.all(
        ['Kim', 'Lee'].map((claimedBy) => store().changeRequest('A', 1, { state: 'claimed', claimedBy }, 9)),
      );
      expect(claims).toEqual([true, false]);
      expect(await store().request('A')).toMatchObject({
        state: 'claimed',
        claimedBy: 'Kim',
        changedAt: 9,
        revision: 2,
      });
      expect(await store().changeRequest('A', 2, { state: 'closed' }, 10)).toBe(true);
      expect(await store().request('A')).toMatchObject({ state: 'closed', claimedBy: 'Kim' });
      expect(await store().changeRequest('A', 3, { claimedBy: null }, 10)).toBe(true);
      expect(await store().request('A')).toMatchObject({ state: 'closed', claimedBy: null });
      expect(await store().changeRequest('nobody', 1, { state: 'closed' }, 10)).toBe(false);
    });

    it('notes how delivery ended without getting in the way of staff, and never takes it back', async () => {
      await ask(requestOf('A'));
      await store().noteDelivery('A', 'failed', 5);
      expect(await store().request('A')).toMatchObject({ delivery: 'failed', revision: 1, changedAt: 5 });
      await store().noteDelivery('A', 'delivered', 6);
      await store().noteDelivery('A', 'failed', 7);
      expect(await store().request('A')).toMatchObject({ delivery: 'delivered', revision: 1, changedAt: 6 });
      await store().noteDelivery('nobody', 'delivered', 6);
    });

    it('keeps the notes of each request in order', async () => {
      await ask(requestOf('A'));
      await ask(requestOf('B'));
      const notes = ['one', 'two'].map((text) => ({ at: 5, by: 'Kim', text }));
      for (const note of notes) await store().addNote('A', note);
      expect(await store().notes('A')).toEqual(notes);
      expect(await store().notes('B')).toEqual([]);
    });
  });

  describe('a message kept for staff', () => {
    const keep = messageOf('help me');

    it('stands in the log before its replies, and is taken', async () => {
      const entries = await store().commit(turnOf(keep, { keep, now: 7 }));
      expect(entries).toMatchObject([
        { at: 7, from: 'visitor', message: keep, clientId: null },
        { from: 'bot', reply: replyOf('help me') },
      ]);
      expect(await store().logAfter(keep.visitId, 0, 10)).toEqual(entries);
      expect(await store().unanswered()).toEqual([]);
      expect(await store().repliesTo(keep.keys)).toEqual([replyOf('help me')]);
    });

    it('stands there once when its channel accepted it', async () => {
      await store().accept({ entryId: 'e', message: keep, clientId: null }, 1);
      await store().commit(turnOf(keep, { keep, answers: 'e' }));
      expect((await store().logAfter(keep.visitId, 0, 10)).map(({ id }) => id)).toEqual(['e', 'reply-to-help me']);
    });

    it('is erased when the visitor asks to be forgotten, by it or later', async () => {
      await store().commit(turnOf(keep, { keep }));
      const forget = messageOf('forget me');
      await store().commit(turnOf(forget, { keep: forget, revision: 1, forget: true }));
      expect((await store().logAfter(keep.visitId, 0, 10)).map(({ id }) => id)).toEqual(['reply-to-forget me']);
    });
  });
}
