import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DirectLineActivity } from '../render-direct-line.ts';
import type { Origins } from './origins.ts';
import { type PageDeps, readPage } from './read-page.ts';
import { Refusal, refusalBody } from './refusal.ts';
import { createStream, type Stream } from './stream.ts';
import type { Ticket, Tokens } from './tokens.ts';
import { visitOf } from './visit.ts';
import { readWatermark } from './watermark.ts';

/** All open streams, by visit. */
export interface Sockets {
  attach(server: Server): void;
  /** Has every stream of the visit send what is new. False when the store could not be read for one of them. */
  catchUp(visitId: string): Promise<boolean>;
  /** Shows something once, to those who are there. */
  mention(visitId: string, activity: DirectLineActivity): void;
  close(): void;
}

export interface SocketDeps extends PageDeps {
  readonly tokens: Tokens;
  readonly origins: Origins;
}

const PATH = /\/directline\/conversations\/([\w-]+)\/stream$/;
const PER_VISIT = 8;
/** How often each socket is pinged. It catches up then too, with what another server stored. */
const KEEP_ALIVE_SECONDS = 25;
/** Close code "service restart": clients reconnect. */
const RESTART = 1012;

/** Takes sockets whose ticket and page are right. What clients send is ignored. */
export function createSockets(deps: SocketDeps): Sockets {
  const wss = new WebSocketServer({ noServer: true, maxPayload: 4096, perMessageDeflate: false });
  const streams = new Map<string, Map<WebSocket, Stream>>();
  const alive = new WeakSet<WebSocket>();
  const slots = Array.from({ length: KEEP_ALIVE_SECONDS }, () => new Map<WebSocket, string>());
  const detach: (() => void)[] = [];
  let closed = false;
  let second = 0;

  const keepAlive = setInterval(() => {
    second++;
    for (const [socket, visitId] of slots[second % KEEP_ALIVE_SECONDS] ?? []) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
      void catchUp(visitId);
    }
  }, 1_000).unref();

  async function catchUp(visitId: string): Promise<boolean> {
    const open = [...(streams.get(visitId)?.values() ?? [])];
    return (await Promise.all(open.map((stream) => stream.catchUp()))).every(Boolean);
  }

  async function readTicket(req: IncomingMessage): Promise<Ticket> {
    const url = new URL(req.url ?? '/', 'http://unused');
    const ticket = await deps.tokens.redeem(url.searchParams.get('t') ?? '');
    if (ticket.conv !== PATH.exec(url.pathname)?.[1])
      throw new Refusal(403, 'WrongConversation', 'this stream address is for another conversation');
    deps.origins.check(req.headers.origin, ticket);
    return ticket;
  }

  function open(socket: WebSocket, ticket: Ticket): void {
    const visit = visitOf(ticket);
    const shown = new Set<string>();
    const stream = createStream(socket, readWatermark(ticket.watermark), (after) =>
      readPage(visit, after, shown, deps),
    );
    const others = streams.get(visit.id) ?? new Map<WebSocket, Stream>();
    streams.set(visit.id, others.set(socket, stream));
    if (others.size > PER_VISIT) [...others.keys()][0]?.close(1008, 'too many windows');
    const slot = slots[Math.floor(Math.random() * KEEP_ALIVE_SECONDS)];
    slot?.set(socket, visit.id);
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    socket.on('error', () => socket.terminate());
    socket.on('close', () => {
      slot?.delete(socket);
      others.delete(socket);
      if (others.size === 0 && streams.get(visit.id) === others) streams.delete(visit.id);
    });
    void stream.catchUp();
  }

  function upgrade(req: IncomingMessage, raw: Duplex, head: Buffer): void {
    raw.on('error', () => raw.destroy());
    const ticket = closed
      ? Promise.reject(new Refusal(503, 'Restarting', 'the server is restarting'))
      : readTicket(req);
    ticket.then(
      (ticket) => wss.handleUpgrade(req, raw, head, (socket) => open(socket, ticket)),
      (error: unknown) => refuse(raw, error),
    );
  }

  return {
    attach: (server) => {
      const listener = (req: IncomingMessage, raw: Duplex, head: Buffer): void => {
        if (PATH.test(req.url?.split('?')[0] ?? '')) upgrade(req, raw, head);
        else if (server.listenerCount('upgrade') === 1) refuse(raw, new Refusal(404, 'NotFound', 'no stream here'));
      };
      server.on('upgrade', listener);
      detach.push(() => server.off('upgrade', listener));
    },
    catchUp,
    mention: (visitId, activity) => {
      for (const stream of streams.get(visitId)?.values() ?? []) stream.mention(activity);
    },
    close: () => {
      closed = true;
      clearInterval(keepAlive);
      for (const off of detach) off();
      for (const socket of wss.clients) socket.close(RESTART, 'restarting');
      setTimeout(() => {
        for (const socket of wss.clients) socket.terminate();
      }, 1_000).unref();
    },
  };
}

function refuse(raw: Duplex, error: unknown): void {
  const refusal = error instanceof Refusal ? error : new Refusal(400, 'BadArgument', 'not a stream of ours');
  const body = JSON.stringify(refusalBody(refusal));
  raw.end(
    `HTTP/1.1 ${refusal.status} Refused\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
