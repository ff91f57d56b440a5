import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { createDirectLine } from '../../../../src/channels/direct-line/create-direct-line.ts';
import { createLog } from '../../../../src/log.ts';
import { openSqliteStore } from '../../../../src/store/sqlite-store.ts';
import type { TurnDeps } from '../../../../src/turn/turn-deps.ts';
import type { VisitorMessage } from '../../../../src/turn/visitor-message.ts';
import { fakeTurn, testKnowledge } from './fake-turn.ts';

/** A server to be killed: `node crash-server.ts <file> <where it stops>`. Prints its port, and `stopped` when it hangs. */
const [, , file = '', stops = 'never'] = process.argv;
const never = new Promise<never>(() => undefined);

async function stop(): Promise<never> {
  process.stdout.write('stopped\n');
  return never;
}

async function takeTurn(message: VisitorMessage, deps: TurnDeps, answers: string | null = null) {
  if (message.kind === 'wrote' && stops === 'before the turn') return stop();
  const taken = await fakeTurn(message, deps, answers);
  return message.kind === 'wrote' && stops === 'after the commit' ? stop() : taken;
}

const store = await openSqliteStore(file);
const knowledge = testKnowledge();
let url = '';
const directLine = createDirectLine({
  turn: { knowledge: () => knowledge, store, now: Date.now, log: createLog('silent') },
  takeTurn,
  publicUrl: () => url,
  tokenSecret: new TextEncoder().encode('a secret for tests only, 32 bytes'),
  defaultClinic: 'harbor',
});
const resumed = await directLine.resume();
const server = createServer(express().use('/directline', directLine.router));
directLine.attachSockets(server);
server.listen(0, '127.0.0.1', () => {
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  process.stdout.write(`${url} resumed ${resumed}\n`);
});
