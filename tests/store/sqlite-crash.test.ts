import { setTimeout as wait } from 'node:timers/promises';
import Database from 'libsql';
import { expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { waitingWork } from './builders.ts';
import { runChild } from './run-child.ts';
import { tempFile } from './temp-folder.ts';

const VISITS = 6;
const KILLS = 4;

it('loses nothing that was acknowledged, and leaves no half turn, when it is killed again and again', async () => {
  const file = tempFile();
  const acknowledged: string[] = [];
  for (let kill = 0; kill < KILLS; kill++) {
    const child = runChild(new URL('./children/take-turns.ts', import.meta.url), [file, String(VISITS)]);
    await vi.waitFor(() => expect(child.lines().length).toBeGreaterThan(30), { timeout: 15_000, interval: 1 });
    await wait(Math.random() * 60);
    expect(await child.kill()).toBe('SIGKILL');
    acknowledged.push(...child.lines());
  }

  const store = await openSqliteStore(file);
  let turns = 0;
  for (let visit = 0; visit < VISITS; visit++) {
    const visitId = `web/clinic-a/${visit}`;
    const { state, revision } = await store.load(visitId);
    expect(state).toEqual({ number: revision });
    expect(revision).toBeGreaterThanOrEqual(highest(acknowledged, `committed ${visit} `));
    const log = await store.logAfter(visitId, 0, 1_000_000);
    const said = log.filter(({ from }) => from === 'visitor').length;
    expect(said).toBeGreaterThanOrEqual(highest(acknowledged, `accepted ${visit} `));
    expect(said - revision).toBeOneOf([0, 1]);
    expect(log.filter(({ from }) => from === 'bot')).toHaveLength(2 * revision);
    for (let number = 1; number <= revision; number++) {
      expect(await store.repliesTo([`${visitId}/${number}`])).toHaveLength(2);
    }
    const waiting = (await store.unanswered()).filter(({ message }) => message.visitId === visitId);
    expect(waiting).toHaveLength(said - revision);
    turns += revision;
  }
  expect(await waitingWork(store)).toHaveLength(turns);
  const audit = new Database(file).prepare('SELECT count(*) AS turns FROM audit').all();
  expect(audit).toEqual([{ turns }]);
  await store.close();
}, 60_000);

function highest(lines: readonly string[], start: string): number {
  return Math.max(0, ...lines.filter((line) => line.startsWith(start)).map((line) => Number(line.slice(start.length))));
}
