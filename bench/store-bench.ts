import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reply } from '../src/replies/reply.ts';
import { openSqliteStore } from '../src/store/sqlite-store.ts';
import type { TurnCommit, VisitStore } from '../src/store/visit-store.ts';
import type { BenchRow } from './bench-row.ts';

const VISITS = 32;
const TURNS = 3_200;
const ROUNDS = 5;
const ONE_BY_ONE = 'store: commit of a turn, one by one';

/** Time of one committed turn on disk: alone, and when 16 and 32 wait together. Medians of several rounds. */
export async function benchStore(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-bench-'));
  try {
    const store = await openSqliteStore(join(folder, 'bench.db'));
    const visits = Array.from({ length: VISITS }, (_, index) => ({ id: `web/bench/${index}`, revision: 0 }));
    await measure(store, visits, 16);
    const alone = await median(() => measure(store, visits, 1));
    const rows: BenchRow[] = [row(ONE_BY_ONE, alone, null)];
    for (const together of [16, 32]) {
      const each = await median(() => measure(store, visits, together));
      rows.push(row(`store: commit of a turn, ${together} waiting together`, each, alone));
    }
    await store.close();
    return rows;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function median(sample: () => Promise<number>): Promise<number> {
  const samples: number[] = [];
  for (let round = 0; round < ROUNDS; round++) samples.push(await sample());
  return samples.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
}

/** Microseconds a turn, over `TURNS` turns of which `together` are asked for at a time. */
async function measure(
  store: VisitStore,
  visits: readonly { id: string; revision: number }[],
  together: number,
): Promise<number> {
  const started = performance.now();
  for (let turn = 0; turn < TURNS; turn += together) {
    const at = turn % VISITS;
    await Promise.all(
      visits.slice(at, at + together).map(async (visit) => {
        await store.commit(turnOf(visit.id, visit.revision));
        visit.revision++;
      }),
    );
  }
  return ((performance.now() - started) * 1_000) / TURNS;
}

function turnOf(visitId: string, revision: number): TurnCommit {
  const now = 1_800_000_000_000 + revision;
  return {
    visitId,
    clinicId: 'bench',
    revision,
    state: { version: 1, value: { talking: 'asking' }, context: { urgency: 'none', flags: [], topic: 'heel-pain' } },
    keys: [`${visitId}/activity/${revision}`, `${visitId}/client/${revision}`],
    answers: null,
    replies: [reply(`${visitId}/${revision}`)],
    outbox: [],
    miss: null,
    audit: { channel: 'web', said: 'none', standing: 'none', flags: [], lines: ['answer.heel-pain'], ms: 1.2 },
    forget: false,
    now,
  };
}

const reply = (id: string): Reply => ({
  id,
  kind: 'answer',
  heading: 'Heel pain',
  text: 'A reviewed answer of usual length. '.repeat(18),
  links: [{ label: 'Book a visit', href: 'https://clinic.example/book' }],
  options: [{ id: 'booking', label: 'Book a visit' }],
  about: { sources: [], review: 'pending', reviewedBy: null, due: '2027-05-21' },
  lines: ['answer.heel-pain'],
  urgency: 'none',
  answer: 'heel-pain',
});

const row = (name: string, value: number, alone: number | null): BenchRow => ({
  name,
  value: Math.round(value * 10) / 10,
  unit: 'µs/turn',
  peer: alone === null ? null : ONE_BY_ONE,
  ratio: alone === null ? null : Math.round((value / alone) * 1_000) / 1_000,
});

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const measured of await benchStore()) console.log(JSON.stringify(measured));
}
