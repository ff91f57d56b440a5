import type { Migration } from './sqlite.ts';

/** Staff: accounts, sessions, one-time links, attempts to sign in, and the audit. `clinic_ids` is JSON, or NULL for every clinic. */
export const staffMigration: Migration = {
  id: '0004-staff',
  sql: `
    CREATE TABLE staff_accounts (
      id           TEXT PRIMARY KEY,
      sign_in_name TEXT NOT NULL UNIQUE,
      shown_name   TEXT NOT NULL,
      role         TEXT NOT NULL CHECK (role IN ('front-desk', 'editor', 'reviewer', 'admin')),
      clinic_ids   TEXT,
      disabled     INTEGER NOT NULL DEFAULT 0,
      password     TEXT NOT NULL,
      created_at   INTEGER NOT NULL
    );

    CREATE TABLE staff_sessions (
      hash       TEXT PRIMARY KEY,
      account_id TEXT NOT NULL REFERENCES staff_accounts ON DELETE CASCADE,
      started_at INTEGER NOT NULL,
      seen_at    INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE INDEX staff_sessions_account ON staff_sessions (account_id);

    CREATE TABLE staff_invitations (
      hash       TEXT PRIMARY KEY,
      account_id TEXT REFERENCES staff_accounts ON DELETE CASCADE,
      first      INTEGER NOT NULL,
      role       TEXT NOT NULL,
      clinic_ids TEXT,
      expires_at INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE staff_attempts (
      key      TEXT PRIMARY KEY,
      failures INTEGER NOT NULL,
      last_at  INTEGER NOT NULL,
      until    INTEGER NOT NULL
    ) WITHOUT ROWID;

    CREATE TABLE staff_audit (
      id        INTEGER PRIMARY KEY,
      at        INTEGER NOT NULL,
      clinic_id TEXT,
      who       TEXT NOT NULL,
      what      TEXT NOT NULL,
      about     TEXT
    );
    CREATE INDEX staff_audit_at ON staff_audit (clinic_id, at);
    CREATE INDEX staff_audit_about ON staff_audit (about);
  `,
};
