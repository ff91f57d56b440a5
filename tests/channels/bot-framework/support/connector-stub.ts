import type { ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { listen } from './listen.ts';

/** A post that the stand-in connector received. */
export interface Received {
  readonly path: string;
  readonly at: number;
  // biome-ignore lint/suspicious/noExplicitAny: activities are asserted on, field by field
  readonly activity: any;
}

/** A stand-in for a channel's connector. `answers` decides on the nth post; 201 when it does nothing. */
export interface ConnectorStub {
  readonly url: string;
  readonly received: Received[];
  close(): Promise<void>;
}

export type Answers = (res: ServerResponse, nth: number, received: Received) => void;

export async function startConnector(answers: Answers = ok): Promise<ConnectorStub> {
  const received: Received[] = [];
  const server = await listen(async (req, res) => {
    const activity = req.method === 'POST' || req.method === 'PUT' ? await json(req) : null;
    const one = { path: `${req.method} ${req.url}`, at: Date.now(), activity };
    received.push(one);
    answers(res, received.length, one);
  });
  return { url: `${server.url}/`, received, close: server.close };
}

export const ok: Answers = (res) => void res.writeHead(201, { 'content-type': 'application/json' }).end('{"id":"x"}');
export const status =
  (code: number, headers: Record<string, string> = {}): Answers =>
  (res) =>
    void res.writeHead(code, headers).end('no');
