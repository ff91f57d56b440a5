import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { slotId } from '../../src/booking/slot-id.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import type { TurnCommit } from '../../src/store/visit-store.ts';
import { takeTurn } from '../../src/turn/take-turn.ts';
import { tellVisit } from '../../src/turn/tell-visit.ts';
import { linesOf, newVisitor, type Visitor } from '../support/visitor.ts';

const NAME = 'Xanthippe';
const typed = /Xanthippe|5550123|xan@|thursday|2026-12-03|heel/i;
const asks = ['call me back', 'no', 'Foot pain', 'Mill Road', NAME, '508 555 0123, xan@example.com', 'thursday'];
const clinicIds = ['harbor-foot-spine'];

/** A store that shows what is committed. */
function watched(store: Store, commits: TurnCommit[]): Store {
  return new Proxy(store, {
    get: (target, name: keyof Store) => {
      if (name !== 'commit') return Reflect.get(target, name).bind(target);
      return (turn: TurnCommit) => {
        commits.push(turn);
        return target.commit(turn);
      };
    },
  });
}

async function atReadBack(store: Store, visit: string): Promise<Visitor> {
  const visitor = await newVisitor('harbor-foot-spine', { store, visit: `test/harbor-foot-spine/${visit}` });
  for (const text of asks) await visitor.writes(text);
  return visitor;
}

const requestsOf = async (store: Store) => (await store.requests({ clinicIds, limit: 9, offset: 0 })).rows;

describe('a request that is confirmed', () => {
  it('is committed with its work in one turn, and nothing before that turn is', async () => {
    const commits: TurnCommit[] = [];
    const visitor = await atReadBack(watched(await openSqliteStore(':memory:'), commits), 'one');
    expect(commits.flatMap(({ outbox, requests = [] }) => [...outbox, ...requests])).toEqual([]);
    await visitor.writes('Yes, send it');
    const { outbox = [], requests = [] } = commits.at(-1) ?? {};
    expect(requests).toMatchObject([
      {
        kind: 'callback',
        details: { name: NAME, phone: '+15085550123', email: 'xan@example.com', place: 'mill-road' },
      },
    ]);
    expect(outbox.map(({ kind }) => kind)).toEqual(['inbox', 'notice', 'watch']);
    expect(outbox.map(({ body }) => body)).toMatchObject(outbox.map(() => ({ reference: requests[0]?.reference })));
  });

  it('leaves no name, number, time or reason in work, decision records or links', async () => {
    const commits: TurnCommit[] = [];
    const visitor = await atReadBack(watched(await openSqliteStore(':memory:'), commits), 'one');
    await visitor.writes('my heel hurts, and what is the price?');
    await visitor.writes('Yes, send it');
    await visitor.writes('cancel my request');
    const links = commits.flatMap(({ replies }) => replies.flatMap((reply) => reply.links));
    const kept = commits.map(({ audit, outbox, keys, answers }) => [audit, outbox, keys, answers]);
    expect(JSON.stringify([kept, links])).not.toMatch(typed);
    expect(links.length).toBeGreaterThan(0);
  });

  it('leaves nothing of it in the log when it cannot be stored', async () => {
    const written: string[] = [];
    const store = await openSqliteStore(':memory:');
    const visitor = await atReadBack(store, 'one');
    const log = pino({ level: 'debug' }, { write: (line: string) => void written.push(line) });
    const broken = new Proxy(store, {
      get: (target, name: keyof Store) =>
        name === 'commit'
          ? () => Promise.reject(new Error('the disk is gone'))
          : Reflect.get(target, name).bind(target),
    });
    const message = { ...visitor.message('Yes, send it'), keys: ['broken'] as const };
    const turn = await takeTurn(message, { ...visitor.deps, store: broken, log });
    expect(linesOf(turn)).toEqual(['fallback.call-us']);
    expect(await requestsOf(store)).toEqual([]);
    expect(written.join()).toContain('turn not stored');
    expect(written.join()).not.toMatch(typed);
    expect(linesOf(await visitor.writes('Yes, send it'))).toEqual(['booking.requested']);
  });

  it('is one when two visits confirm it at once, and when a message comes twice', async () => {
    const store = await openSqliteStore(':memory:');
    const both = [await atReadBack(store, 'one'), await atReadBack(store, 'two')];
    const turns = await Promise.all(both.map((visitor) => visitor.writes('Yes, send it')));
    expect(turns.map(linesOf).sort()).toEqual([['booking.already'], ['booking.requested']]);
    expect(turns.some(({ failed }) => failed)).toBe(false);
    expect(await requestsOf(store)).toHaveLength(1);
    const third = await atReadBack(await openSqliteStore(':memory:'), 'three');
    const message = third.message('Yes, send it');
    const [first, second] = [await third.sends(message), await third.sends(message)];
    expect([second.duplicate, second.replies]).toEqual([true, first.replies]);
    expect(await requestsOf(third.store)).toHaveLength(1);
  });

  it('is told of, when it is booked, on the visitor’s own clock too', async () => {
    const visitor = await atReadBack(await openSqliteStore(':memory:'), 'one');
    await visitor.sends({ ...visitor.message('Yes, send it'), zone: 'Europe/Berlin' });
    const [{ reference, visitId, clinicId } = { reference: '', visitId: '', clinicId: '' }] = await requestsOf(
      visitor.store,
    );
    const slot = slotId({ start: Date.parse('2026-12-03T19:30:00Z') });
    const booked = { type: 'clinic.booked', reference, slot, place: 'mill-road', end: null } as const;
    await tellVisit({ visitId, clinicId }, 'booked', booked, visitor.deps);
    const last = (await visitor.store.logAfter(visitId, 0, 100)).at(-1);
    expect(last?.from === 'bot' && last.reply.text).toContain(
      'Thursday 3 December, 2:30 pm, New York time (8:30 pm, Berlin time).',
    );
  });

  it('wakes the outbox, once', async () => {
    let woken = 0;
    const visitor = await atReadBack(await openSqliteStore(':memory:'), 'one');
    const deps = { ...visitor.deps, wake: () => void woken++ };
    for (const text of ['Yes, send it', 'what is sciatica?']) await takeTurn(visitor.message(text), deps);
    expect(woken).toBe(1);
  });

  it('is withdrawn with its details erased, and can be made anew', async () => {
    const visitor = await atReadBack(await openSqliteStore(':memory:'), 'one');
    await visitor.writes('Yes, send it');
    expect(linesOf(await visitor.writes('cancel it'))).toEqual(['cancel.done']);
    expect(JSON.stringify(await requestsOf(visitor.store))).not.toMatch(typed);
    for (const text of ['call me back', 'Foot pain', 'Mill Road', 'thursday']) await visitor.writes(text);
    expect(linesOf(await visitor.writes('yes'))).toEqual(['booking.requested']);
  });

  it('keeps every reply of ours to sixty words', async () => {
    const commits: TurnCommit[] = [];
    const visitor = await atReadBack(watched(await openSqliteStore(':memory:'), commits), 'one');
    for (const text of ['sunday', 'hm', 'no', 'yes', 'cancel my request', 'can I talk to a person'])
      await visitor.writes(text);
    const ours = commits
      .flatMap(({ replies }) => replies)
      .filter(({ lines }) => /^(booking|cancel|person)/.test(`${lines}`));
    expect(ours.filter(({ text }) => text.split(/\s+/).length > 60).map(({ lines }) => lines)).toEqual([]);
  });
});
