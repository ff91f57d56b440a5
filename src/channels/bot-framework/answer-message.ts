import { createHash } from 'node:crypto';
import type { Reply } from '../../replies/reply.ts';
import type { VisitStore } from '../../store/visit-store.ts';
import type { TakenTurn } from '../../turn/turn-deps.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';
import { within } from '../../within.ts';
import { type Press, pressOf } from '../read-press.ts';
import { words } from '../words.ts';
import type { IncomingActivity } from './activity-schema.ts';
import { type FoundCard, findCard, isPassed } from './find-card.ts';
import { RecentKeys } from './recent-keys.ts';

/** What a message is answered with. */
export interface Answered {
  readonly replies: readonly Reply[];
  /** False when the replies went out before. */
  readonly fresh: boolean;
  /** The card that was used by it, to be shown without its choices. */
  readonly used: { readonly reply: Reply; readonly chosen: string } | null;
}

/** What answering leans on. `isAlarming`: an edited text must be taken as a message, for it may be urgent. */
export interface Answering {
  readonly store: VisitStore;
  readonly takeTurn: (message: VisitorMessage) => Promise<TakenTurn>;
  readonly isAlarming: (text: string) => boolean;
  /** The number to call in an emergency, for the visitors of a clinic. */
  readonly emergencyNumber: (clinicId: string) => string;
}

const REMEMBERED = 20_000;
/** A store that takes longer is done without. */
const LOOK_UP_MS = 1_000;

/** Makes the function that answers a message: most take a turn; edits and presses on used cards have ways of their own. */
export function messageAnswerer({ store, takeTurn, isAlarming, emergencyNumber }: Answering) {
  const recent = new RecentKeys(REMEMBERED);

  async function answerPress(message: VisitorMessage, press: Press, isNew: boolean): Promise<Answered> {
    const found = await lookUp(() => findCard(store, message.visitId, press.card));
    if (found && isPassed(found, press.choice)) {
      const late = await lateAnswer(found, message, press);
      return { replies: [...late, ...found.standing], fresh: isNew, used: null };
    }
    const { replies, duplicate, failed } = await takeTurn(message);
    const used = found && !failed && isChoice(found, press) ? { reply: found.reply, chosen: press.choice } : null;
    if (!duplicate) return { replies, fresh: true, used };
    // Its own key unknown, the card's known: another press on a used card, not a repeated delivery.
    const pressedAgain = isNew && (await lookUp(() => store.repliesTo([message.keys[0]]))) === null;
    const late = pressedAgain && found ? await lateAnswer(found, message, press) : [];
    return { replies: [...late, ...replies], fresh: pressedAgain || mustRepeat(replies, isNew), used: null };
  }

  /** A yes or a "not sure" to a question that was answered otherwise comes too late to count, but must not pass in silence. */
  async function lateAnswer({ reply }: FoundCard, message: VisitorMessage, { choice }: Press): Promise<Reply[]> {
    const id = reply.options.find(({ label }) => label === choice)?.id;
    if (id !== 'yes' && id !== 'unsure') return [];
    const sameAsBefore = await lookUp(() => store.repliesTo(message.keys.slice(-1)));
    return sameAsBefore ? [] : [notice(message, words.lateAnswer(choice, emergencyNumber(message.clinicId)))];
  }

  return async (activity: IncomingActivity, message: VisitorMessage): Promise<Answered> => {
    const press = pressOf(activity);
    const isNew = recent.note(press ? [message.keys[0]] : message.keys);
    if (press) return answerPress(message, press, isNew);
    if (activity.type === 'messageUpdate' && !isAlarming(message.text))
      return { replies: [notice(message, words.edited)], fresh: isNew, used: null };
    const { replies, duplicate } = await takeTurn(message);
    return { replies, fresh: !duplicate || mustRepeat(replies, isNew), used: null };
  };
}

/**
 * A repeated message was answered already, unless the process that took it died before sending. Then words that
 * warn go out again: seen twice is better than never.
 */
const mustRepeat = (replies: readonly Reply[], isNew: boolean): boolean =>
  isNew && replies.some(({ kind }) => kind === 'emergency' || kind === 'urgent');

const isChoice = ({ reply }: FoundCard, { choice }: Press): boolean =>
  reply.options.some(({ label }) => label === choice);

/** Null too when the store does not answer: then the press is taken as words. */
const lookUp = <T>(ask: () => Promise<T>): Promise<T | null> => within(LOOK_UP_MS, ask()).catch(() => null);

const notice = ({ keys }: VisitorMessage, text: string): Reply => ({
  id: createHash('sha256').update(keys[0]).digest('base64url').slice(0, 20),
  kind: 'plain',
  heading: null,
  text,
  links: [],
  options: [],
  about: null,
  lines: [],
  urgency: 'none',
  answer: null,
});
