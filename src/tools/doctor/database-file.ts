import { existsSync } from 'node:fs';
import Database from 'libsql';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { sqliteMigrations } from '../../store/migrations/sqlite.ts';
import { type Prepare, preparing } from '../../store/sqlite-prepare.ts';

/** The SQLite file of the database; null when it is another kind. */
export const databaseFile = ({ databaseUrl }: Pick<Config, 'databaseUrl'>): string | null =>
  /^file:(.+)$/.exec(databaseUrl)?.[1] ?? null;

/** The database is there and cannot be read; `checkDatabase` says why, and what to do. */
export class DatabaseUnread extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`the database ${why}`, options);
    this.name = 'DatabaseUnread';
  }
}

const countRow = z.object({ applied: z.number() });

/** What `look` reads, without changing anything. Null when there is no database yet. Throws DatabaseUnread. */
export function readDatabase<T>(config: Pick<Config, 'databaseUrl'>, look: (prepare: Prepare) => T): T | null {
  const file = databaseFile(config);
  if (file === null || !existsSync(file)) return null;
  let db: Database.Database | null = null;
  try {
    db = new Database(file);
    db.exec('PRAGMA busy_timeout = 1000; PRAGMA query_only = ON');
    const prepare = preparing(db);
    const has = prepare.one(`SELECT count(*) AS applied FROM sqlite_master WHERE name = 'migrations'`, countRow)();
    if (!has?.applied) return null;
    const { applied } = prepare.one('SELECT count(*) AS applied FROM migrations', countRow)() ?? { applied: 0 };
    if (applied !== sqliteMigrations.length) throw new DatabaseUnread('is not of this version');
    return look(prepare);
  } catch (cause) {
    throw cause instanceof DatabaseUnread ? cause : new DatabaseUnread('cannot be read', { cause });
  } finally {
    db?.close();
  }
}
