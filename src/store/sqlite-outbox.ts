import { z } from 'zod';
import type { LeasedWork, OutboxRow, OutboxStore } from './outbox-store.ts';
import { type Access, anyRow, type Prepare } from './sqlite-prepare.ts';
import { readJson, writeJson } from './stored-log.ts';

const workRow = z.object({
  id: z.number(),
  key: z.string(),
  kind: z.string(),
  body: z.string(),
  clinic_id: z.string(),
  visit_id: z.string(),
  attempts: z.number(),
  created_at: z.number(),
});
const deadRow = workRow.extend({ reason: z.string(), died_at: z.number() });
const waitingRow = z.object({ rows: z.number(), since: z.number().nullable() });
const ofRequest = z.object({ reference: z.string() });

const WORK = 'id, key, kind, body, clinic_id, visit_id, attempts, created_at';
const WAITS = 'delivered_at IS NULL AND died_at IS NULL';
const BLANK = `UPDATE outbox SET body = 'null', delivered_at = coalesce(delivered_at, ?2)`;

/** SQL of the outbox, prepared once. */
export type OutboxStatements = ReturnType<typeof prepareOutbox>;

/** Prepares the SQL of the outbox. */
export function prepareOutbox({ run, one, all }: Prepare) {
  return {
    addWork: run(
      `INSERT INTO outbox (key, visit_id, clinic_id, kind, body, reference, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (key) DO NOTHING`,
    ),
    lease: all(
      `UPDATE outbox SET leased_until = ?2 WHERE id IN
       (SELECT id FROM outbox WHERE ${WAITS} AND due_at <= ?1 AND leased_until <= ?1
        AND NOT (kind = 'say' AND EXISTS (SELECT 1 FROM outbox AS earlier WHERE earlier.visit_id = outbox.visit_id
          AND earlier.kind = 'say' AND earlier.id < outbox.id AND ${WAITS}))
        ORDER BY id LIMIT max(0, ?3))
       RETURNING ${WORK}`,
      workRow,
    ),
    delivered: run(`UPDATE outbox SET delivered_at = ?2, died_at = NULL WHERE key = ?1 AND delivered_at IS NULL`),
    failed: run(
      `UPDATE outbox SET attempts = attempts + 1, leased_until = 0, reason = ?4, due_at = coalesce(?3, due_at),
       died_at = iif(?3 IS NULL, ?2, NULL) WHERE key = ?1 AND ${WAITS}`,
    ),
    dead: all(
      `SELECT ${WORK}, reason, died_at FROM outbox
       WHERE delivered_at IS NULL AND died_at IS NOT NULL AND clinic_id IN (SELECT value FROM json_each(?1))
       ORDER BY died_at DESC, id DESC LIMIT max(0, ?2)`,
      deadRow,
    ),
    revive: one(
      `UPDATE outbox SET died_at = NULL, reason = NULL, attempts = 0, leased_until = 0, due_at = ?2, created_at = ?2
       WHERE key = ?1 AND delivered_at IS NULL AND died_at IS NOT NULL RETURNING 1`,
      anyRow,
    ),
    waiting: one(`SELECT count(*) AS rows, min(created_at) AS since FROM outbox WHERE ${WAITS}`, waitingRow),
    blankWorkOfVisit: run(`${BLANK} WHERE visit_id = ?1`),
    blankWorkOfRequest: run(`${BLANK} WHERE reference = ?1`),
    expireWork: run(
      `DELETE FROM outbox WHERE clinic_id = ? AND created_at < ?
       AND (delivered_at IS NOT NULL OR (died_at IS NOT NULL AND reference IS NULL))`,
    ),
  };
}

/** Puts work into the outbox, inside the caller's transaction. */
export function addWork(
  sql: OutboxStatements,
  { key, kind, body }: OutboxRow,
  { visitId, clinicId, now }: { readonly visitId: string; readonly clinicId: string; readonly now: number },
): void {
  const reference = ofRequest.safeParse(body).data?.reference ?? null;
  sql.addWork(key, visitId, clinicId, kind, writeJson(body), reference, now);
}

/** The outbox in SQLite. */
export function sqliteOutbox(sql: OutboxStatements, { read, write }: Access): OutboxStore {
  return {
    leave: (rows, of) =>
      write(() => {
        for (const row of rows) addWork(sql, row, of);
      }),
    lease: async (now, until, limit) => {
      const rows = await write(() => sql.lease(now, until, limit));
      return rows.toSorted((a, b) => a.id - b.id).map(workOf);
    },
    delivered: (key, now) => write(() => sql.delivered(key, now)),
    failed: (key, { now, retryAt, reason }) => write(() => sql.failed(key, now, retryAt, reason)),
    dead: (clinicIds, limit) =>
      read(() =>
        sql
          .dead(JSON.stringify(clinicIds), limit)
          .map((row) => ({ ...workOf(row), reason: row.reason, diedAt: row.died_at })),
      ),
    revive: (key, now) => write(() => sql.revive(key, now) !== null),
    waiting: () => read(() => sql.waiting() ?? { rows: 0, since: null }),
  };
}

const workOf = (row: z.infer<typeof workRow>): LeasedWork => ({
  key: row.key,
  kind: row.kind,
  body: readJson(row.body),
  clinicId: row.clinic_id,
  visitId: row.visit_id,
  attempts: row.attempts,
  createdAt: row.created_at,
});
