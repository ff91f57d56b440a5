import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createLog } from '../src/log.ts';
import { deliverNotice } from '../src/outbox/deliver-notice.ts';
import { runOutbox } from '../src/outbox/run-outbox.ts';
import type { LeasedWork, OutboxRow } from '../src/store/outbox-store.ts';
import { openSqliteStore } from '../src/store/sqlite-store.ts';
import { type BenchRow, benchRow } from './bench-row.ts';

const NOTICES = 2_000;
const AT_ONCE = 8;
const CLINIC = 'bench';

/** Signed notices a second to a receiver on this machine: from the outbox on disk, and the bare posts beside it. */
export async function benchOutbox(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  const receiver = createServer((req, res) => void req.resume().on('end', () => res.writeHead(204).end()));
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  const deliver = deliverNotice({
    clinic: () => ({ name: 'Bench Clinic', notices: { webhook: { url, secret: 'BENCH_SECRET' } } }),
    publicUrl: () => 'https://chat.clinic.example',
    email: null,
    environment: { BENCH_SECRET: 'bench' },
    reach: { allowPrivate: false, allowLoopbackHttp: true },
    now: Date.now,
  });
  const store = await openSqliteStore(join(folder, 'bench.db'));
  try {
    const bare = await perSecond(async () => {
      const rows = rowsOf('bare');
      const next = async (): Promise<void> => {
        for (let row = rows.pop(); row; row = rows.pop()) await deliver(leased(row), new AbortController().signal);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, next));
    });
    await store.commit(turnWith(rowsOf('kept')));
    const kept = await perSecond(async () => {
      const outbox = runOutbox({
        store,
        deliver: new Map([['notice', deliver]]),
        onSettled: async () => undefined,
        now: Date.now,
        random: Math.random,
        log: createLog('silent'),
      });
      await outbox.idle();
      await outbox.close();
    });
    if ((await store.waiting()).rows > 0) throw new Error('notices are left in the outbox');
    return [
      benchRow('outbox: notices delivered to a local webhook', kept, '/s', 'the same posts, nothing stored', bare),
    ];
  } finally {
    await store.close();
    receiver.closeAllConnections();
    receiver.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function perSecond(deliverAll: () => Promise<void>): Promise<number> {
  const started = performance.now();
  await deliverAll();
  return (NOTICES * 1_000) / (performance.now() - started);
}

const rowsOf = (name: string): OutboxRow[] =>
  Array.from({ length: NOTICES }, (_, index) => {
    const reference = `${name}-${index}`;
    return { key: reference, kind: 'notice', body: { reference, what: 'callback', to: 'webhook' } };
  });

const leased = (row: OutboxRow): LeasedWork => ({ ...row, clinicId: CLINIC, visitId: 'v', attempts: 0, createdAt: 0 });

const turnWith = (outbox: readonly OutboxRow[]) => ({
  visitId: 'web/bench/1',
  clinicId: CLINIC,
  revision: 0,
  state: {},
  keys: ['first'],
  answers: null,
  replies: [],
  outbox,
  requests: [],
  withdraw: [],
  keep: null,
  miss: null,
  audit: {},
  forget: false,
  now: Date.now(),
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const measured of await benchOutbox()) console.log(JSON.stringify(measured));
}
