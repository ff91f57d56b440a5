import { existsSync, statSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import Database from 'libsql';
import { z } from 'zod';
import { sqliteMigrations } from '../../store/migrations/sqlite.ts';
import { preparing } from '../../store/sqlite-prepare.ts';
import { databaseFile } from './database-file.ts';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine, warning } from './finding.ts';

const GB = 1_000_000_000;
const LITTLE = GB;
const TOO_LITTLE = GB / 10;
const idRow = z.object({ id: z.string() });

/** The database: that it can be written, its schema, who can read it, the room on its disk. Nothing is made or migrated. */
export async function checkDatabase({ config }: Examined): Promise<readonly Finding[]> {
  const file = databaseFile(config);
  if (file === null)
    return [
      fault(
        'DATABASE_URL is not an SQLite file.',
        'Only file:… is there in this version; the server does not start.',
        'Set DATABASE_URL=file:./data/plumbline.db.',
      ),
    ];
  const isThere = existsSync(file);
  let folder = dirname(resolve(file));
  while (!existsSync(folder)) folder = dirname(folder);
  const [mayWrite, room] = [await isWritable(folder), await roomOn(folder)];
  if (!mayWrite)
    return [
      fault(
        `This account may not write in ${folder}.`,
        'No visit can be kept. Urgent messages are still answered, and nothing else is remembered.',
        'Run the server and this command as the account that owns the folder, or give it the right.',
      ),
    ];
  const findings = isThere ? checkFile(file) : [];
  if (room < LITTLE)
    findings.push(
      (room < TOO_LITTLE ? fault : warning)(
        `${Math.floor(room / 1_000_000)} MB are left on the disk of the database.`,
        'On a full disk no visit, request or booking is kept.',
        'Free some room, or move the database.',
      ),
    );
  const left = `${(room / GB).toFixed(0)} GB free`;
  if (findings.length > 0) return findings;
  return [fine(isThere ? `It can be written, its schema is current, ${left}.` : `It is made at first start; ${left}.`)];
}

function checkFile(file: string): Finding[] {
  const findings: Finding[] = [];
  let db: Database.Database | null = null;
  try {
    db = new Database(file);
    db.exec('PRAGMA busy_timeout = 1000');
    const made = preparing(db).one(`SELECT name AS id FROM sqlite_master WHERE name = 'migrations'`, idRow)();
    const applied = made
      ? preparing(db)
          .all('SELECT id FROM migrations', idRow)()
          .map(({ id }) => id)
      : [];
    const unknown = applied.find((id) => !sqliteMigrations.some((migration) => migration.id === id));
    const waiting = sqliteMigrations.length - applied.length;
    if (unknown !== undefined)
      findings.push(
        fault(
          `The database was used by a newer version: it has "${unknown}".`,
          'This version refuses it and does not start.',
          'Start the newer version, or restore a backup made before it.',
        ),
      );
    else if (waiting > 0)
      findings.push(
        warning(
          `${waiting} step${waiting === 1 ? '' : 's'} of the schema wait for the next start.`,
          'Once taken they are not undone: an older version will refuse the database.',
          'Make a backup (docs/running.md), then start the server.',
        ),
      );
    // Only a write tells that a file is read-only.
    db.exec('BEGIN IMMEDIATE; CREATE TABLE written (x); ROLLBACK');
  } catch (error) {
    findings.push(
      fault(
        `The database cannot be written: ${error instanceof Error ? error.message : 'unknown'}.`,
        'No visit can be kept. Urgent messages are still answered, and nothing else is remembered.',
        'See who holds the file and whose it is; if it is damaged, restore a backup.',
      ),
    );
  } finally {
    db?.close();
  }
  if ((statSync(file).mode & 0o077) !== 0)
    findings.push(
      warning(
        'The database can be read by other accounts of this machine.',
        'It holds names, phone numbers and what visitors wrote.',
        `chmod 600 ${file}*`,
      ),
    );
  return findings;
}

const isWritable = (folder: string): Promise<boolean> =>
  access(folder, constants.W_OK).then(
    () => true,
    () => false,
  );

async function roomOn(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
