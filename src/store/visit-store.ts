import type { Reply } from '../replies/reply.ts';
import type { VisitorMessage } from '../turn/visitor-message.ts';
import type { OutboxRow } from './outbox-store.ts';
import type { NewRequest } from './request-store.ts';

/** Another turn of the same visit was committed in between: reload and step again. */
export class RevisionConflict extends Error {
  constructor(visitId: string, options?: ErrorOptions) {
    super(`visit ${visitId} was changed by another turn; reload it and step again`, options);
    this.name = 'RevisionConflict';
  }
}

/** This message was committed before: its stored replies are `replies`. */
export class AlreadyTaken extends Error {
  readonly replies: readonly Reply[];
  constructor(replies: readonly Reply[]) {
    super('this message was answered before; use its stored replies');
    this.name = 'AlreadyTaken';
    this.replies = replies;
  }
}

/** A saved visit as stored; `state` is parsed by the turn, never here. `revision` is 0 for a visit that is not stored yet. */
export interface LoadedVisit {
  readonly state: unknown;
  readonly revision: number;
}

/** One entry of a visit's log, in order; `seq` grows by at least one and is the Direct Line watermark. `at` in epoch milliseconds. */
export type LogEntry = { readonly seq: number; readonly id: string; readonly at: number } & (
  | {
      readonly from: 'visitor';
      readonly message: VisitorMessage;
      readonly clientId: string | null;
      /** What the visitor did with it since. */
      readonly changed?: 'edited' | 'deleted' | undefined;
    }
  | { readonly from: 'bot'; readonly reply: Reply; readonly replyTo: string | null }
);

/** A message that found no answer, with names, numbers and addresses taken out. */
export interface Miss {
  readonly clinicId: string;
  readonly text: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/** All that one turn writes, in one transaction. */
export interface TurnCommit {
  readonly visitId: string;
  readonly clinicId: string;
  /** The revision that was read; the commit is refused when the stored one differs. */
  readonly revision: number;
  readonly state: unknown;
  readonly keys: readonly string[];
  /** The id of the log entry answered, for channels that accepted the message first; null otherwise. */
  readonly answers: string | null;
  readonly replies: readonly Reply[];
  readonly outbox: readonly OutboxRow[];
  /** What is asked of the clinic. One with a twin made under ten minutes ago, neither withdrawn nor closed, is refused with RevisionConflict. */
  readonly requests?: readonly NewRequest[];
  /** References of requests that are taken back: their details and their work are erased. Those of other visits are left alone, unless `proven`. */
  readonly withdraw?: readonly string[];
  readonly proven?: boolean;
  /** A message that its channel did not accept beforehand and that stands in the log all the same; not when it asks to forget. */
  readonly keep?: VisitorMessage | null;
  /** What was written, made safe to keep, when it found no answer; null otherwise. Erased with its visit. */
  readonly miss: string | null;
  /** The decision record, without the visitor's words. */
  readonly audit: unknown;
  /** True when the visitor asked to be forgotten: everything said or asked of the clinic before this turn is erased with it. */
  readonly forget: boolean;
  /** With `forget`: only what was said is erased. What was asked of the clinic stays, and so does where the visitor hears of it. */
  readonly keepsRequests?: boolean;
  readonly now: number;
}

/** A message that was accepted, is in the log, and has no committed turn yet. */
export interface AcceptedMessage {
  readonly entryId: string;
  readonly message: VisitorMessage;
  readonly clientId: string | null;
}

/** Where visits live. Every store passes the same conformance suite: `tests/store/conformance.ts`. */
export interface VisitStore {
  load(visitId: string): Promise<LoadedVisit>;
  /** Stored replies of a message known by any of these keys; null when none was taken yet. */
  repliesTo(keys: readonly string[]): Promise<readonly Reply[] | null>;
  /** Writes the turn, all or nothing, and gives the new log entries. Throws RevisionConflict or AlreadyTaken. */
  commit(turn: TurnCommit): Promise<readonly LogEntry[]>;
  /** Makes a message durable before its turn. `duplicate` when one of its keys was accepted before (then the earlier entry is given). */
  accept(accepted: AcceptedMessage, now: number): Promise<{ readonly entry: LogEntry; readonly duplicate: boolean }>;
  /** Accepted messages whose turn was never committed, oldest first: taken again at start. */
  unanswered(): Promise<readonly AcceptedMessage[]>;
  /** True when the visit was opened before (by `open`). */
  isOpen(visitId: string): Promise<boolean>;
  /** Notes that a conversation exists before anything is said in it. True when it is new. */
  open(visitId: string, clinicId: string, now: number): Promise<boolean>;
  /** Keeps where a visit can be written to when nobody asked, in place of what was kept before. Forgetting and expiring erase it. */
  keepReplyAddress(visitId: string, clinicId: string, address: unknown, now: number): Promise<void>;
  /** What was kept, parsed by its channel, never here; null for a visit that comes and looks, such as the website's. */
  replyAddress(visitId: string): Promise<unknown>;
  /**
   * Puts other words in place of a message known by this key, null for none, and moves it to the end of its log; what it
   * left among the messages without an answer is erased. True when its words were kept.
   */
  changeKept(key: string, text: string | null, now: number): Promise<boolean>;
  /** Log entries after a watermark, in order. */
  logAfter(visitId: string, seq: number, limit: number): Promise<readonly LogEntry[]>;
  /** A secret kept with the data, made by `make` the first time it is asked for. */
  secret(name: string, make: () => string): Promise<string>;
  /** Messages that found no answer, newest first. */
  misses(limit: number): Promise<readonly Miss[]>;
  /** Erases visits, logs and seen keys last touched before `before`, audit rows before `auditBefore`; requests stay. Epoch milliseconds. Gives the number of visits erased. */
  expire(clinicId: string, before: number, auditBefore: number): Promise<number>;
  /** Throws when the store cannot be written. */
  check(): Promise<void>;
  close(): Promise<void>;
}
