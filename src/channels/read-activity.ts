import { createHash } from 'node:crypto';
import { SCREENED_LENGTH, type VisitorMessage } from '../turn/visitor-message.ts';
import type { IncomingActivity } from './bot-framework/activity-schema.ts';
import { wordsOfValue } from './bot-framework/words-of-value.ts';

/** A Bot Framework activity in our shape; null when nothing was said to us: typing, receipts, edits, events. */
export function readActivity(activity: IncomingActivity, clinicId: string): VisitorMessage | null {
  if (activity.type === 'message') return readMessage(activity, clinicId);
  return tellsOfArrival(activity) ? arrived(activity, clinicId) : null;
}

function readMessage(activity: IncomingActivity, clinicId: string): VisitorMessage | null {
  if (inTeamsGroup(activity) && !mentionsOf(activity).length) return null;
  const said = clean(withoutMention(activity) || wordsOfPayload(activity) || wordsOfValue(activity.value));
  if (said === '') return mentionsOf(activity).length ? arrived(activity, clinicId) : null;
  return { ...origin(activity, clinicId), keys: keysOf(activity), kind: 'wrote', text: said };
}

/** Channels tell of one arrival several times, once a member: the last key makes them one. */
function arrived(activity: IncomingActivity, clinicId: string): VisitorMessage {
  const once = activity.type === 'message' ? [] : [`${conversationKey(activity)}:arrived`];
  return { ...origin(activity, clinicId), keys: [...keysOf(activity), ...once], kind: 'arrived', text: '' };
}

function origin(
  activity: IncomingActivity,
  clinicId: string,
): Pick<VisitorMessage, 'visitId' | 'channel' | 'clinicId' | 'locale'> {
  const { channelId: channel, conversation, from, locale = null } = activity;
  const person = inGroup(activity) && from?.id ? `/${encodeURIComponent(from.id)}` : '';
  return { visitId: `${channel}/${clinicId}/${conversation.id}${person}`, channel, clinicId, locale };
}

/** An activity without an id is known by what it says, who says it and when: a channel's retry repeats all three. */
function keysOf(activity: IncomingActivity): [string, ...string[]] {
  const { id, timestamp, text, from, channelData, value } = activity;
  const key = conversationKey(activity);
  const likeness = (): string =>
    createHash('sha256')
      .update(JSON.stringify([timestamp, text ?? wordsOfValue(value), from?.id, activity.type]))
      .digest('base64url');
  const client = channelData?.clientActivityID;
  return [`${key}:${id ?? `hash:${likeness()}`}`, ...(client ? [`${key}:client:${client}`] : [])];
}

const conversationKey = ({ channelId, conversation }: IncomingActivity): string => `${channelId}:${conversation.id}`;

function tellsOfArrival({ type, action, membersAdded = [] }: IncomingActivity): boolean {
  if (type === 'installationUpdate') return action === undefined || action === 'add';
  return type === 'conversationUpdate' && membersAdded.length > 0;
}

const inGroup = ({ conversation }: IncomingActivity): boolean =>
  conversation.isGroup === true || ['channel', 'groupChat'].includes(conversation.conversationType ?? '');

const inTeamsGroup = (activity: IncomingActivity): boolean => activity.channelId === 'msteams' && inGroup(activity);

/** The entities that mention us. */
function mentionsOf({ entities = [], recipient }: IncomingActivity): { text?: string | undefined }[] {
  return entities.flatMap((entity) => (entity && entity.mentioned.id === recipient?.id ? [entity] : []));
}

function withoutMention(activity: IncomingActivity): string {
  let text = activity.text ?? '';
  for (const mention of mentionsOf(activity)) if (mention.text) text = text.replaceAll(mention.text, ' ');
  return text.replaceAll('&nbsp;', ' ').trim();
}

/** A press on one of Slack's buttons or menus. */
function wordsOfPayload({ channelData }: IncomingActivity): string {
  return wordsOfValue(slackChoice(channelData?.Payload ?? channelData?.payload));
}

function slackChoice(payload: unknown): unknown {
  const [action] = field(payload, 'actions', Array.isArray) ?? [];
  const options = field(action, 'selected_options', Array.isArray) ?? [field(action, 'selected_option')];
  return field(action, 'value') ?? field(options[0], 'value');
}

function field(from: unknown, name: string): unknown;
function field<T>(from: unknown, name: string, is: (value: unknown) => value is T): T | undefined;
function field(from: unknown, name: string, is?: (value: unknown) => boolean): unknown {
  if (typeof from !== 'object' || from === null || !Object.hasOwn(from, name)) return undefined;
  const value: unknown = Reflect.get(from, name);
  return is && !is(value) ? undefined : value;
}

/** Invisible signs go, so that no word hides behind them: databases refuse NUL and halves of surrogate pairs. */
const clean = (text: string): string =>
  text
    .slice(0, SCREENED_LENGTH)
    .replace(/[\v\f\u0085\u2028\u2029]|\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\0-\x08\x0e-\x1f\x7f-\x9f]/g, '')
    .replace(/\p{Cs}/gu, '\u{FFFD}')
    .trim();
