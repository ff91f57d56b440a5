import type { z } from 'zod';
import type { ClinicRequest, RequestStore } from './request-store.ts';
import type { OutboxStatements } from './sqlite-outbox.ts';
import type { Access } from './sqlite-prepare.ts';
import type { RequestStatements, requestRow } from './sqlite-request-statements.ts';
import { readJson, writeJson } from './stored-log.ts';
import { RevisionConflict, type TurnCommit } from './visit-store.ts';

const TWIN_MS = 600_000;

type ErasingSql = RequestStatements & Pick<OutboxStatements, 'blankWorkOfRequest'>;

/** Withdraws what a turn takes back and adds what it asks, inside the caller's transaction. Throws RevisionConflict when a twin was quicker. */
export function writeRequests(sql: ErasingSql, turn: TurnCommit): void {
  const { visitId, clinicId, now } = turn;
  const { withdraw = [] } = turn;
  const forgets = turn.forget && !turn.keepsRequests;
  const own = forgets || withdraw.length > 0 ? sql.ofVisit(visitId).map(({ reference }) => reference) : [];
  const taken = forgets ? own : withdraw.filter((reference) => turn.proven || own.includes(reference));
  for (const reference of taken) erase(sql, reference, now);
  for (const { reference, kind, twin, details } of turn.requests ?? []) {
    const before = sql.twin(clinicId, twin, now - TWIN_MS + 1);
    if (before && sql.request(before.reference)?.state !== 'closed') throw new RevisionConflict(visitId);
    sql.addRequest(reference, clinicId, visitId, kind, twin, writeJson(details), now);
  }
}

/** The requests in SQLite. */
export function sqliteRequests(sql: ErasingSql, { read, write, emptyWal }: Access): RequestStore {
  return {
    request: (reference) =>
      read(() => {
        const row = sql.request(reference);
        return row && requestOf(row);
      }),
    requests: ({ clinicIds, kinds, states, limit, offset }) =>
      read(() => {
        const wanted = [clinicIds, kinds, states].map((list) => (list ? JSON.stringify(list) : null));
        const rows = sql.wanted(...wanted, limit, offset).map(requestOf);
        return { rows, total: sql.countWanted(...wanted)?.total ?? 0 };
      }),
    twinOf: (clinicId, twin, since) => read(() => sql.twin(clinicId, twin, since)?.reference ?? null),
    changeRequest: (reference, revision, { state, claimedBy }, now) =>
      write(() => {
        const [claims, who] = claimedBy === undefined ? [0, null] : [1, claimedBy];
        return sql.change(reference, revision, state ?? null, claims, who, now) !== null;
      }),
    noteDelivery: (reference, delivery, now) => write(() => sql.noteDelivery(reference, delivery, now)),
    notes: (reference) => read(() => sql.notes(reference)),
    addNote: (reference, { at, by, text }) => write(() => sql.addNote(reference, at, by, text)),
    async eraseRequest(reference, now) {
      const erased = await write(() => erase(sql, reference, now));
      if (erased) emptyWal();
      return erased;
    },
    async expireRequests(clinicId, before) {
      const expired = await write(() => {
        const rows = sql.expire(clinicId, before);
        for (const { reference } of rows) sql.blankWorkOfRequest(reference, before);
        return rows.length;
      });
      if (expired > 0) emptyWal();
      return expired;
    },
  };
}

function erase(sql: ErasingSql, reference: string, now: number): boolean {
  sql.eraseNotes(reference);
  sql.blankWorkOfRequest(reference, now);
  return sql.erase(reference, now) !== null;
}

const requestOf = ({
  clinic_id,
  visit_id,
  claimed_by,
  created_at,
  changed_at,
  ...row
}: z.infer<typeof requestRow>): ClinicRequest => ({
  ...row,
  details: readJson(row.details),
  clinicId: clinic_id,
  visitId: visit_id,
  claimedBy: claimed_by,
  createdAt: created_at,
  changedAt: changed_at,
});
