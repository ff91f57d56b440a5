import { existsSync } from 'node:fs';
import Database from 'libsql';
import { z } from 'zod';
import type { Config } from '../../config.ts';
import { sqliteMigrations } from '../../store/migrations/sqlite.ts';
import { type Prepare, preparing } from '../../store/sqlite-prepare.ts';

/** The SQLite file of the database; null when it is another kind. */
export const databaseFile = ({ databaseUrl }: Pick<Config, 'databaseUrl'>): string | null =>
  /^file:(.+)$/.exec(databaseUrl)?.[1] ?? null;

const countRow = z.object({ applied: z.number() });

/** What `look` reads, without changing anything. Null when there is no database yet, or its schema is not of this version. */
export function readDatabase<T>(config: Pick<Config, 'databaseUrl'>, look: (prepare: Prepare) => T): T | null {
  const file = databaseFile(config);
  if (file === null || !existsSync(file)) return null;
  const db = new Database(file);
  try {
    db.exec('PRAGMA busy_timeout = 1000; PRAGMA query_only = ON');
    const prepare = preparing(db);
    const has = prepare.one(`SELECT count(*) AS applied FROM sqlite_master WHERE name = 'migrations'`, countRow)();
    if (!has?.applied) return null;
    const { applied } = prepare.one('SELECT count(*) AS applied FROM migrations', countRow)() ?? { applied: 0 };
    return applied === sqliteMigrations.length ? look(prepare) : null;
  } finally {
    db.close();
  }
}
