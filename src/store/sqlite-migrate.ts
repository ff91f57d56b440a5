import type Database from 'libsql';
import { z } from 'zod';
import type { Migration } from './migrations/sqlite.ts';

/** The database cannot be brought to the schema of this version of the code; nothing was changed by the failed step. */
export class MigrationRefused extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'MigrationRefused';
  }
}

const appliedSchema = z.array(z.object({ id: z.string() }));

/** Brings a database to the newest schema, each step in a transaction of its own. Refuses one that is newer than `migrations`. */
export function migrate(db: Database.Database, migrations: readonly Migration[]): void {
  db.exec('CREATE TABLE IF NOT EXISTS migrations (id TEXT PRIMARY KEY) WITHOUT ROWID');
  for (const migration of migrations) {
    db.exec('BEGIN IMMEDIATE');
    try {
      if (!appliedIn(db, migrations).has(migration.id)) {
        db.exec(migration.sql);
        db.prepare('INSERT INTO migrations (id) VALUES (?)').run(migration.id);
      }
      db.exec('COMMIT');
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      if (error instanceof MigrationRefused) throw error;
      throw new MigrationRefused(
        `migration "${migration.id}" failed and was undone; restore a backup or report this with the cause`,
        { cause: error },
      );
    }
  }
}

function appliedIn(db: Database.Database, migrations: readonly Migration[]): ReadonlySet<string> {
  const applied = appliedSchema.parse(db.prepare('SELECT id FROM migrations ORDER BY id').all()).map(({ id }) => id);
  const unknown = applied.find((id) => !migrations.some((migration) => migration.id === id));
  if (unknown !== undefined) {
    throw new MigrationRefused(
      `the database has migration "${unknown}", which this version does not know; start the newer version, or restore a backup made before it`,
    );
  }
  return new Set(applied);
}
