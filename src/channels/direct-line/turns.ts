import type { AcceptedMessage, LogEntry } from '../../store/visit-store.ts';
import { isWithStaff } from '../../turn/saved-visit.ts';
import type { takeTurn } from '../../turn/take-turn.ts';
import type { TakenTurn, TurnDeps } from '../../turn/turn-deps.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';
import { within } from '../../within.ts';
import type { DirectLineActivity } from '../render-direct-line.ts';
import { VisitChain } from '../visit-chain.ts';
import type { Heard } from './activity-schema.ts';
import type { Asides } from './asides.ts';
import type { Sockets } from './sockets.ts';
import { unguessable } from './tokens.ts';
import { clinicName, showEntry, typing, VISIT_PREFIX, type Visit } from './visit.ts';

/** Something that was said to us. */
export type Said = Heard & { readonly text: string };

/** From what a client posted to what its streams show. */
export interface Turns {
  /** The greeting, said once however often it is asked for. */
  greet(visit: Visit, locale: string | null): void;
  /** Keeps a message, then has it answered; gives the activity's id as soon as it is kept. */
  hear(visit: Visit, heard: Said): Promise<string>;
  /** Takes turns that were accepted and never finished, save those under way; gives their number. */
  resume(): Promise<number>;
  idle(): Promise<void>;
}

export interface TurnsDeps {
  readonly turn: TurnDeps;
  readonly takeTurn: typeof takeTurn;
  readonly asides: Asides;
  readonly sockets: Sockets;
  readonly publicUrl: () => string;
}

/** A store that takes longer counts as down: the visitor must be answered. */
const ACCEPT_MS = 5_000;
const TURN_MS = 10_000;
/** A turn that takes longer shows that we are writing; one that does not would show it after its reply, in Web Chat. */
const TYPING_AFTER_MS = 300;
const WAITING_TURNS = 50;

export function createTurns({ turn, takeTurn, asides, sockets, publicUrl }: TurnsDeps): Turns {
  const chain = new VisitChain(TURN_MS, WAITING_TURNS);
  const underWay = new Set<string>();
  const warn = (visitId: string, error: unknown, what: string): void =>
    turn.log.error({ visit: visitId, error: error instanceof Error ? error.message : 'unknown' }, what);

  /** `answers` is null for what is not in the log. */
  function answer(visit: Visit, id: string, message: VisitorMessage, answers: string | null): Promise<void> {
    underWay.add(id);
    return chain.run(visit.id, async () => {
      try {
        const taken = await takeTurn(message, turn, answers);
        underWay.delete(id);
        void deliver(visit, taken).catch((error: unknown) => warn(visit.id, error, 'replies not sent'));
      } catch (error) {
        underWay.delete(id);
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
    const activities = entries.map(
      (entry): DirectLineActivity => showEntry(entry, visit, name, publicUrl(), () => false),
    );
    if (activities.length > 0) asides.add(visit.id, activities);
    void sockets.catchUp(visit.id);
  }

  /** Null when the store is down. */
  async function accept(accepted: AcceptedMessage): Promise<{ entry: LogEntry; duplicate: boolean } | null> {
    const { visitId, clinicId } = accepted.message;
    const { store, now } = turn;
    const keep = async () => {
      if (!(await store.isOpen(visitId))) await store.open(visitId, clinicId, now());
      return store.accept(accepted, now());
    };
    try {
      return await within(ACCEPT_MS, keep());
    } catch (error) {
      warn(visitId, error, 'message not kept');
      return null;
    }
  }

  async function hear(visit: Visit, heard: Said, repeats = true): Promise<string> {
    await chain.room(visit.id);
    const accepted = toAccept(visit, heard, repeats);
    const { entryId, message } = accepted;
    const kept = await accept(accepted);
    if (kept?.duplicate) {
      const same = kept.entry.from === 'visitor' && kept.entry.message.text === heard.text;
      // Some clients count their ids from one again: another text under a known id must not be lost.
      return same || !repeats ? kept.entry.id : hear(visit, heard, false);
    }
    if (!kept) sayAside(visit, [{ seq: 0, id: entryId, at: turn.now(), from: 'visitor', ...accepted }]);
    const name = clinicName(turn.knowledge, visit.clinicId);
    void sockets.catchUp(visit.id);
    const writing = async (): Promise<void> => {
      if (underWay.has(entryId) && !(await hasPerson(visit.id)) && underWay.has(entryId))
        sockets.mention(visit.id, typing(visit, name, unguessable(), turn.now()));
    };
    setTimeout(() => void writing(), TYPING_AFTER_MS).unref();
    void answer(visit, entryId, message, kept ? entryId : null);
    return entryId;
  }

  /** While a person has the visit no reply of ours is coming. */
  const hasPerson = (visitId: string): Promise<boolean> =>
    turn.store.load(visitId).then(
      ({ state }) => isWithStaff(state),
      () => false,
    );

  return {
    greet: (visit, locale) => {
      const keys = [`directline:${visit.conversationId}:arrived`] as const;
      void answer(visit, keys[0], { ...about(visit), keys, kind: 'arrived', text: '', locale }, null);
    },
    hear: (visit, heard) => hear(visit, heard),
    resume: async () => {
      const waiting = (await turn.store.unanswered()).filter(
        ({ entryId, message }) => message.visitId.startsWith(VISIT_PREFIX) && !underWay.has(entryId),
      );
      await Promise.all(waiting.map(({ entryId, message }) => answer(visitNamed(message), entryId, message, entryId)));
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

function toAccept(visit: Visit, { text, clientId, locale, zone }: Said, repeats: boolean): AcceptedMessage {
  const entryId = unguessable();
  const known = repeats && clientId !== null ? `client:${clientId}` : entryId;
  const keys = [`directline:${visit.conversationId}:${known}`] as const;
  return { entryId, message: { ...about(visit), keys, kind: 'wrote', text, locale, ...(zone && { zone }) }, clientId };
}

/** Nobody is connected yet when a visit is resumed, so its user is not needed. */
const visitNamed = ({ visitId, clinicId }: VisitorMessage): Visit => ({
  id: visitId,
  clinicId,
  conversationId: visitId.split('/').at(-1) ?? '',
  user: '',
});
