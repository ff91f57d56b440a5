import { z } from 'zod';
import { anyRow, type Prepare } from './sqlite-prepare.ts';

/** A request as it is stored. */
export const requestRow = z.object({
  reference: z.string(),
  clinic_id: z.string(),
  visit_id: z.string(),
  kind: z.enum(['callback', 'hand-off', 'appointment']),
  twin: z.string(),
  details: z.string(),
  state: z.enum(['open', 'claimed', 'closed', 'withdrawn']),
  delivery: z.enum(['waiting', 'delivered', 'failed']),
  claimed_by: z.string().nullable(),
  created_at: z.number(),
  changed_at: z.number(),
  revision: z.number(),
});
const noteRow = z.object({ at: z.number(), by: z.string(), text: z.string() });
const referenceRow = z.object({ reference: z.string() });

const WANTED = `clinic_id IN (SELECT value FROM json_each(?1))
  AND (?2 IS NULL OR kind IN (SELECT value FROM json_each(?2)))
  AND (?3 IS NULL OR state IN (SELECT value FROM json_each(?3)))`;

/** SQL of the requests, prepared once. */
export type RequestStatements = ReturnType<typeof prepareRequests>;

/** Prepares the SQL of the requests. */
export function prepareRequests({ run, one, all }: Prepare) {
  return {
    addRequest: run(
      `INSERT INTO requests (reference, clinic_id, visit_id, kind, twin, details, created_at, changed_at)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7)`,
    ),
    request: one('SELECT * FROM requests WHERE reference = ?', requestRow),
    wanted: all(
      `SELECT * FROM requests WHERE id IN
       (SELECT id FROM requests WHERE ${WANTED} ORDER BY created_at DESC, id DESC LIMIT max(0, ?4) OFFSET max(0, ?5))
       ORDER BY created_at DESC, id DESC`,
      requestRow,
    ),
    countWanted: one(`SELECT count(*) AS total FROM requests WHERE ${WANTED}`, z.object({ total: z.number() })),
    twin: one(
      `SELECT reference FROM requests WHERE clinic_id = ? AND twin = ? AND created_at >= ? AND state <> 'withdrawn'
       ORDER BY created_at DESC, id DESC LIMIT 1`,
      referenceRow,
    ),
    change: one(
      `UPDATE requests SET state = coalesce(?3, state), claimed_by = iif(?4, ?5, claimed_by), changed_at = ?6,
       revision = revision + 1 WHERE reference = ?1 AND revision = ?2 RETURNING 1`,
      anyRow,
    ),
    noteDelivery: run(
      `UPDATE requests SET delivery = ?2, changed_at = ?3
       WHERE reference = ?1 AND NOT (delivery = 'delivered' AND ?2 = 'failed')`,
    ),
    notes: all('SELECT at, author AS "by", text FROM request_notes WHERE reference = ? ORDER BY id', noteRow),
    addNote: run('INSERT INTO request_notes (reference, at, author, text) VALUES (?, ?, ?, ?)'),
    ofVisit: all('SELECT reference FROM requests WHERE visit_id = ?', referenceRow),
    erase: one(
      `UPDATE requests SET state = 'withdrawn', details = 'null', twin = '', changed_at = ?2, revision = revision + 1
       WHERE reference = ?1 RETURNING 1`,
      anyRow,
    ),
    eraseNotes: run('DELETE FROM request_notes WHERE reference = ?'),
    expire: all('DELETE FROM requests WHERE clinic_id = ? AND created_at < ? RETURNING reference', referenceRow),
  };
}
