import type Database from 'libsql';
import { z } from 'zod';

type Value = string | number | null;

/** How SQL is prepared; every row is parsed before anyone reads it. */
export type Prepare = ReturnType<typeof preparing>;

/** A row of which only its being there matters. */
export const anyRow = z.object({});

/** Prepares statements of one database: `run` gives nothing, `one` the first row or null, `all` every row. */
export function preparing(db: Database.Database) {
  return {
    run(sql: string) {
      const statement = db.prepare(sql);
      return (...values: Value[]): void => void statement.run(...values);
    },
    one<Row>(sql: string, row: z.ZodType<Row>) {
      const statement = db.prepare(sql);
      return (...values: Value[]): Row | null => {
        const found = statement.get(...values);
        return found === undefined ? null : row.parse(found);
      };
    },
    all<Row>(sql: string, row: z.ZodType<Row>) {
      const [statement, rows] = [db.prepare(sql), z.array(row)];
      return (...values: Value[]): Row[] => rows.parse(statement.all(...values));
    },
  };
}

/** How a store reaches its database: reads at once, writes in groups. */
export interface Access {
  read<T>(work: () => T): Promise<T>;
  write<T>(work: () => T): Promise<T>;
  /** Takes what was erased out of the write-ahead file too. */
  emptyWal(): void;
}
