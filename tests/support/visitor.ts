import { createLog } from '../../src/log.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { takeTurn } from '../../src/turn/take-turn.ts';
import type { Knowledge, TakenTurn, TurnDeps } from '../../src/turn/turn-deps.ts';
import type { VisitorMessage } from '../../src/turn/visitor-message.ts';
import { shippedKnowledge } from './knowledge.ts';

/** A Tuesday, 10:00 in New York: the American clinics are open. */
export const TUESDAY_MORNING = Date.parse('2026-12-01T15:00:00Z');

/** One visitor of one clinic, taking turns in a store of its own. */
export interface Visitor {
  readonly store: Store;
  readonly deps: TurnDeps;
  arrives(): Promise<TakenTurn>;
  writes(text: string): Promise<TakenTurn>;
  sends(message: VisitorMessage): Promise<TakenTurn>;
  message(text: string, kind?: VisitorMessage['kind']): VisitorMessage;
}

/** A visitor with a fresh SQLite store in memory, or the given one. */
export async function newVisitor(
  clinicId = 'harbor-foot-spine',
  given: { store?: Store; knowledge?: Knowledge; now?: () => number; visit?: string } = {},
): Promise<Visitor> {
  const store = given.store ?? (await openSqliteStore(':memory:'));
  const knowledge = given.knowledge ?? shippedKnowledge();
  const deps: TurnDeps = {
    knowledge: () => knowledge,
    store,
    now: given.now ?? (() => TUESDAY_MORNING),
    log: createLog('silent'),
  };
  const visitId = given.visit ?? `test/${clinicId}/one`;
  let count = 0;
  const message = (text: string, kind: VisitorMessage['kind'] = 'wrote'): VisitorMessage => ({
    visitId,
    channel: 'test',
    clinicId,
    keys: [`${visitId}:${++count}`],
    kind,
    text,
    locale: null,
  });
  return {
    store,
    deps,
    message,
    sends: (sent) => takeTurn(sent, deps),
    arrives: () => takeTurn(message('', 'arrived'), deps),
    writes: (text) => takeTurn(message(text), deps),
  };
}

/** The line ids of a turn's replies, in order. */
export const linesOf = (turn: TakenTurn): string[] => turn.replies.flatMap(({ lines }) => lines);
