import type { Link } from './links.ts';

/** Where an answer comes from. */
export interface Origin {
  readonly sources: readonly { readonly name: string; readonly url: string | null; readonly supports: string }[];
  readonly reviewedBy: string | null;
  /** Day until which the text holds, `2027-05-21`. */
  readonly due: string;
}

/** What the log shows of an activity. */
export interface Said {
  readonly id: string;
  readonly from: 'bot' | 'visitor';
  readonly text: string;
  /** Our own id of a message of ours. */
  readonly clientId: string | null;
  readonly kind: 'plain' | 'answer' | 'emergency' | 'urgent' | 'soon';
  readonly heading: string | null;
  readonly links: readonly Link[];
  readonly about: Origin | null;
  /** Someone may be watching: a way to leave at once is shown. */
  readonly exit: boolean;
  readonly choices: readonly { readonly label: string; readonly value: string }[];
}

/** What a frame of the stream, or a page of it, brings. */
export interface Frame {
  readonly said: readonly Said[];
  readonly typing: boolean;
  readonly watermark: string | null;
}

/** How to go on with a conversation. */
export interface Opened {
  readonly conversationId: string;
  readonly token: string;
  readonly expiresIn: number;
  readonly streamUrl: string | null;
}

const REPLY = 'https://plumbline.example/reply';
type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Reads `{activities, watermark}`; whatever is not in order is left out. */
export function readFrame(json: unknown): Frame {
  const { activities, watermark } = fields(json);
  const all = list(activities);
  return {
    said: all.flatMap(readSaid),
    typing: all.some(({ type, from }) => type === 'typing' && fields(from).role === 'bot'),
    watermark: textOrNull(watermark),
  };
}

/** Reads what opening a conversation answers. Null when it is not that. */
export function readOpened(json: unknown): Opened | null {
  const { conversationId, token, expires_in, streamUrl } = fields(json);
  if (!textOrNull(conversationId) || !textOrNull(token)) return null;
  return {
    conversationId: text(conversationId),
    token: text(token),
    expiresIn: typeof expires_in === 'number' && expires_in > 0 ? expires_in : 1_800,
    streamUrl: textOrNull(streamUrl),
  };
}

/** The code in `{error: {code}}`. */
export const readErrorCode = (json: unknown): string => text(fields(fields(json).error).code);

function readSaid(activity: Fields): Said[] {
  const id = textOrNull(activity.id);
  if (activity.type !== 'message' || id === null) return [];
  const reply = list(activity.entities).find(({ type }) => type === REPLY);
  return [
    {
      id,
      from: fields(activity.from).role === 'user' ? 'visitor' : 'bot',
      text: text(reply ? reply.text : activity.text),
      clientId: textOrNull(fields(activity.channelData).clientActivityID),
      kind: readKind(reply?.kind),
      heading: textOrNull(reply?.heading),
      links: list(reply?.links).map(({ label, href }) => ({ label: text(label), href: text(href) })),
      about: readAbout(reply?.about),
      exit: reply?.exit === true,
      choices: list(fields(activity.suggestedActions).actions).map(({ title, value }) => ({
        label: text(title),
        value: text(value) || text(title),
      })),
    },
  ];
}

function readKind(kind: unknown): Said['kind'] {
  return kind === 'answer' || kind === 'emergency' || kind === 'urgent' || kind === 'soon' ? kind : 'plain';
}

function readAbout(about: unknown): Origin | null {
  const { sources, review, reviewedBy, due } = fields(about);
  if (!Array.isArray(sources)) return null;
  return {
    sources: list(sources).map(({ name, url, supports }) => ({
      name: text(name),
      url: textOrNull(url),
      supports: text(supports),
    })),
    reviewedBy: review === 'reviewed' ? textOrNull(reviewedBy) : null,
    due: text(due),
  };
}
