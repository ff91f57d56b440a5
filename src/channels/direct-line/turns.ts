import type { AcceptedMessage, LogEntry } from '../../store/visit-store.ts';
import type { takeTurn } from '../../turn/take-turn.ts';
import type { TakenTurn, TurnDeps } from '../../turn/turn-deps.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';
import type { DirectLineActivity } from '../render-direct-line.ts';
import type { Heard } from './activity-schema.ts';
import type { Asides } from './asides.ts';
import type { Sockets } from './sockets.ts';
import { unguessable } from './tokens.ts';
import { clinicName, showEntry, typing, VISIT_PREFIX, type Visit } from './visit.ts';
import { VisitChain } from './visit-chain.ts';

/** From what a client posted to what its streams show. */
export interface Turns {
  /** The greeting, said once however often it is asked for. */
  greet(visit: Visit, locale: string | null): void;
  /** Keeps a message, then has it answered; gives the activity's id as soon as it is kept. */
  hear(visit: Visit, heard: Heard & { readonly text: string }): Promise<string>;
  /** Takes turns that were accepted and never finished, save those under way; gives their number. */
  resume(): Promise<number>;
  idle(): Promise<void>;
}

export interface TurnsDeps {
  readonly turn: TurnDeps;
  readonly takeTurn: typeof takeTurn;
  readonly asides: Asides;
  readonly sockets: Sockets;
}

/** A store that takes longer counts as down: the visitor must be answered. */
const ACCEPT_MS = 5_000;
const TURN_MS = 10_000;
const WAITING_TURNS = 50;

export function createTurns({ turn, takeTurn, asides, sockets }: TurnsDeps): Turns {
  const chain = new VisitChain(TURN_MS, WAITING_TURNS);
  const underWay = new Set<string>();
  const warn = (visitId: string, error: unknown, what: string): void =>
    turn.log.error({ visit: visitId, error: error instanceof Error ? error.message : 'unknown' }, what);

  function answer(visit: Visit, message: VisitorMessage, entryId: string | null): Promise<void> {
    return chain.run(visit.id, async () => {
      try {
        void deliver(visit, await takeTurn(message, turn, entryId));
      } catch (error) {
        warn(visit.id, error, 'turn failed');
      }
    });
  }

  /** Streams read what was committed; what could not be, or cannot be read back, is said aside. */
  async function deliver(visit: Visit, taken: TakenTurn): Promise<void> {
    const now = turn.now();
    if (taken.failed)
      return sayAside(
        visit,
        taken.replies.map((reply, index) => ({ seq: index, id: reply.id, at: now, from: 'bot', reply, replyTo: null })),
      );
    if (!(await sockets.catchUp(visit.id))) sayAside(visit, taken.entries);
  }

  function sayAside(visit: Visit, entries: readonly LogEntry[]): void {
    const name = clinicName(turn.knowledge, visit.clinicId);
    const activities = entries.map((entry): DirectLineActivity => showEntry(entry, visit, name, () => false));
    if (activities.length > 0) asides.add(visit.id, activities);
    void sockets.catchUp(visit.id);
  }

  /** Null when the store is down. */
  async function accept(accepted: AcceptedMessage): Promise<{ entry: LogEntry; duplicate: boolean } | null> {
    const { visitId, clinicId } = accepted.message;
    const { store, now } = turn;
    try {
      return await within(ACCEPT_MS, async () => {
        await store.open(visitId, clinicId, now());
        return store.accept(accepted, now());
      });
    } catch (error) {
      warn(visitId, error, 'message not kept');
      return null;
    }
  }

  async function hear(visit: Visit, heard: Heard & { readonly text: string }): Promise<string> {
    await chain.room(visit.id);
    const message = messageOf(visit, heard);
    const kept = await accept(message);
    if (kept?.duplicate) {
      const { entry } = kept;
      if (entry.from === 'visitor' && entry.message.text === heard.text) return entry.id;
      // Another message under an id used before: some clients count from one again. It must not be lost.
      return hear(visit, { ...heard, clientId: null });
    }
    const { entryId } = message;
    let answered = false;
    underWay.add(entryId);
    if (!kept) sayAside(visit, [{ seq: 0, id: entryId, at: turn.now(), from: 'visitor', ...message }]);
    void sockets.catchUp(visit.id).then(() => {
      const name = clinicName(turn.knowledge, visit.clinicId);
      if (!answered) sockets.mention(visit.id, typing(visit, name, unguessable(), turn.now()));
    });
    void answer(visit, message.message, kept ? entryId : null).then(() => {
      answered = true;
      underWay.delete(entryId);
    });
    return entryId;
  }

  return {
    greet: (visit, locale) => {
      const keys = [`directline:${visit.conversationId}:arrived`] as const;
      void answer(visit, { ...about(visit), keys, kind: 'arrived', text: '', locale }, null);
    },
    hear,
    resume: async () => {
      const waiting = (await turn.store.unanswered()).filter(
        ({ entryId, message }) => message.visitId.startsWith(VISIT_PREFIX) && !underWay.has(entryId),
      );
      await Promise.all(
        waiting.map(async ({ entryId, message }) => {
          underWay.add(entryId);
          await answer(visitNamed(message), message, entryId);
          underWay.delete(entryId);
        }),
      );
      return waiting.length;
    },
    idle: () => chain.idle(),
  };
}

const about = ({ id, clinicId }: Visit): Pick<VisitorMessage, 'visitId' | 'channel' | 'clinicId'> => ({
  visitId: id,
  channel: 'directline',
  clinicId,
});

function messageOf(visit: Visit, { text, clientId, locale }: Heard & { readonly text: string }): AcceptedMessage {
  const entryId = unguessable();
  const key = `directline:${visit.conversationId}:${clientId === null ? entryId : `client:${clientId}`}`;
  return { entryId, message: { ...about(visit), keys: [key], kind: 'wrote', text, locale }, clientId };
}

/** Nobody is connected yet when a visit is resumed, so its user is not needed. */
const visitNamed = ({ visitId, clinicId }: VisitorMessage): Visit => ({
  id: visitId,
  clinicId,
  conversationId: visitId.split('/').at(-1) ?? '',
  user: '',
});

function within<T>(ms: number, work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });
}
