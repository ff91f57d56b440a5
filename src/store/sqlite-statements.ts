import type Database from 'libsql';
import { z } from 'zod';
import { prepareOutbox } from './sqlite-outbox.ts';
import { anyRow, preparing } from './sqlite-prepare.ts';
import { prepareRequests } from './sqlite-request-statements.ts';

const visitRow = z.object({ revision: z.number(), state: z.string().nullable() });
const addressRow = z.object({ reply_address: z.string().nullable() });
const seqRow = z.object({ next_seq: z.number() });
const keyRow = z.object({
  seq: z.number(),
  entry_id: z.string().nullable(),
  replies_from: z.number().nullable(),
  replies_to: z.number().nullable(),
  mine: z.number(),
});
const takenRow = z.object({
  visit_id: z.string(),
  clinic_id: z.string(),
  seq: z.number(),
  replies_from: z.number().nullable(),
  replies_to: z.number().nullable(),
});
const logRow = z.object({ seq: z.number(), id: z.string(), at: z.number(), body: z.string() });
const pendingRow = z.object({ seq: z.number(), pending: z.number() });
const missRow = z.object({ clinic_id: z.string(), at: z.number(), text: z.string() });

/** Where a message that was seen before stands, and its replies once its turn was taken. `mine` is 0 when another visit holds the key. */
export type KeyRow = z.infer<typeof keyRow>;

/** All SQL of the store, prepared once. */
export type Statements = ReturnType<typeof prepareStatements>;

/** Prepares all SQL of the store. Rows are parsed before anyone reads them. */
export function prepareStatements(db: Database.Database) {
  const prepare = preparing(db);
  const { run, one, all } = prepare;
  return {
    visit: one('SELECT revision, state FROM visits WHERE visit_id = ?', visitRow),
    isOpen: one('SELECT 1 FROM visits WHERE visit_id = ? AND opened_at IS NOT NULL', anyRow),
    open: one(
      `INSERT INTO visits (visit_id, clinic_id, opened_at, touched_at) VALUES (?1, ?2, ?3, ?3)
       ON CONFLICT (visit_id) DO UPDATE SET opened_at = ?3, touched_at = ?3 WHERE opened_at IS NULL RETURNING 1`,
      anyRow,
    ),
    changeVisit: one(
      `UPDATE visits SET revision = revision + 1, state = ?3, next_seq = next_seq + ?4, touched_at = ?5
       WHERE visit_id = ?1 AND revision = ?2 RETURNING next_seq`,
      seqRow,
    ),
    firstTurn: one(
      `INSERT INTO visits (visit_id, clinic_id, revision, state, next_seq, touched_at) VALUES (?1, ?2, 1, ?3, 1 + ?4, ?5)
       ON CONFLICT (visit_id) DO NOTHING RETURNING next_seq`,
      seqRow,
    ),
    takeSeq: one(
      `INSERT INTO visits (visit_id, clinic_id, next_seq, touched_at) VALUES (?1, ?2, 2, ?3)
       ON CONFLICT (visit_id) DO UPDATE SET next_seq = next_seq + 1, touched_at = ?3 RETURNING next_seq`,
      seqRow,
    ),
    replyAddress: one('SELECT reply_address FROM visits WHERE visit_id = ?', addressRow),
    keepReplyAddress: run(
      `INSERT INTO visits (visit_id, clinic_id, reply_address, touched_at) VALUES (?1, ?2, ?3, ?4)
       ON CONFLICT (visit_id) DO UPDATE SET reply_address = ?3`,
    ),
    eraseReplyAddress: run('UPDATE visits SET reply_address = NULL WHERE visit_id = ?'),
    expireVisits: all(
      `DELETE FROM visits WHERE visit_id IN
       (SELECT visit_id FROM visits WHERE clinic_id = ? AND touched_at < ? LIMIT ?) RETURNING 1`,
      anyRow,
    ),

    key: one(
      'SELECT seq, entry_id, replies_from, replies_to, visit_id = ?2 AS mine FROM seen_keys WHERE key = ?1',
      keyRow,
    ),
    keyReplies: all(
      `SELECT log.seq, log.entry_id AS id, log.at, log.body FROM seen_keys
       JOIN log ON log.visit_id = seen_keys.visit_id AND log.seq BETWEEN replies_from AND replies_to
       WHERE key = ? ORDER BY log.seq`,
      logRow,
    ),
    noteKey: run(
      `INSERT INTO seen_keys (key, visit_id, seq, entry_id, replies_from, replies_to) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO UPDATE SET replies_from = excluded.replies_from, replies_to = excluded.replies_to
       WHERE replies_from IS NULL`,
    ),
    taken: one(
      `SELECT visit_id, clinic_id, seq, replies_from, replies_to FROM seen_keys JOIN visits USING (visit_id) WHERE key = ?`,
      takenRow,
    ),
    moveKeys: run('UPDATE seen_keys SET seq = ?3 WHERE visit_id = ?1 AND seq = ?2'),
    noteReplies: run('UPDATE seen_keys SET replies_from = ?3, replies_to = ?4 WHERE visit_id = ?1 AND seq = ?2'),

    addEntry: run('INSERT INTO log (visit_id, seq, entry_id, at, sender, body, pending) VALUES (?, ?, ?, ?, ?, ?, ?)'),
    entry: one('SELECT seq, entry_id AS id, at, body FROM log WHERE visit_id = ? AND seq = ? AND entry_id = ?', logRow),
    kept: one(
      `SELECT seq, entry_id AS id, at, body FROM log
       WHERE visit_id = ? AND seq = ? AND sender = 'visitor' AND pending = 0`,
      logRow,
    ),
    logAfter: all(
      `SELECT seq, entry_id AS id, at, body FROM log
       WHERE visit_id = ? AND seq > ? AND pending < 2 ORDER BY seq LIMIT max(0, ?)`,
      logRow,
    ),
    pendingEntry: one('SELECT seq, pending FROM log WHERE visit_id = ? AND entry_id = ? AND pending > 0', pendingRow),
    pendingEntries: all('SELECT seq, entry_id AS id, at, body FROM log WHERE pending > 0 ORDER BY log.id', logRow),
    settleEntry: run('UPDATE log SET pending = 0 WHERE visit_id = ? AND seq = ?'),
    eraseEntry: run('DELETE FROM log WHERE visit_id = ? AND seq = ?'),
    eraseSaid: run('DELETE FROM log WHERE visit_id = ? AND pending = 0'),
    eraseWhenAnswered: run('UPDATE log SET pending = 2 WHERE visit_id = ? AND seq < ? AND pending = 1'),

    ...prepareOutbox(prepare),
    ...prepareRequests(prepare),

    addMiss: run('INSERT INTO misses (visit_id, clinic_id, at, text) VALUES (?, ?, ?, ?)'),
    misses: all('SELECT clinic_id, at, text FROM misses ORDER BY id DESC LIMIT max(0, ?)', missRow),
    eraseMiss: run(
      `DELETE FROM misses WHERE visit_id = ?1
       AND at IN (SELECT at FROM log WHERE visit_id = ?1 AND seq BETWEEN ?2 AND ?3)`,
    ),
    eraseMisses: run('DELETE FROM misses WHERE visit_id = ?'),

    addAudit: run('INSERT INTO audit (clinic_id, at, body) VALUES (?, ?, ?)'),
    expireAudit: run('DELETE FROM audit WHERE clinic_id = ? AND at < ?'),

    secret: one('SELECT value FROM secrets WHERE name = ?', z.object({ value: z.string() })),
    addSecret: run('INSERT INTO secrets (name, value) VALUES (?, ?)'),
    check: run('INSERT INTO checks (one, times) VALUES (1, 1) ON CONFLICT (one) DO UPDATE SET times = times + 1'),
  };
}
