import { existsSync, statSync } from 'node:fs';
import Database from 'libsql';
import { describe, expect, it, vi } from 'vitest';
import { sqliteMigrations } from '../../src/store/migrations/sqlite.ts';
import { MigrationRefused, migrate } from '../../src/store/sqlite-migrate.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { messageOf, waitingWork } from './builders.ts';
import { runChild } from './run-child.ts';
import { tempFile } from './temp-folder.ts';

const first = { id: '0001-first', sql: 'CREATE TABLE visits (id TEXT); INSERT INTO visits VALUES (1);' };
const second = { id: '0002-name', sql: `ALTER TABLE visits ADD name TEXT; UPDATE visits SET name = 'n';` };
const tables = (db: Database.Database) =>
  db.prepare(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).all();

describe('migrations', () => {
  it('are run once each, in order', () => {
    const db = new Database(':memory:');
    migrate(db, [first, second]);
    migrate(db, [first, second]);
    expect(db.prepare('SELECT * FROM visits').all()).toEqual([{ id: '1', name: 'n' }]);
    expect(db.prepare('SELECT id FROM migrations').all()).toEqual([{ id: '0001-first' }, { id: '0002-name' }]);
  });

  it('bring an older database to the newest', () => {
    const db = new Database(':memory:');
    migrate(db, [first]);
    db.exec(`INSERT INTO visits VALUES ('kept')`);
    migrate(db, [first, second]);
    expect(db.prepare('SELECT id FROM visits').all()).toEqual([{ id: '1' }, { id: 'kept' }]);
  });

  it('keep the visits of a database made by the first version', async () => {
    const file = tempFile();
    const old = new Database(file);
    migrate(old, sqliteMigrations.slice(0, 1));
    old.exec(`INSERT INTO visits VALUES ('web/clinic-a/1', 'clinic-a', 3, '{"a":1}', 8, 1, 1)`);
    old.close();
    const store = await openSqliteStore(file);
    expect(await store.load(messageOf('hello').visitId)).toEqual({ state: { a: 1 }, revision: 3 });
    await store.close();
  });

  it('keep the work of a database made before there were leases', async () => {
    const file = tempFile();
    const old = new Database(file);
    migrate(old, sqliteMigrations.slice(0, 2));
    old.exec(`INSERT INTO outbox (key, visit_id, clinic_id, kind, body, created_at, delivered_at) VALUES
      ('done', 'v', 'c', 'notice', '1', 5, 6), ('waits', 'v', 'c', 'notice', '{"a":2}', 7, NULL)`);
    old.close();
    const store = await openSqliteStore(file);
    expect(await waitingWork(store)).toEqual([{ key: 'waits', kind: 'notice', body: { a: 2 } }]);
    expect(await store.waiting()).toEqual({ rows: 1, since: 7 });
    await store.close();
  });

  it('refuse a database that is newer, and leave it as it is', async () => {
    const file = tempFile();
    const newer = new Database(file);
    migrate(newer, [...sqliteMigrations, { id: '9999-future', sql: 'CREATE TABLE future (n INTEGER)' }]);
    const before = tables(newer);
    const opening = openSqliteStore(file);
    await expect(opening).rejects.toBeInstanceOf(MigrationRefused);
    await expect(opening).rejects.toThrow('"9999-future"');
    expect(tables(newer)).toEqual(before);
  });

  it('undo the whole of a step that fails, and keep the steps before it', () => {
    const db = new Database(':memory:');
    const broken = { id: '0002-broken', sql: 'CREATE TABLE half (n INTEGER); INSERT INTO nowhere VALUES (1);' };
    expect(() => migrate(db, [first, broken])).toThrow('migration "0002-broken" failed and was undone');
    expect(tables(db)).toEqual([{ name: 'migrations' }, { name: 'visits' }]);
    migrate(db, [first, second]);
    expect(db.prepare('SELECT name FROM visits').all()).toEqual([{ name: 'n' }]);
  });

  it('leave a database as it was before a step in which the process was killed', async () => {
    const file = tempFile();
    const child = runChild(new URL('./children/migrate-slowly.ts', import.meta.url), [file]);
    const written = () => (existsSync(`${file}-wal`) ? statSync(`${file}-wal`).size : 0);
    await vi.waitFor(() => expect(written()).toBeGreaterThan(4_000_000), { timeout: 15_000, interval: 5 });
    expect(await child.kill()).toBe('SIGKILL');
    const db = new Database(file);
    expect(tables(db)).toEqual([{ name: 'first' }, { name: 'migrations' }]);
    expect(db.prepare('SELECT id FROM migrations').all()).toEqual([{ id: '0001-first' }]);
    migrate(db, [first, { id: '0002-slow', sql: 'CREATE TABLE half (n INTEGER)' }]);
    expect(tables(db)).toEqual([{ name: 'first' }, { name: 'half' }, { name: 'migrations' }]);
  }, 30_000);
});
