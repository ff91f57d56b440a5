import type { Log } from '../log.ts';
import type { OutboxStore } from '../store/outbox-store.ts';
import type { RequestStore } from '../store/request-store.ts';
import type { StaffStore } from '../store/staff-store.ts';
import type { VisitStore } from '../store/visit-store.ts';
import type { Knowledge } from '../turn/turn-deps.ts';

/** What staff did in a conversation, for the visitor to see. */
export type StaffNews =
  | { readonly type: 'staff.joined'; readonly name: string }
  | { readonly type: 'staff.wrote'; readonly name: string; readonly text: string }
  | { readonly type: 'staff.left' }
  | { readonly type: 'staff.erased-chat' };

/** Takes news into a visit, once for each key; settles when the visitor's log has it. */
export type TellVisit = (
  visit: { readonly visitId: string; readonly clinicId: string },
  key: string,
  news: StaffNews,
) => Promise<unknown>;

/** What the console reads and writes. */
export type ConsoleStore = Pick<VisitStore, 'logAfter'> &
  Pick<OutboxStore, 'dead' | 'revive'> &
  RequestStore &
  StaffStore;

/** What the console is built from. `now` gives epoch milliseconds, `random` that many unguessable bytes. */
export interface StaffDeps {
  readonly store: ConsoleStore;
  readonly knowledge: () => Knowledge;
  readonly publicUrl: () => string;
  readonly now: () => number;
  readonly tell: TellVisit;
  readonly log: Log;
  readonly random?: (bytes: number) => Buffer;
}
