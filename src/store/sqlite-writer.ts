import Database from 'libsql';

/** What one transaction of waiting writes came to, told after its COMMIT. */
export interface Flush {
  /** Writes in the transaction, those that were refused included. */
  readonly writes: number;
  readonly ms: number;
}

/** How the writer behaves; `lockedFor` is how long, in milliseconds, it waits while another process locks the file. */
export interface WriterOptions {
  readonly lockedFor: number;
  readonly onFlush: (flush: Flush) => void;
}

/** Writes to the database, in groups. */
export interface SqliteWriter {
  /** Runs `work` in the next transaction; settles after its COMMIT. What `work` throws undoes that work alone. */
  write<T>(work: () => T): Promise<T>;
  /** Writes what waits, then refuses more. */
  stop(): Promise<void>;
}

interface WaitingWrite {
  /** Runs the work and gives how to tell its caller after the COMMIT. */
  readonly attempt: () => () => void;
  readonly reject: (error: unknown) => void;
}

const LARGEST_GROUP = 256;
/** A locked file is tried again later: waiting inside SQLite would stop every turn, urgent ones included. */
const RETRY_AFTER_MS = 50;

/** Makes a writer that puts all writes of one event-loop tick in one transaction, each behind a savepoint. */
export function sqliteWriter(db: Database.Database, { lockedFor, onFlush }: WriterOptions): SqliteWriter {
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  const savepoint = db.prepare('SAVEPOINT write');
  const release = db.prepare('RELEASE write');
  const undo = db.prepare('ROLLBACK TO write');
  let waiting: WaitingWrite[] = [];
  let scheduled = false;
  let stopped = false;
  let lockedSince: number | null = null;

  function schedule(): void {
    if (scheduled || waiting.length === 0) return;
    scheduled = true;
    if (lockedSince === null) setImmediate(flush);
    else setTimeout(flush, RETRY_AFTER_MS);
  }

  function flush(): void {
    scheduled = false;
    const group = waiting.slice(0, LARGEST_GROUP);
    waiting = waiting.slice(LARGEST_GROUP);
    const started = performance.now();
    try {
      writeTogether(group);
      lockedSince = null;
      onFlush({ writes: group.length, ms: performance.now() - started });
    } catch (error) {
      if (isLocked(error) && started - (lockedSince ?? started) < lockedFor) {
        lockedSince ??= started;
        waiting = [...group, ...waiting];
      } else {
        lockedSince = null;
        for (const { reject } of group) reject(error);
      }
    }
    schedule();
  }

  function writeTogether(group: readonly WaitingWrite[]): void {
    begin.run();
    try {
      const settled = group.map(({ attempt }) => attempt());
      commit.run();
      for (const settle of settled) settle();
    } catch (error) {
      if (db.inTransaction) db.exec('ROLLBACK');
      throw error;
    }
  }

  function attempt<T>(work: () => T, resolve: (result: T) => void, reject: (error: unknown) => void): () => void {
    savepoint.run();
    try {
      const result = work();
      release.run();
      return () => resolve(result);
    } catch (error) {
      // On a full disk SQLite has undone the whole transaction by itself: then nobody's work is kept.
      if (!db.inTransaction) throw error;
      undo.run();
      release.run();
      return () => reject(error);
    }
  }

  const write = <T>(work: () => T): Promise<T> =>
    new Promise((resolve, reject) => {
      if (stopped) return reject(new Error('the store is closed'));
      waiting.push({ attempt: () => attempt(work, resolve, reject), reject });
      schedule();
    });

  return {
    write,
    async stop() {
      const last = write(() => undefined).catch(() => undefined);
      stopped = true;
      await last;
    },
  };
}

const isLocked = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY');
