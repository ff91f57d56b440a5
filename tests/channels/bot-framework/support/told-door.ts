import express from 'express';
import { messagesEndpoint } from '../../../../src/http/messages-endpoint.ts';
import { createLog } from '../../../../src/log.ts';
import { runOutbox } from '../../../../src/outbox/run-outbox.ts';
import { openSqliteStore } from '../../../../src/store/sqlite-store.ts';
import type { Store } from '../../../../src/store/store.ts';
import { takeTurn } from '../../../../src/turn/take-turn.ts';
import { type News, tellVisit } from '../../../../src/turn/tell-visit.ts';
import type { TurnDeps } from '../../../../src/turn/turn-deps.ts';
import { shippedKnowledge } from '../../../support/knowledge.ts';
import { TUESDAY_MORNING } from '../../../support/visitor.ts';
import { listen } from './listen.ts';

export const HARBOR = 'harbor-foot-spine';

/** A door with real turns for Harbor Foot & Spine, and the outbox that says what visits are told; its clock stands. */
export interface ToldDoor {
  readonly store: Store;
  readonly turn: TurnDeps;
  readonly clock: { now: number };
  /** Posts an activity and gives the status. */
  post(activity: Readonly<Record<string, unknown>>): Promise<number>;
  tell(visitId: string, key: string, news: News): Promise<boolean>;
  /** Delivers all that is due `ms` milliseconds from now. */
  deliver(ms?: number): Promise<void>;
  close(): Promise<void>;
}

export async function openToldDoor(file = ':memory:', now = TUESDAY_MORNING): Promise<ToldDoor> {
  const store = await openSqliteStore(file);
  const clock = { now };
  const around = { store, now: () => clock.now, log: createLog('silent') };
  const turn: TurnDeps = { ...around, knowledge: shippedKnowledge };
  const endpoint = messagesEndpoint({
    turn,
    takeTurn,
    config: {
      ...{ botAppId: null, botAppPassword: null, botAuthority: null, botTenantIds: [] },
      ...{ allowAnonymous: true, defaultClinic: HARBOR },
    },
    send: { timeoutMs: 1_000, firstPauseMs: 5, longestPauseMs: 50 },
  });
  const taken = ['inbox', 'notice', 'watch'].map((kind) => [kind, async () => {}] as const);
  const outbox = runOutbox({
    ...around,
    deliver: new Map([['say', endpoint.say], ...taken]),
    onSettled: async () => {},
    random: () => 0.5,
    every: 3_600_000,
  });
  const server = await listen(express().use('/api/messages', endpoint));
  return {
    store,
    turn,
    clock,
    post: async (activity) => {
      const headers = { 'content-type': 'application/json' };
      const body = JSON.stringify(activity);
      return (await fetch(`${server.url}/api/messages`, { method: 'POST', headers, body })).status;
    },
    tell: (visitId, key, news) => tellVisit({ visitId, clinicId: HARBOR }, key, news, turn),
    deliver: async (ms = 0) => {
      clock.now += ms;
      await outbox.idle();
    },
    close: async () => {
      await server.close();
      await endpoint.idle();
      await outbox.close();
      await store.close();
    },
  };
}
