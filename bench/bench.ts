import { benchAnswering } from './answering-bench.ts';
import type { BenchRow } from './bench-row.ts';
import { benchMessages } from './messages-bench.ts';
import { benchOutbox } from './outbox-bench.ts';
import { benchScreening } from './screening-bench.ts';
import { benchServer, startServer } from './server-bench.ts';
import { benchSizes } from './sizes-bench.ts';
import { benchStaff } from './staff-bench.ts';
import { benchStore } from './store-bench.ts';
import { benchTurn } from './turn-bench.ts';
import { benchWidget } from './widget-bench.ts';

const parts: readonly (() => Promise<BenchRow[]>)[] = [
  benchTurn,
  benchScreening,
  benchAnswering,
  benchStore,
  benchOutbox,
  benchStaff,
  benchServer,
  benchSizes,
  () => benchMessages((environment) => startServer(0, undefined, environment)),
  () => benchWidget(() => startServer()),
];
const asJson = process.argv.includes('--json');
for (const part of parts) {
  for (const row of await part()) {
    if (asJson) console.log(JSON.stringify(row));
    else
      console.log(
        `${row.name.padEnd(56)} ${String(row.value).padStart(8)} ${row.unit.padEnd(6)} ${row.ratio ?? '–'} × ${row.peer ?? 'nothing'}`,
      );
  }
}
process.exit(0);
