import { runOutbox } from '../../../src/outbox/run-outbox.ts';
import { openSqliteStore } from '../../../src/store/sqlite-store.ts';
import { outboxDeps } from '../support/work.ts';

/** Delivers what waits in a file to an address, its clock so many milliseconds ahead, until it is killed. */
const [file = '', url = '', ahead = '0'] = process.argv.slice(2);
const store = await openSqliteStore(file);
runOutbox(outboxDeps(store, url, { now: () => Date.now() + Number(ahead) }));
setInterval(() => undefined, 1_000);
