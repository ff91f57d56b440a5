import { createHash } from 'node:crypto';
import { shortHash } from '../short-hash.ts';
import { SCREENED_LENGTH, type VisitorMessage } from '../turn/visitor-message.ts';
import type { IncomingActivity } from './bot-framework/activity-schema.ts';
import { wordsOfValue } from './bot-framework/words-of-value.ts';
import { capabilities, channelName } from './capabilities.ts';
import { isShared } from './place.ts';
import { cardValue, type Press, pressOf, wordsOfSlackPress } from './read-press.ts';
import { mentionsUs, readText } from './read-text.ts';

/** The invoke that a card with `Action.Execute` makes. */
export const CARD_ACTION = 'adaptiveCard/action';

/** A Bot Framework activity in our shape; null when nothing was said to us: typing, receipts, events. A deletion says nothing either: `readChanged`. */
export function readActivity(activity: IncomingActivity, clinicId: string): VisitorMessage | null {
  const { type, name } = activity;
  if (type === 'message' || type === 'messageUpdate' || (type === 'invoke' && name === CARD_ACTION))
    return readMessage(activity, clinicId);
  return tellsOfArrival(activity) ? arrived(activity, clinicId) : null;
}

function readMessage(activity: IncomingActivity, clinicId: string): VisitorMessage | null {
  const press = pressOf(activity);
  const mentioned = mentionsUs(activity);
  if (answersMentionsOnly(activity) && !mentioned && !press) return null;
  const words = readText(activity) || wordsOfSlackPress(activity) || wordsOfValue(cardValue(activity));
  const said = clean(press?.choice ?? words);
  if (said === '') return mentioned && activity.type === 'message' ? arrived(activity, clinicId) : null;
  const from = origin(activity, clinicId);
  const once = press ? pressKeys(from.visitId, press) : [];
  return { ...from, keys: [...keysOf(activity), ...once], kind: 'wrote', text: said };
}

/** A message that its writer changed or deleted: its visit, and the key it is known by. */
export interface Changed {
  readonly visitId: string;
  readonly key: string;
}

/** The message that an edit or a deletion is about; null for any other activity. */
export function readChanged(activity: IncomingActivity, clinicId: string): Changed | null {
  const { type, id } = activity;
  if ((type !== 'messageUpdate' && type !== 'messageDelete') || id === undefined) return null;
  return { visitId: origin(activity, clinicId).visitId, key: `${conversationKey(activity)}:${id}` };
}

/** One choice of a card counts; the last key tells which it was. */
function pressKeys(visitId: string, { card, choice }: Press): string[] {
  const key = `${visitId}:card:${card}`;
  return [key, `${key}:${shortHash(choice)}`];
}

/** Channels tell of one arrival several times, once a member: the last key makes those of a day one. */
function arrived(activity: IncomingActivity, clinicId: string): VisitorMessage {
  const from = origin(activity, clinicId);
  const day = /^\d{4}-\d\d-\d\d/.exec(activity.timestamp ?? '')?.[0] ?? '';
  const once = activity.type === 'message' ? [] : [`${from.visitId}:arrived:${day}`];
  return { ...from, keys: [...keysOf(activity), ...once], kind: 'arrived', text: '' };
}

/** Which visit an activity belongs to, and what its channel tells of it. */
export function origin(
  activity: IncomingActivity,
  clinicId: string,
): Pick<VisitorMessage, 'visitId' | 'channel' | 'clinicId' | 'locale' | 'zone' | 'handOffs'> {
  const { channelId: channel, conversation, from, locale = null, localTimezone: zone } = activity;
  const person = isShared(activity) && from?.id ? `/${encodeURIComponent(from.id)}` : '';
  const handOffs = handOffsOf(activity);
  return {
    visitId: `${channel}/${clinicId}/${conversation.id}${person}`,
    channel,
    clinicId,
    locale,
    ...(zone && { zone }),
    ...(handOffs && { handOffs }),
  };
}

/** A hub is not asked where others read along: the event carries what was said. */
function handOffsOf(activity: IncomingActivity): VisitorMessage['handOffs'] {
  if (!capabilities[channelName(activity.channelId)].handOffs || isShared(activity)) return undefined;
  return activity.deliveryMode === 'expectReplies' ? 'answered' : 'posted';
}

/**
 * An activity without an id is known by what it says, who says it and when: a channel's retry repeats all three. Slack tells of
 * one mention as two events, which have their time in common.
 */
function keysOf(activity: IncomingActivity): [string, ...string[]] {
  const { id, timestamp, text, from, channelData, value, type } = activity;
  const key = conversationKey(activity);
  const likeness = (): string =>
    createHash('sha256')
      .update(JSON.stringify([timestamp, text ?? wordsOfValue(value), from?.id, type]))
      .digest('base64url');
  const client = channelData?.clientActivityID;
  const sent = channelData?.SlackMessage?.event?.ts;
  if (type === 'messageUpdate') return [`${key}:${id ?? ''}:edit:${likeness()}`];
  return [
    `${key}:${id ?? `hash:${likeness()}`}`,
    ...(client ? [`${key}:client:${client}`] : []),
    ...(sent ? [`${key}:sent:${sent}`] : []),
  ];
}

const conversationKey = ({ channelId, conversation }: IncomingActivity): string => `${channelId}:${conversation.id}`;

/** Where others are about, only our own arrival is one. */
function tellsOfArrival(activity: IncomingActivity): boolean {
  const { type, action, membersAdded = [], recipient } = activity;
  if (type === 'installationUpdate') return action === undefined || action === 'add';
  if (type !== 'conversationUpdate') return false;
  return isShared(activity) ? membersAdded.some(({ id }) => id === recipient?.id) : membersAdded.length > 0;
}

/** Where others talk among themselves, we speak when spoken to. */
const answersMentionsOnly = (activity: IncomingActivity): boolean =>
  ['msteams', 'slack'].includes(activity.channelId) && isShared(activity);

/** Invisible signs go, so that no word hides behind them: databases refuse NUL and halves of surrogate pairs. */
const clean = (text: string): string =>
  text
    .slice(0, SCREENED_LENGTH)
    .replace(/[\v\f\u0085\u2028\u2029]|\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\0-\x08\x0e-\x1f\x7f-\x9f]/g, '')
    .replace(/\p{Cs}/gu, '\u{FFFD}')
    .trim();
