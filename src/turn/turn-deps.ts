import type { RankTopics } from '../answering/ranking.ts';
import type { FreeSlot } from '../booking/free-slot.ts';
import type { Content } from '../content/content-schema.ts';
import type { Log } from '../log.ts';
import type { Reply } from '../replies/reply.ts';
import type { ScreenText } from '../screening/screening.ts';
import type { Store } from '../store/store.ts';
import type { LogEntry } from '../store/visit-store.ts';

/** Content with what was built from it; swapped whole when content changes, so a turn never sees half of each. */
export interface Knowledge {
  readonly content: Content;
  readonly screen: ScreenText;
  readonly rank: RankTopics;
}

/** What a turn needs from outside. `now` gives epoch milliseconds. */
export interface TurnDeps {
  readonly knowledge: () => Knowledge;
  readonly store: Store;
  /** Free times of a clinic's own system, read from memory; none when it has no such way. */
  readonly slots?: (clinicId: string) => readonly FreeSlot[];
  /** Called when a turn left something to be delivered. */
  readonly wake?: () => void;
  readonly now: () => number;
  readonly log: Log;
}

/**
 * What a turn gives back. `entries` are the log entries it committed (empty for a duplicate or a failed commit);
 * `duplicate` when the message was taken before (`replies` are the stored ones); `failed` when nothing could be stored:
 * then `replies` still hold the emergency text if there is one, and how to reach the clinic.
 */
export interface TakenTurn {
  readonly replies: readonly Reply[];
  readonly entries: readonly LogEntry[];
  readonly duplicate: boolean;
  readonly failed: boolean;
}
