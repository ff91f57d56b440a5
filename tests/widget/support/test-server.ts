import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import express from 'express';
import { createDirectLine } from '../../../src/channels/direct-line/create-direct-line.ts';
import type { AzureDirectLine } from '../../../src/http/azure-token-endpoint.ts';
import { errorHandler } from '../../../src/http/error-handler.ts';
import { pictureRoutes } from '../../../src/http/picture-endpoint.ts';
import { widgetRoutes } from '../../../src/http/widget-endpoint.ts';
import { createLog } from '../../../src/log.ts';
import { openSqliteStore } from '../../../src/store/sqlite-store.ts';
import type { Knowledge } from '../../../src/turn/turn-deps.ts';
import { clinicsOnly } from './clinics-only.ts';
import { scriptedTurn } from './scripted-turn.ts';

/** A Tuesday, 10:00 in New York: the American clinics are open. */
const TUESDAY_MORNING = Date.parse('2026-12-01T15:00:00Z');

/** A running server with the real Direct Line and the scripted assistant. */
export interface TestServer {
  readonly url: string;
  readonly port: number;
  /** Cuts every open socket and connection, and goes on serving. */
  cut(): void;
  /** Stops listening and cuts; `start` begins again on the same port, with the same visits. */
  stop(): Promise<void>;
  start(): Promise<void>;
  /** Refuses WebSockets from now on. */
  withoutSockets(): void;
  close(): Promise<void>;
}

/** What a test may ask of its server. With `secret` it stands in for Azure: it gives tokens to who knows the secret only. */
export interface TestServerOptions {
  readonly publicUrl?: string;
  readonly knowledge?: Knowledge;
  readonly azure?: AzureDirectLine;
  readonly secret?: string;
}

export async function startTestServer(given: TestServerOptions = {}): Promise<TestServer> {
  const store = await openSqliteStore(':memory:');
  const knowledge = given.knowledge ?? clinicsOnly();
  const turn = {
    knowledge: () => knowledge,
    store,
    now: () => TUESDAY_MORNING + Math.round(performance.now()),
    log: createLog('silent'),
  };
  const tokenSecret = randomBytes(32);
  let port = 0;
  const publicUrl = (): string => given.publicUrl ?? `http://127.0.0.1:${port}`;
  const directLine = createDirectLine({
    turn,
    takeTurn: scriptedTurn,
    publicUrl,
    tokenSecret,
    defaultClinic: 'harbor-foot-spine',
  });
  const app = express();
  app.post('/v3/directline/tokens/generate', (req, res, next) => {
    if (given.secret === undefined || req.get('authorization') === `Bearer ${given.secret}`) next();
    else res.status(403).json({ error: { code: 'BadArgument', message: 'Invalid token or secret' } });
  });
  app.use(['/directline', '/v3/directline'], directLine.router);
  app.use(pictureRoutes(() => knowledge.content.pictures));
  const { azure = null } = given;
  const defaultClinic = 'harbor-foot-spine';
  app.use(widgetRoutes({ knowledge: turn.knowledge, publicUrl, now: turn.now, defaultClinic, azure }));
  app.use(errorHandler(turn.log));

  const open = new Set<Socket>();
  let server: Server;
  let sockets = true;
  const start = async (): Promise<void> => {
    server = createServer(app);
    if (sockets) directLine.attachSockets(server);
    else server.on('upgrade', (_req, socket) => socket.destroy());
    server.on('connection', (socket) => {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    port = (server.address() as AddressInfo).port;
  };
  const cut = (): void => {
    for (const socket of open) socket.destroy();
  };
  const stop = async (): Promise<void> => {
    server.close();
    cut();
    if (server.listening) await once(server, 'close');
  };
  await start();
  return {
    get url() {
      return `http://127.0.0.1:${port}`;
    },
    get port() {
      return port;
    },
    cut,
    stop,
    start,
    withoutSockets: () => {
      sockets = false;
      server.removeAllListeners('upgrade');
      server.on('upgrade', (_req, socket) => socket.destroy());
      cut();
    },
    close: async () => {
      await stop();
      await directLine.close();
      await store.close();
    },
  };
}
