import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'libsql';
import { sqliteMigrations } from './migrations/sqlite.ts';
import { migrate } from './sqlite-migrate.ts';
import { sqliteOutbox } from './sqlite-outbox.ts';
import { preparing } from './sqlite-prepare.ts';
import { sqliteRequests } from './sqlite-requests.ts';
import { prepareStaff, sqliteStaff } from './sqlite-staff.ts';
import { prepareStaffChats, sqliteStaffChats } from './sqlite-staff-chats.ts';
import { prepareStatements } from './sqlite-statements.ts';
import { takenReplies, writeAccepted, writeChange, writeTurn } from './sqlite-turn.ts';
import { sqliteWriter, type WriterOptions } from './sqlite-writer.ts';
import type { Store } from './store.ts';
import { readEntry, readJson, writeJson } from './stored-log.ts';
import type { LogEntry } from './visit-store.ts';

const EXPIRED_AT_ONCE = 100;

/** Opens, and makes when need be, the store in one SQLite file; `:memory:` keeps nothing. Turns that wait together share a COMMIT. */
export async function openSqliteStore(file: string, options: Partial<WriterOptions> = {}): Promise<Store> {
  const db = openDatabase(file);
  const sql = prepareStatements(db);
  const { write, stop } = sqliteWriter(db, { lockedFor: 5_000, onFlush: () => undefined, ...options });
  let closed = false;

  async function read<T>(work: () => T): Promise<T> {
    if (closed) throw new Error('the store is closed');
    return work();
  }
  const access = { read, write, emptyWal: () => emptyWal(db) };

  return {
    ...sqliteOutbox(sql, access),
    ...sqliteRequests(sql, access),
    ...sqliteStaff(prepareStaff(preparing(db)), access),
    ...sqliteStaffChats(prepareStaffChats(preparing(db)), access),
    load: (visitId) =>
      read(() => {
        const row = sql.visit(visitId);
        return { state: row?.state ? readJson(row.state) : null, revision: row?.revision ?? 0 };
      }),
    repliesTo: (keys) => read(() => takenReplies(sql, keys)),
    async commit(turn) {
      const entries = await write(() => writeTurn(sql, turn));
      if (turn.forget || turn.withdraw?.length) emptyWal(db);
      return entries;
    },
    accept: (accepted, now) => write(() => writeAccepted(sql, accepted, now)),
    unanswered: () =>
      read(() =>
        entriesOf(sql.pendingEntries()).flatMap((entry) =>
          entry.from === 'visitor' ? [{ entryId: entry.id, message: entry.message, clientId: entry.clientId }] : [],
        ),
      ),
    isOpen: (visitId) => read(() => sql.isOpen(visitId) !== null),
    open: (visitId, clinicId, now) => write(() => sql.open(visitId, clinicId, now) !== null),
    keepReplyAddress: (visitId, clinicId, address, now) =>
      write(() => sql.keepReplyAddress(visitId, clinicId, writeJson(address), now)),
    replyAddress: (visitId) =>
      read(() => {
        const kept = sql.replyAddress(visitId)?.reply_address ?? null;
        return kept === null ? null : readJson(kept);
      }),
    async changeKept(key, text, now) {
      const changed = await write(() => writeChange(sql, key, text, now));
      emptyWal(db);
      return changed;
    },
    logAfter: (visitId, seq, limit) => read(() => entriesOf(sql.logAfter(visitId, seq, limit))),
    secret: (name, make) =>
      write(() => {
        const kept = sql.secret(name);
        if (kept) return kept.value;
        const value = make();
        sql.addSecret(name, value);
        return value;
      }),
    misses: (limit) =>
      read(() => sql.misses(limit).map(({ clinic_id, at, text }) => ({ clinicId: clinic_id, at, text }))),
    async expire(clinicId, before, auditBefore) {
      await write(() => {
        sql.expireWork(clinicId, before);
        sql.expireAudit(clinicId, auditBefore);
      });
      let erased = 0;
      for (let last = EXPIRED_AT_ONCE; last === EXPIRED_AT_ONCE; erased += last) {
        last = await write(() => sql.expireVisits(clinicId, before, EXPIRED_AT_ONCE).length);
      }
      emptyWal(db);
      return erased;
    },
    check: () => write(() => sql.check()),
    async close() {
      if (closed) return;
      closed = true;
      await stop();
      emptyWal(db);
      db.close();
    },
  };
}

function openDatabase(file: string): Database.Database {
  if (file !== ':memory:') {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    closeSync(openSync(file, 'a', 0o600));
  }
  const db = new Database(file);
  try {
    db.exec('PRAGMA busy_timeout = 5000');
    db.exec('PRAGMA journal_mode = WAL');
    db.exec('PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON');
    migrate(db, sqliteMigrations);
    db.exec('PRAGMA busy_timeout = 20');
  } catch (error) {
    db.close();
    throw error;
  }
  return db;
}

/** What was erased must not stay readable in the write-ahead file. Best effort: SQLite tries again at its next checkpoint. */
function emptyWal(db: Database.Database): void {
  try {
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch {}
}

function entriesOf(rows: readonly { seq: number; id: string; at: number; body: string }[]): LogEntry[] {
  return rows.flatMap((row) => readEntry(row, row.body) ?? []);
}
