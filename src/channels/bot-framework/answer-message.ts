import type { Reply } from '../../replies/reply.ts';
import type { VisitStore } from '../../store/visit-store.ts';
import type { TakenTurn } from '../../turn/turn-deps.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';
import { within } from '../../within.ts';
import { type Changed, readChanged } from '../read-activity.ts';
import { type Press, pressOf } from '../read-press.ts';
import { words } from '../words.ts';
import type { IncomingActivity } from './activity-schema.ts';
import { type FoundCard, findCard, isPassed, opens } from './find-card.ts';
import { ownWords } from './own-words.ts';
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
  /** Puts other words in place of those that were kept of a changed message, null for none. True when any were kept. */
  readonly changeKept: (changed: Changed, text: string | null) => Promise<boolean>;
  /** The number to call in an emergency, for the visitors of a clinic. */
  readonly emergencyNumber: (clinicId: string) => string;
}

const REMEMBERED = 20_000;
/** A store that takes longer is done without. */
const LOOK_UP_MS = 1_000;

/** Makes the function that answers a message: most take a turn; edits and presses on used cards have ways of their own. */
export function messageAnswerer({ store, takeTurn, isAlarming, changeKept, emergencyNumber }: Answering) {
  const recent = new RecentKeys(REMEMBERED);

  async function answerPress(message: VisitorMessage, press: Press, isNew: boolean): Promise<Answered> {
    const found = await lookUp(() => findCard(store, message.visitId, press.card));
    const own: VisitorMessage['keys'] = [message.keys[0], ...message.keys.slice(1, -2)];
    const option = found?.reply.options.find(({ label }) => label === press.choice);
    // Nothing that we offered: somebody's words, which no earlier press may keep from being screened.
    if (found ? !option : isAlarming(press.choice)) return answerWords({ ...message, keys: own }, isNew);
    if (found && option && isPassed(found, option)) {
      const late = await lateAnswer(found, message, press);
      return { replies: [...late, ...found.standing], fresh: isNew, used: null };
    }
    const once = message.keys.slice(option && opens(option) ? -1 : -2);
    const { replies, duplicate, failed } = await takeTurn({ ...message, keys: [...own, ...once] });
    const used = found && !failed && option ? { reply: found.reply, chosen: press.choice } : null;
    if (!duplicate) return { replies, fresh: true, used };
    // Its own key unknown, the card's known: another press on a used card, not a repeated delivery.
    const pressedAgain = isNew && (await lookUp(() => store.repliesTo([message.keys[0]]))) === null;
    const late = pressedAgain && found ? await lateAnswer(found, message, press) : [];
    return { replies: [...late, ...replies], fresh: pressedAgain || mustRepeat(replies, isNew), used: null };
  }

  async function answerWords(message: VisitorMessage, isNew: boolean): Promise<Answered> {
    const { replies, duplicate } = await takeTurn(message);
    return { replies, fresh: !duplicate || mustRepeat(replies, isNew), used: null };
  }

  /**
   * An alarming edit is a new message in place of the old one. Any other is no answer to what was asked since: staff see it
   * where they saw the old words, and the visitor is told what counts, unless a deletion was just undone.
   */
  async function answerEdit(activity: IncomingActivity, message: VisitorMessage, isNew: boolean): Promise<Answered> {
    const alarming = isAlarming(message.text);
    const answered = alarming ? await answerWords(message, isNew) : null;
    const changed = readChanged(activity, message.clinicId);
    // What is kept for a hub was redacted: new words do not stand in for it.
    const shown = alarming || message.handOffs ? null : message.text;
    const kept = isNew && changed && (await lookUp(() => changeKept(changed, shown)));
    if (answered) return answered;
    const undone = activity.channelData?.eventType === 'undeleteMessage';
    const told = ownWords(message, kept && shown !== null ? words.editedForStaff : words.edited);
    return { replies: undone ? [] : [told], fresh: isNew, used: null };
  }

  /** A yes or a "not sure" to a question that was answered otherwise comes too late to count, but must not pass in silence. */
  async function lateAnswer({ reply }: FoundCard, message: VisitorMessage, { choice }: Press): Promise<Reply[]> {
    const id = reply.options.find(({ label }) => label === choice)?.id;
    if (id !== 'yes' && id !== 'unsure') return [];
    const sameAsBefore = await lookUp(() => store.repliesTo(message.keys.slice(-1)));
    return sameAsBefore ? [] : [ownWords(message, words.lateAnswer(choice, emergencyNumber(message.clinicId)))];
  }

  return async (activity: IncomingActivity, message: VisitorMessage): Promise<Answered> => {
    const press = pressOf(activity);
    const isNew = recent.note(press ? [message.keys[0]] : message.keys);
    if (press) return answerPress(message, press, isNew);
    return activity.type === 'messageUpdate' ? answerEdit(activity, message, isNew) : answerWords(message, isNew);
  };
}

/**
 * A repeated message was answered already, unless the process that took it died before sending. Then words that
 * warn go out again: seen twice is better than never.
 */
const mustRepeat = (replies: readonly Reply[], isNew: boolean): boolean => isNew && replies.some(warns);

/** True for words that must arrive, late rather than never. */
export const warns = ({ kind }: Reply): boolean => kind === 'emergency' || kind === 'urgent';

/** Null too when the store does not answer: then the press is taken as words. */
const lookUp = <T>(ask: () => Promise<T>): Promise<T | null> => within(LOOK_UP_MS, ask()).catch(() => null);
