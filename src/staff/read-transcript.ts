import type { ClinicRequest } from '../store/request-store.ts';
import type { LogEntry } from '../store/visit-store.ts';
import type { Console } from './console.ts';

const AT_ONCE = 500;

/** What was said in a conversation after a place in its log, and how far the log goes. */
export interface Transcript {
  readonly entries: readonly LogEntry[];
  readonly seq: number;
}

/** Reads what staff may see of a visit: from the moment when the visitor asked for a person until the conversation was closed. Nothing of a withdrawn one. */
export async function readTranscript(
  { store }: Pick<Console, 'store'>,
  { visitId, createdAt, changedAt, state }: ClinicRequest,
  after: number,
): Promise<Transcript> {
  const until = state === 'closed' ? changedAt : Number.POSITIVE_INFINITY;
  const entries: LogEntry[] = [];
  let seq = after;
  if (state === 'withdrawn') return { entries, seq };
  for (let last = AT_ONCE; last === AT_ONCE; ) {
    const found = await store.logAfter(visitId, seq, AT_ONCE);
    entries.push(...found.filter(({ at }) => at >= createdAt && at <= until));
    seq = found.at(-1)?.seq ?? seq;
    last = found.length;
  }
  return { entries, seq };
}
