import type { LogEntry } from '../../store/visit-store.ts';
import type { TurnDeps } from '../../turn/turn-deps.ts';
import type { DirectLineActivity } from '../render-direct-line.ts';
import type { Asides } from './asides.ts';
import { clinicName, showEntry, type Visit } from './visit.ts';
import type { Place } from './watermark.ts';

/** What follows a place in a visit. `stored` is false when the store could not be read: then only what was said aside is here. */
export interface Page {
  readonly activities: readonly DirectLineActivity[];
  readonly place: Place;
  readonly more: boolean;
  readonly stored: boolean;
}

export interface PageDeps {
  readonly turn: TurnDeps;
  readonly asides: Asides;
  readonly publicUrl: () => string;
}

const ENTRIES = 50;
const CHARACTERS = 200_000;

/** Reads what the client lacks, in order. `shown` holds the ids of activities that it has already, and is added to. */
export async function readPage(visit: Visit, after: Place, shown: Set<string>, deps: PageDeps): Promise<Page> {
  const stored = await entriesAfter(visit, after.seq, deps);
  const asides = deps.asides.of(visit.id);
  const known = after.aside <= (asides.at(-1)?.at ?? 0) ? after.aside : 0;
  const seenAside = new Set(asides.filter(({ at }) => at <= known).map(({ activity }) => sameAs(activity)));

  const name = clinicName(deps.turn.knowledge, visit.clinicId);
  const activities: DirectLineActivity[] = [];
  const kept = new Set<string>();
  let { seq } = stored;
  let size = 0;
  let more = stored.more;
  for (const entry of stored.entries) {
    const activity = showEntry(entry, visit, name, deps.publicUrl(), (id) => shown.has(id));
    size += activity.text?.length ?? 0;
    if (size > CHARACTERS && activities.length > 0) {
      more = true;
      break;
    }
    seq = entry.seq;
    shown.add(activity.id);
    kept.add(sameAs(activity));
    if (!seenAside.has(sameAs(activity))) activities.push(activity);
  }
  // What was said aside may have been stored since.
  for (const { at, activity } of asides) if (at > known && !kept.has(sameAs(activity))) activities.push(activity);
  return { activities, place: { seq, aside: asides.at(-1)?.at ?? 0 }, more, stored: !stored.failed };
}

/** Entries after `seq`; all of them when `seq` lies beyond the last one, for such a watermark is not ours. */
async function entriesAfter(
  { id }: Visit,
  seq: number,
  { turn }: PageDeps,
): Promise<{ entries: readonly LogEntry[]; seq: number; more: boolean; failed: boolean }> {
  try {
    const read = (from: number) => turn.store.logAfter(id, from, ENTRIES + 1);
    const near = await read(Math.max(0, seq - 1));
    const from = near.length === 0 ? 0 : seq;
    const found = near.length === 0 && seq > 1 ? await read(0) : near;
    const entries = found.filter((entry) => entry.seq > from);
    return { entries, seq: from, more: found.length > ENTRIES, failed: false };
  } catch (error) {
    turn.log.warn({ visit: id, error: error instanceof Error ? error.message : 'unknown' }, 'log not read');
    return { entries: [], seq, more: false, failed: true };
  }
}

const sameAs = ({ id, text }: DirectLineActivity): string => `${id} ${text ?? ''}`;
