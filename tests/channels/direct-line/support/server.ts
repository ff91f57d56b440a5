import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express, { type Express } from 'express';
import { onTestFinished } from 'vitest';
import { WebSocket } from 'ws';
import { createDirectLine, type DirectLine } from '../../../../src/channels/direct-line/create-direct-line.ts';
import type { DirectLineActivity } from '../../../../src/channels/render-direct-line.ts';
import { createLog } from '../../../../src/log.ts';
import { openSqliteStore } from '../../../../src/store/sqlite-store.ts';
import type { Store } from '../../../../src/store/store.ts';
import { fakeTurn, letAllGo, type TakeTurn, testKnowledge } from './fake-turn.ts';

export const SECRET = new TextEncoder().encode('a secret for tests only, 32 bytes');

export interface Frame {
  readonly activities: readonly DirectLineActivity[];
  readonly watermark: string;
}

// biome-ignore lint/suspicious/noExplicitAny: answers are read as a client without types would
export type Answer = { readonly status: number; readonly headers: Headers; readonly body: any };

export interface TestServer {
  /** `http://127.0.0.1:port`. */
  readonly url: string;
  readonly store: Store;
  readonly directLine: DirectLine;
  /** Breaks every connection, as a lost network does. */
  drop(): void;
  /** Moves the server's clock. */
  forward(ms: number): void;
  post(path: string, token: string | null, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  get(path: string, token: string | null, headers?: Record<string, string>): Promise<Answer>;
  /** A token, and its conversation started. */
  start(body?: unknown): Promise<Chat>;
  open(streamUrl: string, headers?: Record<string, string>): Promise<OpenStream>;
  close(): Promise<void>;
}

export interface Chat {
  readonly conversationId: string;
  readonly token: string;
  readonly streamUrl: string;
  say(text: string, clientActivityID?: string): Promise<Answer>;
  poll(watermark?: string): Promise<Frame>;
  /** Goes on after a watermark, as after a reload. */
  reopen(watermark?: string): Promise<OpenStream>;
}

export interface OpenStream {
  readonly socket: WebSocket;
  readonly activities: DirectLineActivity[];
  readonly frames: Frame[];
  readonly closed: Promise<number>;
  /** Settles when `found` is true of what came; fails when the socket closes first. */
  until(found: (activities: readonly DirectLineActivity[]) => boolean): Promise<void>;
  untilText(text: string): Promise<void>;
}

export const textsOf = (activities: readonly DirectLineActivity[]): string[] =>
  activities.filter(({ type }) => type === 'message').map(({ text }) => text ?? '');

/** A service of its own on a free port, stopped with the test. */
export async function startServer(
  given: {
    store?: Store;
    takeTurn?: TakeTurn;
    publicUrl?: string;
    startsPerMinute?: number;
    pages?: (app: Express) => void;
  } = {},
): Promise<TestServer> {
  const store = given.store ?? (await openSqliteStore(':memory:'));
  const knowledge = testKnowledge();
  let forwarded = 0;
  let url = '';
  const directLine = createDirectLine({
    turn: { knowledge: () => knowledge, store, now: () => Date.now() + forwarded, log: createLog('silent') },
    takeTurn: given.takeTurn ?? fakeTurn,
    publicUrl: () => given.publicUrl ?? url,
    tokenSecret: SECRET,
    defaultClinic: 'harbor',
    ...(given.startsPerMinute === undefined ? {} : { startsPerMinute: given.startsPerMinute }),
  });
  const app = express().use(['/directline', '/v3/directline'], directLine.router);
  given.pages?.(app);
  const server = createServer(app);
  directLine.attachSockets(server);
  const connections = new Set<Socket>();
  server.on('connection', (socket) => {
    connections.add(socket.once('close', () => connections.delete(socket)));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  async function call(
    path: string,
    init: { method?: string; headers: Record<string, string>; body?: string },
  ): Promise<Answer> {
    const response = await fetch(`${url}${path}`, { ...init, headers: { ...init.headers, connection: 'close' } });
    const text = await response.text();
    return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
  }
  const bearer = (token: string | null): Record<string, string> =>
    token === null ? {} : { authorization: `Bearer ${token}` };
  const get: TestServer['get'] = (path, token, headers = {}) =>
    call(path, { headers: { ...bearer(token), ...headers } });
  const post: TestServer['post'] = (path, token, body, headers = {}) =>
    call(path, {
      method: 'POST',
      headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...bearer(token), ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });

  const open: TestServer['open'] = async (streamUrl, headers = {}) => {
    const socket = new WebSocket(streamUrl, { headers });
    const made = collect(socket);
    await new Promise<void>((resolve, reject) => {
      socket.once('open', resolve);
      socket.once('unexpected-response', (_req, res) => reject(new Error(`refused ${res.statusCode}`)));
      socket.once('error', reject);
    });
    return made;
  };

  const started: TestServer['start'] = async (body = {}) => {
    const generated = await post('/directline/tokens/generate', null, body);
    const { body: opened } = await post('/directline/conversations', generated.body.token);
    const path = `/directline/conversations/${opened.conversationId}`;
    return {
      ...opened,
      say: (text, clientActivityID) =>
        post(`${path}/activities`, opened.token, {
          type: 'message',
          text,
          from: { id: 'someone else' },
          ...(clientActivityID === undefined ? {} : { channelData: { clientActivityID } }),
        }),
      poll: async (watermark = '') => (await get(`${path}/activities?watermark=${watermark}`, opened.token)).body,
      reopen: async (watermark = '') =>
        open((await get(`${path}?watermark=${watermark}`, opened.token)).body.streamUrl),
    };
  };

  const made: TestServer = {
    url,
    store,
    directLine,
    forward: (ms) => {
      forwarded += ms;
    },
    post,
    get,
    start: started,
    open,
    drop: () => {
      for (const socket of connections) socket.destroy();
    },
    close: async () => {
      letAllGo();
      await directLine.close();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  onTestFinished(made.close);
  return made;
}

function collect(socket: WebSocket): OpenStream {
  const activities: DirectLineActivity[] = [];
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  const check = (): void => {
    for (const each of waiting) each();
  };
  socket.on('message', (data) => {
    const frame = JSON.parse(String(data)) as Frame;
    frames.push(frame);
    activities.push(...frame.activities);
    check();
  });
  const closed = new Promise<number>((resolve) => socket.once('close', resolve));
  const until: OpenStream['until'] = (found) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (!found(activities)) return;
        waiting.delete(look);
        resolve();
      };
      waiting.add(look);
      void closed.then((code) => reject(new Error(`closed with ${code}; came: ${JSON.stringify(activities)}`)));
      look();
    });
  return {
    socket,
    activities,
    frames,
    closed,
    until,
    untilText: (text) => until((came) => textsOf(came).some((each) => each.includes(text))),
  };
}
