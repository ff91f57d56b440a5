import express from 'express';
import type { DoorSettings } from '../../../../src/channels/bot-framework/door-settings.ts';
import { type MessagesDeps, messagesEndpoint } from '../../../../src/http/messages-endpoint.ts';
import type { Log } from '../../../../src/log.ts';
import type { Deliver } from '../../../../src/outbox/try-delivery.ts';
import { openSqliteStore } from '../../../../src/store/sqlite-store.ts';
import type { Store } from '../../../../src/store/store.ts';
import { takeTurn as takeRealTurn } from '../../../../src/turn/take-turn.ts';
import type { Knowledge, TakenTurn, TurnDeps } from '../../../../src/turn/turn-deps.ts';
import type { VisitorMessage } from '../../../../src/turn/visitor-message.ts';
import { shippedKnowledge } from '../../../support/knowledge.ts';
import { listen } from './listen.ts';
import { CLIENT, reply, TENANT } from './samples.ts';

/** A door on a real server, with a fake turn behind it. */
export interface Door {
  readonly url: string;
  readonly taken: VisitorMessage[];
  /** Everything that was logged, as one text. */
  readonly logged: () => string;
  /** Posts JSON (or a raw body) and gives status, text and JSON. */
  post(body: unknown, headers?: Record<string, string>, path?: string): Promise<Posted>;
  idle(): Promise<void>;
  readonly store: Store;
  readonly say: Deliver;
  close(): Promise<void>;
}

export interface Posted {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // biome-ignore lint/suspicious/noExplicitAny: answers are asserted on, field by field
  readonly json: any;
}

export interface DoorOptions {
  readonly config?: Partial<MessagesDeps['config']>;
  readonly settings?: Partial<DoorSettings>;
  readonly send?: MessagesDeps['send'];
  readonly now?: () => number;
  readonly takeTurn?: (message: VisitorMessage) => Promise<Partial<TakenTurn>>;
  /** Takes real turns with the shipped content, for Harbor Foot & Spine. */
  readonly real?: boolean;
}

const OPEN = { botAppId: null, allowAnonymous: true };
/** The configuration of a door that asks for tokens. */
export const GUARDED = { botAppId: CLIENT, botTenantIds: [TENANT], allowAnonymous: false };

export async function openDoor(options: DoorOptions = {}): Promise<Door> {
  const { config, settings, send, now = Date.now, takeTurn, real } = options;
  const taken: VisitorMessage[] = [];
  const lines: string[] = [];
  const note = (...said: unknown[]): void => void lines.push(JSON.stringify(said));
  const log = { info: note, warn: note, error: note, debug: note } as unknown as Log;
  const clinics = new Map(['harbor', 'quay'].map((id) => [id, { id, country: 'US', numbers: {}, booking: [] }]));
  const fake = {
    content: { clinics, countryNumbers: new Map([['US', { emergency: '911' }]]) },
    screen: (text: string) => ({ urgency: text.includes('chest pain') ? 'emergency' : 'none', asks: null }),
  } as unknown as Knowledge;
  const store = await openSqliteStore(':memory:');
  const turn: TurnDeps = { knowledge: () => (real ? shippedKnowledge() : fake), now, log, store };
  const endpoint = messagesEndpoint({
    turn,
    takeTurn: async (message) => {
      taken.push(message);
      if (real) return takeRealTurn(message, turn);
      const given = await takeTurn?.(message);
      return { replies: [reply()], entries: [], duplicate: false, failed: false, ...given };
    },
    config: {
      ...OPEN,
      botAppPassword: null,
      botAuthority: null,
      botTenantIds: [],
      defaultClinic: real ? 'harbor-foot-spine' : 'harbor',
      ...config,
    },
    ...(settings ? { settings } : {}),
    send: { firstPauseMs: 5, longestPauseMs: 50, timeoutMs: 5_000, ...send },
  });
  const server = await listen(express().use('/api/messages', endpoint));
  return {
    url: `${server.url}/api/messages`,
    taken,
    logged: () => lines.join('\n'),
    post: async (body, headers = {}, path = '') => {
      const raw = typeof body === 'string' || body instanceof Uint8Array;
      const response = await fetch(`${server.url}/api/messages${path}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: raw ? (body as BodyInit) : JSON.stringify(body),
      });
      const text = await response.text();
      const isJson = response.headers.get('content-type')?.startsWith('application/json');
      return { status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : null };
    },
    idle: endpoint.idle,
    store,
    say: endpoint.say,
    close: async () => {
      await server.close();
      await endpoint.idle();
      await store.close();
    },
  };
}
