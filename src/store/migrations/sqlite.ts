import { deliveryMigration } from './sqlite-delivery.ts';
import { replyAddressMigration } from './sqlite-reply-address.ts';
import { staffMigration } from './sqlite-staff.ts';
import { staffChatsMigration } from './sqlite-staff-chats.ts';

/** One step of the schema. A step that was released is never edited: add the next one. */
export interface Migration {
  readonly id: string;
  readonly sql: string;
}

/** Every step of the SQLite schema, oldest first. Times are epoch milliseconds, bodies are JSON. */
export const sqliteMigrations: readonly Migration[] = [
  {
    id: '0001-first',
    sql: `
      CREATE TABLE visits (
        visit_id   TEXT PRIMARY KEY,
        clinic_id  TEXT NOT NULL,
        revision   INTEGER NOT NULL DEFAULT 0,
        state      TEXT,
        next_seq   INTEGER NOT NULL DEFAULT 1,
        opened_at  INTEGER,
        touched_at INTEGER NOT NULL
      );
      CREATE INDEX visits_touched ON visits (clinic_id, touched_at);

      -- pending: 0 answered or a reply, 1 waits for its turn, 2 waits for its turn and is erased with it
      CREATE TABLE log (
        id       INTEGER PRIMARY KEY,
        visit_id TEXT NOT NULL REFERENCES visits ON DELETE CASCADE,
        seq      INTEGER NOT NULL,
        entry_id TEXT NOT NULL,
        at       INTEGER NOT NULL,
        sender   TEXT NOT NULL CHECK (sender IN ('visitor', 'bot')),
        body     TEXT NOT NULL,
        pending  INTEGER NOT NULL DEFAULT 0,
        UNIQUE (visit_id, seq)
      );
      CREATE INDEX log_pending ON log (visit_id) WHERE pending > 0;

      -- seq: where the message stands in the log; replies_from and replies_to: its replies there, once its turn was taken
      CREATE TABLE seen_keys (
        key          TEXT PRIMARY KEY,
        visit_id     TEXT NOT NULL REFERENCES visits ON DELETE CASCADE,
        seq          INTEGER NOT NULL,
        entry_id     TEXT,
        replies_from INTEGER,
        replies_to   INTEGER
      ) WITHOUT ROWID;
      CREATE INDEX seen_keys_message ON seen_keys (visit_id, seq);

      CREATE TABLE outbox (
        id           INTEGER PRIMARY KEY,
        key          TEXT NOT NULL UNIQUE,
        visit_id     TEXT NOT NULL,
        clinic_id    TEXT NOT NULL,
        kind         TEXT NOT NULL,
        body         TEXT NOT NULL,
        created_at   INTEGER NOT NULL,
        delivered_at INTEGER
      );
      CREATE INDEX outbox_undelivered ON outbox (id) WHERE delivered_at IS NULL;
      CREATE INDEX outbox_visit ON outbox (visit_id);

      CREATE TABLE audit (
        id        INTEGER PRIMARY KEY,
        clinic_id TEXT NOT NULL,
        at        INTEGER NOT NULL,
        body      TEXT NOT NULL
      );
      CREATE INDEX audit_at ON audit (clinic_id, at);

      CREATE TABLE secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL);
      CREATE TABLE checks (one INTEGER PRIMARY KEY CHECK (one = 1), times INTEGER NOT NULL);
    `,
  },
  {
    id: '0002-misses',
    sql: `
      CREATE TABLE misses (
        id        INTEGER PRIMARY KEY,
        visit_id  TEXT NOT NULL REFERENCES visits ON DELETE CASCADE,
        clinic_id TEXT NOT NULL,
        at        INTEGER NOT NULL,
        text      TEXT NOT NULL
      );
      CREATE INDEX misses_visit ON misses (visit_id);
    `,
  },
  deliveryMigration,
  staffMigration,
  replyAddressMigration,
  staffChatsMigration,
];
