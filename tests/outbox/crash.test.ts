import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { runChild } from '../store/run-child.ts';
import { tempFile } from '../store/temp-folder.ts';
import { receiver } from './support/receiver.ts';
import { leaveWork, noticeRow } from './support/work.ts';

const ROWS = 600;
const KILLS = 4;
const AT_ONCE_EACH = 8;
const LEASE_MS = 60_000;

it('loses no row when workers on one file are killed again and again, and repeats only what was under way', async () => {
  const file = tempFile();
  const store = await openSqliteStore(file);
  const rows = Array.from({ length: ROWS }, (_, index) => noticeRow(`R${index}`));
  await leaveWork(store, rows, Date.now());
  const { url, posts, taken } = await receiver(async () => {
    await wait(5);
    return 204;
  });
  const deliver = (ahead: number) =>
    runChild(new URL('./children/deliver.ts', import.meta.url), [file, url, String(ahead)]);

  for (let kill = 0; kill < KILLS; kill++) {
    const workers = [deliver(kill * LEASE_MS), deliver(kill * LEASE_MS)];
    const before = posts.length;
    await vi.waitFor(() => expect(posts.length).toBeGreaterThan(before + 20), { timeout: 15_000, interval: 1 });
    await wait(Math.random() * 30);
    expect(await Promise.all(workers.map((worker) => worker.kill()))).toEqual(['SIGKILL', 'SIGKILL']);
  }
  expect((await store.waiting()).rows).toBeGreaterThan(0);

  const last = deliver(KILLS * LEASE_MS);
  await vi.waitFor(async () => expect(await store.waiting()).toEqual({ rows: 0, since: null }), { timeout: 20_000 });
  await last.kill();
  expect([...taken.keys()].toSorted()).toEqual(rows.map(({ key }) => key).toSorted());
  const times = [...taken.values()].reduce((sum, each) => sum + each, 0);
  expect(times - ROWS).toBeLessThanOrEqual(KILLS * 2 * AT_ONCE_EACH);
  await store.close();
}, 60_000);
