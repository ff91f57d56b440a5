import { chmodSync, existsSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'libsql';
import { describe, expect, it, onTestFinished } from 'vitest';
import { sqliteMigrations } from '../../src/store/migrations/sqlite.ts';
import { migrate } from '../../src/store/sqlite-migrate.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { StaffRole } from '../../src/store/staff-store.ts';
import { checkDatabase } from '../../src/tools/doctor/check-database.ts';
import { checkRetention } from '../../src/tools/doctor/check-retention.ts';
import { checkStaff } from '../../src/tools/doctor/check-staff.ts';
import { runChecks } from '../../src/tools/doctor/run-checks.ts';
import { tempFile } from '../store/temp-folder.ts';
import { examined, NOW, realClinic, said } from './support/examined.ts';

const DAY = 86_400_000;
const quay = realClinic({ booking: [{ way: 'callback' }] });
const look = (check: typeof checkStaff, file: string, clinics = [quay], now = NOW) =>
  said(check, examined({ DATABASE_URL: `file:${file}` }, { now: () => now }, clinics));

/** What is said of staff and of retention in a whole run. */
const heard = async (file: string): Promise<string[]> => {
  const what = examined({ DATABASE_URL: `file:${file}` }, {}, [quay]);
  const found = await runChecks(what, { staff: checkStaff, retention: checkRetention });
  return found.map((finding) => `${finding.level}: ${finding.what}`);
};

function openFile(file: string): Database.Database {
  const db = new Database(file);
  onTestFinished(() => void db.close());
  return db;
}

describe('the database', () => {
  it('is not made by looking', async () => {
    const file = tempFile('deep/down/plumbline.db');
    expect(await look(checkDatabase, file)).toEqual([expect.stringMatching(/^fine: It is made at first start/)]);
    expect(await look(checkStaff, file)).toEqual(['fault: There is no account of staff.']);
    expect(await look(checkRetention, file)).toEqual(['fine: Nothing is kept yet.']);
    expect(existsSync(file)).toBe(false);
  });

  it('is well while a server uses it, unless others can read it', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    onTestFinished(store.close);
    expect(await look(checkDatabase, file)).toEqual([expect.stringMatching(/^fine: It can be written/)]);
    chmodSync(file, 0o644);
    expect(await look(checkDatabase, file)).toEqual([expect.stringMatching(/^warning: .*read by other accounts/)]);
  });

  it('may wait for steps of its schema, which are not taken here', async () => {
    const file = tempFile();
    const db = openFile(file);
    chmodSync(file, 0o600);
    migrate(db, sqliteMigrations.slice(0, 1));
    const waiting = sqliteMigrations.length - 1;
    for (let time = 0; time < 2; time++)
      expect(await look(checkDatabase, file)).toEqual([
        `warning: ${waiting} steps of the schema wait for the next start.`,
      ]);
    expect(await heard(file)).toEqual(Array(2).fill('warning: Not checked: the database is not of this version.'));
  });

  it('may be of a newer version', async () => {
    const file = tempFile();
    const db = openFile(file);
    chmodSync(file, 0o600);
    migrate(db, [...sqliteMigrations, { id: '9999-later', sql: 'CREATE TABLE later (id)' }]);
    expect(await look(checkDatabase, file)).toEqual([
      expect.stringMatching(/^fault: .*newer version: it has "9999-later"/),
    ]);
  });

  it('may be held by another, or be none', async () => {
    const file = tempFile();
    await (await openSqliteStore(file)).close();
    const db = openFile(file);
    db.exec('BEGIN IMMEDIATE');
    expect(await look(checkDatabase, file)).toEqual([expect.stringMatching(/^fault: .*cannot be written: .*locked/)]);
    const none = tempFile('other.db');
    writeFileSync(none, 'This is a letter and not a database. '.repeat(40), { mode: 0o600 });
    expect(await look(checkDatabase, none)).toEqual([
      expect.stringMatching(/^fault: .*cannot be written: .*not a database/),
    ]);
    const folder = dirname(none);
    expect(await look(checkDatabase, folder)).toEqual([expect.stringMatching(/^fault: .*cannot be written/)]);
    for (const unreadable of [none, folder])
      expect(await heard(unreadable)).toEqual(Array(2).fill('warning: Not checked: the database cannot be read.'));
  });
});

it('a database that may only be read is a fault', async () => {
  const file = tempFile();
  const store = await openSqliteStore(file);
  onTestFinished(store.close);
  chmodSync(dirname(file), 0o777);
  for (const part of readdirSync(dirname(file))) chmodSync(join(dirname(file), part), 0o444);
  const isRoot = process.getuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  const found = await look(checkDatabase, file).finally(() => isRoot && process.seteuid?.(0));
  expect(found[0]).toMatch(/^fault: The database cannot be written: .*readonly/);
});

describe('staff', () => {
  const account = (id: string, role: StaffRole, clinicIds: readonly string[] | null) => ({
    ...{ id, signInName: id, shownName: id, role, clinicIds, disabled: false, password: 'x', createdAt: NOW },
  });

  it('must be able to read what each clinic is asked', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    onTestFinished(store.close);
    const add = async (id: string, role: StaffRole, clinicIds: readonly string[] | null): Promise<void> => {
      await store.invite({ hash: id, accountId: null, first: false, role, clinicIds, expiresAt: NOW + 1 });
      expect(await store.acceptInvitation(id, account(id, role, clinicIds), NOW)).toBe('accepted');
    };
    const pier = { ...quay, id: 'pier' };
    const invented = { ...quay, id: 'harbor', email: 'desk@harbor.example' };
    const reads = () => look(checkStaff, file, [quay, pier, invented]);
    expect(await reads()).toEqual(['fault: There is no account of staff.']);
    expect(await look(checkStaff, file, [invented])).toEqual(['warning: There is no account of staff.']);
    await add('ed', 'editor', null);
    await add('front', 'front-desk', ['quay']);
    expect(await reads()).toEqual([
      'fault: Nobody can read the requests of pier.',
      'warning: Nobody can read the requests of harbor.',
    ]);
    await add('boss', 'admin', null);
    expect(await reads()).toEqual([expect.stringMatching(/^fine: 3 accounts/)]);
  });
});

describe('retention', () => {
  it('is what the clinics’ files say, a day late at most', async () => {
    const file = tempFile();
    const store = await openSqliteStore(file);
    onTestFinished(store.close);
    await store.open('web/quay/1', 'quay', NOW);
    await store.open('web/gone/1', 'gone', NOW);
    const at = (days: number, clinics = [quay, { ...quay, id: 'gone' }]) =>
      look(checkRetention, file, clinics, NOW + days * DAY);
    expect(await at(30.9)).toEqual([expect.stringMatching(/^fine/)]);
    expect(await at(31.1)).toEqual([
      'fault: visits of gone are kept longer than its visit-days (30).',
      'fault: visits of quay are kept longer than its visit-days (30).',
    ]);
    expect(await at(1, [quay])).toEqual([
      'warning: visits of "gone" are kept (1), and there is no such clinic in the content.',
    ]);
  });
});
