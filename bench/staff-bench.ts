import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express from 'express';
import { loadContent } from '../src/content/load-content.ts';
import { createLog } from '../src/log.ts';
import { createConsole } from '../src/staff/console.ts';
import { beginSession, sessionCookie } from '../src/staff/session.ts';
import type { StaffDeps } from '../src/staff/staff-deps.ts';
import { staffRoutes } from '../src/staff/staff-routes.ts';
import { openSqliteStore } from '../src/store/sqlite-store.ts';
import type { Store } from '../src/store/store.ts';
import { type BenchRow, benchRow, quantile } from './bench-row.ts';

const REQUESTS = 10_000;
const PAGES = 60;
const GOAL_MS = 50;
const START = Date.UTC(2026, 10, 1);

/** The staff's inbox as a browser gets it, with 10,000 requests of one clinic stored: first page, and last page of all. */
export async function benchStaff(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const store = await openSqliteStore(join(folder, 'bench.db'));
  const content = loadContent('content');
  const [clinicId = ''] = content.clinics.keys();
  await fill(store, clinicId);
  const unused = (): never => {
    throw new Error('the console neither screens nor ranks');
  };
  const deps: StaffDeps = {
    store,
    knowledge: () => ({ content, screen: unused, rank: unused }),
    publicUrl: () => 'http://127.0.0.1',
    now: () => START + REQUESTS * 60_000,
    tell: async () => undefined,
    log: createLog('silent'),
  };
  const server = createServer(express().use('/staff', staffRoutes(deps))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/staff`;
  const cookie = await signedIn(deps);
  const rows = [
    await measure('first page', url, cookie),
    await measure('last page of all', `${url}?state=all&order=newest&page=${REQUESTS / 50}`, cookie),
  ];
  server.closeAllConnections();
  server.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return rows;
}

async function fill(store: Store, clinicId: string): Promise<void> {
  const all = Array.from({ length: REQUESTS }, (_, index) => {
    const reference = `R${String(index).padStart(5, '0')}`;
    const details = {
      name: 'Ada',
      phone: '+15085550142',
      urgency: index % 500 === 0 ? 'urgent' : 'none',
      reason: 'foot',
    };
    return store.commit({
      ...{ visitId: `web/${index}`, clinicId, revision: 0, state: {}, keys: [reference], answers: null, replies: [] },
      ...{ outbox: [], requests: [{ reference, kind: 'callback' as const, twin: reference, details }], withdraw: [] },
      ...{ keep: null, miss: null, audit: {}, forget: false, now: START + index * 60_000 },
    });
  });
  await Promise.all(all);
}

async function signedIn(deps: StaffDeps): Promise<string> {
  const account = {
    ...{ id: 'bench', signInName: 'bench@clinic.example', shownName: 'Bench', role: 'front-desk' as const },
    ...{ clinicIds: null, disabled: false, password: '', createdAt: START },
  };
  const hash = randomBytes(8).toString('hex');
  await deps.store.invite({
    hash,
    accountId: null,
    first: false,
    role: 'front-desk',
    clinicIds: null,
    expiresAt: deps.now() + 1,
  });
  await deps.store.acceptInvitation(hash, account, deps.now());
  return `${sessionCookie(deps.publicUrl()).name}=${await beginSession(createConsole(deps), account.id)}`;
}

async function measure(name: string, url: string, cookie: string): Promise<BenchRow> {
  const times: number[] = [];
  for (let page = 0; page < PAGES; page++) {
    const started = performance.now();
    const response = await fetch(url, { headers: { cookie } });
    if (response.status !== 200 || !(await response.text()).includes('/staff/requests/R'))
      throw new Error(`no inbox: ${response.status}`);
    times.push(performance.now() - started);
  }
  return benchRow(`staff inbox, ${REQUESTS} requests: ${name}`, quantile(times.slice(10), 0.5), 'ms', 'goal', GOAL_MS);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const measured of await benchStaff()) console.log(JSON.stringify(measured));
}
