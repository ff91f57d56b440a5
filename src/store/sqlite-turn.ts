import type { Reply } from '../replies/reply.ts';
import { addWork } from './sqlite-outbox.ts';
import { writeRequests } from './sqlite-requests.ts';
import type { KeyRow, Statements } from './sqlite-statements.ts';
import { readEntry, writeEntryBody, writeJson } from './stored-log.ts';
import { type AcceptedMessage, AlreadyTaken, type LogEntry, RevisionConflict, type TurnCommit } from './visit-store.ts';

/** Writes one turn inside the caller's transaction and gives its log entries. */
export function writeTurn(sql: Statements, turn: TurnCommit): readonly LogEntry[] {
  const { visitId, now } = turn;
  const seen = seenKeys(sql, visitId, turn.keys);
  const taken = seen.find(({ replies_from }) => replies_from !== null);
  if (taken) throw new AlreadyTaken(repliesOf(sql, taken.key));

  const answered = turn.answers ?? seen.find(({ entry_id }) => entry_id !== null)?.entry_id ?? null;
  const accepted = answered === null ? null : sql.pendingEntry(visitId, answered);
  const firstFree = changeVisit(sql, turn, turn.replies.length + (accepted ? 0 : 1));
  const messageSeq = accepted?.seq ?? firstFree;
  const firstReply = accepted ? firstFree : firstFree + 1;
  const lastReply = firstReply + turn.replies.length - 1;

  if (accepted?.pending === 2) sql.eraseEntry(visitId, messageSeq);
  else if (accepted) sql.settleEntry(visitId, messageSeq);
  if (turn.forget) eraseEarlier(sql, turn, messageSeq);
  writeRequests(sql, turn);

  const kept = accepted || turn.forget ? null : (turn.keep ?? null);
  const entries: LogEntry[] = kept
    ? [{ seq: messageSeq, id: kept.keys[0], at: now, from: 'visitor', message: kept, clientId: null }]
    : [];
  for (const [index, reply] of turn.replies.entries()) {
    entries.push({ seq: firstReply + index, id: reply.id, at: now, from: 'bot', reply, replyTo: turn.answers });
  }
  for (const entry of entries) addEntry(sql, visitId, entry, 0);
  for (const key of turn.keys) sql.noteKey(key, visitId, messageSeq, answered, firstReply, lastReply);
  if (accepted) sql.noteReplies(visitId, messageSeq, firstReply, lastReply);
  for (const work of turn.outbox) addWork(sql, work, turn);
  if (turn.miss !== null) sql.addMiss(visitId, turn.clinicId, now, turn.miss);
  sql.addAudit(turn.clinicId, now, writeJson(turn.audit));
  return entries;
}

/** Puts a message into its log, to wait for its turn, inside the caller's transaction. */
export function writeAccepted(
  sql: Statements,
  { entryId, message, clientId }: AcceptedMessage,
  now: number,
): { entry: LogEntry; duplicate: boolean } {
  const { visitId, clinicId, keys } = message;
  const [earlier] = seenKeys(sql, visitId, keys);
  if (earlier) {
    const { seq, entry_id, replies_from, replies_to } = earlier;
    for (const key of keys) sql.noteKey(key, visitId, seq, entry_id, replies_from, replies_to);
    const id = entry_id ?? entryId;
    const row = sql.entry(visitId, seq, id);
    const entry = row && readEntry(row, row.body);
    return { entry: entry ?? { seq, id, at: now, from: 'visitor', message, clientId }, duplicate: true };
  }
  const seq = nextSeq(sql.takeSeq(visitId, clinicId, now)) - 1;
  const entry: LogEntry = { seq, id: entryId, at: now, from: 'visitor', message, clientId };
  addEntry(sql, visitId, entry, 1);
  for (const key of keys) sql.noteKey(key, visitId, seq, entryId, null, null);
  return { entry, duplicate: false };
}

/** Puts other words, or none, in place of those of a message, inside the caller's transaction. True when they were kept. */
export function writeChange(sql: Statements, key: string, text: string | null, now: number): boolean {
  const taken = sql.taken(key);
  if (!taken) return false;
  const { visit_id: visitId, clinic_id: clinicId, seq, replies_from, replies_to } = taken;
  sql.eraseMiss(visitId, replies_from, replies_to);
  const row = sql.kept(visitId, seq);
  const entry = row && readEntry(row, row.body);
  if (entry?.from !== 'visitor') return false;
  if (text === null && entry.changed === 'deleted') return true;
  const message = { ...entry.message, text: text ?? '' };
  const last = nextSeq(sql.takeSeq(visitId, clinicId, now)) - 1;
  sql.eraseEntry(visitId, seq);
  addEntry(sql, visitId, { ...entry, message, seq: last, at: now, changed: text === null ? 'deleted' : 'edited' }, 0);
  sql.moveKeys(visitId, seq, last);
  return true;
}

/** Replies of the turn that took one of these keys: none are left once the visitor was forgotten. Null when no turn did. */
export function takenReplies(sql: Statements, keys: readonly string[]): readonly Reply[] | null {
  const taken = keys.find((key) => (sql.key(key, '')?.replies_from ?? null) !== null);
  return taken === undefined ? null : repliesOf(sql, taken);
}

function repliesOf(sql: Statements, key: string): Reply[] {
  return sql.keyReplies(key).flatMap((row) => {
    const entry = readEntry(row, row.body);
    return entry?.from === 'bot' ? [entry.reply] : [];
  });
}

function seenKeys(sql: Statements, visitId: string, keys: readonly string[]): (KeyRow & { key: string })[] {
  return keys.flatMap((key) => {
    const row = sql.key(key, visitId);
    if (row?.mine === 0) throw new Error('this message has the key of another visit; a key must name its conversation');
    return row ? [{ ...row, key }] : [];
  });
}

/** Compare-and-set of the visit; gives the first of `numbers` log numbers kept for this turn. */
function changeVisit(
  sql: Statements,
  { visitId, clinicId, revision, state, now }: TurnCommit,
  numbers: number,
): number {
  const json = writeJson(state);
  const changed =
    sql.changeVisit(visitId, revision, json, numbers, now) ??
    (revision === 0 ? sql.firstTurn(visitId, clinicId, json, numbers, now) : null);
  if (!changed) throw new RevisionConflict(visitId);
  return changed.next_seq - numbers;
}

/** Erases what was said before the message at `seq`; messages that still wait for their turn go when they are answered. */
function eraseEarlier(sql: Statements, { visitId, now, keepsRequests }: TurnCommit, seq: number): void {
  sql.eraseSaid(visitId);
  sql.eraseMisses(visitId);
  sql.eraseWhenAnswered(visitId, seq);
  if (keepsRequests) return;
  sql.eraseReplyAddress(visitId);
  sql.blankWorkOfVisit(visitId, now);
}

function addEntry(sql: Statements, visitId: string, entry: LogEntry, pending: 0 | 1): void {
  sql.addEntry(visitId, entry.seq, entry.id, entry.at, entry.from, writeEntryBody(entry), pending);
}

function nextSeq(row: { next_seq: number } | null): number {
  if (!row) throw new Error('the visit could not be written');
  return row.next_seq;
}
