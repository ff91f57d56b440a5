import { setTimeout as wait } from 'node:timers/promises';
import Database from 'libsql';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { type Flush, sqliteWriter } from '../../src/store/sqlite-writer.ts';
import { RevisionConflict } from '../../src/store/visit-store.ts';
import { acceptedOf, messageOf, turnOf } from './builders.ts';
import { tempFile } from './temp-folder.ts';

const inVisit = (index: number) => messageOf('hello', { visitId: `web/clinic-a/${index}` });
const numbers = Array.from({ length: 32 }, (_, index) => index);

describe('group commit', () => {
  it('writes 32 turns that wait together in one transaction', async () => {
    const flushes: Flush[] = [];
    const store = await openSqliteStore(tempFile(), { onFlush: (flush) => flushes.push(flush) });
    await Promise.all(numbers.map((index) => store.commit(turnOf(inVisit(index)))));
    await wait(5);
    expect(flushes.map(({ writes }) => writes)).toEqual([32]);
    await store.commit(turnOf(messageOf('more', { visitId: 'web/clinic-a/0' }), { revision: 1 }));
    expect(flushes.map(({ writes }) => writes)).toEqual([32, 1]);
    await store.close();
  });

  it('writes turns and accepted messages together', async () => {
    const flushes: Flush[] = [];
    const store = await openSqliteStore(tempFile(), { onFlush: (flush) => flushes.push(flush) });
    await Promise.all([store.accept(acceptedOf(inVisit(1)), 1), store.commit(turnOf(inVisit(2)))]);
    expect(flushes.map(({ writes }) => writes)).toEqual([2]);
    await store.close();
  });

  it('refuses one conflict among them alone', async () => {
    const flushes: Flush[] = [];
    const store = await openSqliteStore(tempFile(), { onFlush: (flush) => flushes.push(flush) });
    const all = await Promise.allSettled(
      numbers.map((index) => store.commit(turnOf(inVisit(index), { revision: index === 7 ? 5 : 0 }))),
    );
    expect(all.flatMap(({ status }, index) => (status === 'rejected' ? [index] : []))).toEqual([7]);
    expect(all[7]).toHaveProperty('reason', expect.any(RevisionConflict));
    const loaded = await Promise.all(numbers.map((index) => store.load(`web/clinic-a/${index}`)));
    expect(loaded.map(({ revision }) => revision)).toEqual(numbers.map((index) => (index === 7 ? 0 : 1)));
    expect(flushes).toHaveLength(1);
    await store.close();
  });

  it('rejects all of a group whose COMMIT fails, and writes the next', async () => {
    const db = new Database(':memory:');
    db.exec('PRAGMA foreign_keys = ON; CREATE TABLE parent (id INTEGER PRIMARY KEY)');
    db.exec('CREATE TABLE child (id INTEGER REFERENCES parent DEFERRABLE INITIALLY DEFERRED)');
    const { write } = sqliteWriter(db, { lockedFor: 0, onFlush: () => undefined });
    const refuse = () => {
      throw new Error('refused by itself');
    };
    const group = await Promise.allSettled([
      write(() => db.exec('INSERT INTO parent VALUES (1)')),
      write(refuse),
      write(() => db.exec('INSERT INTO child VALUES (99)')),
    ]);
    for (const one of group) {
      expect(one).toHaveProperty('reason.code', 'SQLITE_CONSTRAINT_FOREIGNKEY');
    }
    expect(db.prepare('SELECT * FROM parent').all()).toEqual([]);
    await write(() => db.exec('INSERT INTO parent VALUES (2)'));
    expect(db.prepare('SELECT * FROM parent').all()).toEqual([{ id: 2 }]);
  });

  it('tells the truth about each write when the disk is full', async () => {
    const db = new Database(tempFile());
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('CREATE TABLE words (id INTEGER PRIMARY KEY, body TEXT)');
    db.exec('PRAGMA max_page_count = 20');
    const { write } = sqliteWriter(db, { lockedFor: 0, onFlush: () => undefined });
    const add = db.prepare('INSERT INTO words VALUES (?, ?)');
    const sizes = [10, 10, 9_000_000, 10];
    const all = await Promise.allSettled(sizes.map((size, id) => write(() => add.run(id, 'x'.repeat(size)))));
    expect(all[2]).toHaveProperty('reason.code', 'SQLITE_FULL');
    const told = all.flatMap(({ status }, id) => (status === 'fulfilled' ? [{ id }] : []));
    expect(db.prepare('SELECT id FROM words ORDER BY id').all()).toEqual(told);
    await write(() => add.run(50, 'after'));
    expect(db.prepare('SELECT id FROM words WHERE id = 50').all()).toHaveLength(1);
  });
});

describe('a file locked by another process', () => {
  it('is waited for, while other work goes on', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    let longestPause = 0;
    let last = performance.now();
    const ticking = setInterval(() => {
      longestPause = Math.max(longestPause, performance.now() - last);
      last = performance.now();
    }, 5);
    const written = store.commit(turnOf(inVisit(1)));
    const early = await Promise.race([written, wait(400).then(() => 'still waiting')]);
    expect(early).toBe('still waiting');
    other.exec('ROLLBACK');
    expect(await written).toHaveLength(1);
    clearInterval(ticking);
    expect(longestPause).toBeLessThan(200);
    await store.close();
  });

  it('is given up after a while, told by the check, and written again later', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file, { lockedFor: 100 });
    const other = new Database(file);
    other.exec('BEGIN IMMEDIATE');
    await expect(store.commit(turnOf(inVisit(1)))).rejects.toHaveProperty('code', 'SQLITE_BUSY');
    await expect(store.check()).rejects.toHaveProperty('code', 'SQLITE_BUSY');
    expect(await store.load('web/clinic-a/1')).toHaveProperty('revision', 0);
    other.exec('ROLLBACK');
    await store.check();
    expect(await store.commit(turnOf(inVisit(1)))).toHaveLength(1);
    await store.close();
  });
});
