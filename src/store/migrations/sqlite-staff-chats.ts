import type { Migration } from './sqlite.ts';

/** Chats in Teams and Slack where staff are told of requests, and the one-time codes that open them. */
export const staffChatsMigration: Migration = {
  id: '0006-staff-chats',
  sql: `
    CREATE TABLE staff_chats (
      seq       INTEGER PRIMARY KEY,
      id        TEXT NOT NULL,
      clinic_id TEXT NOT NULL,
      team      TEXT,
      address   TEXT NOT NULL,
      UNIQUE (clinic_id, id)
    );
    CREATE INDEX staff_chats_id ON staff_chats (id);

    CREATE TABLE staff_chat_codes (
      hash       TEXT PRIMARY KEY,
      clinic_id  TEXT NOT NULL,
      expires_at INTEGER NOT NULL
    ) WITHOUT ROWID;
  `,
};
