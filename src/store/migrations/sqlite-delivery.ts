import type { Migration } from './sqlite.ts';

/** Work that is leased, tried again and given up; what visitors asked of their clinics. */
export const deliveryMigration: Migration = {
  id: '0003-delivery',
  sql: `
    ALTER TABLE outbox ADD COLUMN reference TEXT;
    ALTER TABLE outbox ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE outbox ADD COLUMN due_at INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE outbox ADD COLUMN leased_until INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE outbox ADD COLUMN died_at INTEGER;
    ALTER TABLE outbox ADD COLUMN reason TEXT;
    DROP INDEX outbox_undelivered;
    CREATE INDEX outbox_waiting ON outbox (id) WHERE delivered_at IS NULL AND died_at IS NULL;
    CREATE INDEX outbox_dead ON outbox (clinic_id, died_at) WHERE delivered_at IS NULL AND died_at IS NOT NULL;
    CREATE INDEX outbox_request ON outbox (reference) WHERE reference IS NOT NULL;

    CREATE TABLE requests (
      id         INTEGER PRIMARY KEY,
      reference  TEXT NOT NULL UNIQUE,
      clinic_id  TEXT NOT NULL,
      visit_id   TEXT NOT NULL,
      kind       TEXT NOT NULL,
      twin       TEXT NOT NULL,
      details    TEXT NOT NULL,
      state      TEXT NOT NULL DEFAULT 'open',
      delivery   TEXT NOT NULL DEFAULT 'waiting',
      claimed_by TEXT,
      created_at INTEGER NOT NULL,
      changed_at INTEGER NOT NULL,
      revision   INTEGER NOT NULL DEFAULT 1
    );
    CREATE INDEX requests_inbox ON requests (clinic_id, created_at, id, kind, state);
    CREATE INDEX requests_twin ON requests (clinic_id, twin, created_at);
    CREATE INDEX requests_visit ON requests (visit_id);

    CREATE TABLE request_notes (
      id        INTEGER PRIMARY KEY,
      reference TEXT NOT NULL REFERENCES requests (reference) ON DELETE CASCADE,
      at        INTEGER NOT NULL,
      author    TEXT NOT NULL,
      text      TEXT NOT NULL
    );
    CREATE INDEX request_notes_of ON request_notes (reference);
  `,
};
