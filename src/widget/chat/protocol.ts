import type { Link } from './links.ts';
import { words } from './words.ts';

/** Where an answer comes from. */
export interface Origin {
  readonly sources: readonly { readonly name: string; readonly url: string | null; readonly supports: string }[];
  readonly reviewedBy: string | null;
  /** Day until which the text holds, `2027-05-21`. */
  readonly due: string;
}

/** A picture at `/pictures/<id>.svg`, 320 by `height`. */
export interface Picture {
  readonly id: string;
  readonly title: string;
  readonly alt: string;
  readonly height: number;
}

/** A file that a reply carries, such as `visit.ics`. */
export interface File {
  readonly name: string;
  readonly type: string;
  readonly text: string;
}

/** What the log shows of an activity. */
export interface Said {
  readonly id: string;
  /** Epoch milliseconds; null where the server did not tell. */
  readonly at: number | null;
  readonly from: 'bot' | 'visitor';
  /** Who speaks when it is a person at the clinic. */
  readonly person: string | null;
  readonly text: string;
  /** Our own id of a message of ours. */
  readonly clientId: string | null;
  readonly kind: 'plain' | 'answer' | 'emergency' | 'urgent' | 'soon' | 'staff';
  readonly heading: string | null;
  readonly links: readonly Link[];
  readonly about: Origin | null;
  readonly picture: Picture | null;
  /** Someone may be watching: a way to leave at once is shown. */
  readonly exit: boolean;
  readonly choices: readonly Choice[];
  /** A read-back: what is named and what it is. */
  readonly facts: readonly Fact[];
  readonly file: File | null;
  /** Ids of the lines that are said. */
  readonly lines: readonly string[];
}

/** What a button shows, and what pressing it says. */
export interface Choice {
  readonly label: string;
  readonly value: string;
}

/** One row of a read-back, such as "Where" and "Harbor Street". */
export interface Fact {
  readonly label: string;
  readonly value: string;
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
  /** Whom the token speaks for, where the server told. */
  readonly user: string | null;
}

const REPLY = 'https://plumbline.example/reply';
type Fields = Readonly<Record<string, unknown>>;

const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fields) : []);
const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const textOrNull = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Reads `{activities, watermark}`; whatever is not in order is left out. What `user` sent is the visitor's. */
export function readFrame(json: unknown, user: string | null): Frame {
  const { activities, watermark } = fields(json);
  const all = list(activities);
  return {
    said: all.flatMap((activity) => readSaid(activity, user)),
    typing: all.some((activity) => activity.type === 'typing' && !isVisitor(activity, user)),
    watermark: textOrNull(watermark),
  };
}

/** Reads what opening a conversation answers. Null when it is not that. */
export function readOpened(json: unknown): Opened | null {
  const { conversationId, token, expires_in, streamUrl, user } = fields(json);
  if (!textOrNull(conversationId) || !textOrNull(token)) return null;
  return {
    conversationId: text(conversationId),
    token: text(token),
    expiresIn: typeof expires_in === 'number' && expires_in > 0 ? expires_in : 1_800,
    streamUrl: textOrNull(streamUrl),
    user: textOrNull(user),
  };
}

/** The code in `{error: {code}}`. */
export const readErrorCode = (json: unknown): string => text(fields(fields(json).error).code);

/** Azure tells ids but not always roles; and people in a hub have the visitor's role there. */
const isVisitor = ({ from }: Fields, user: string | null): boolean =>
  user === null ? fields(from).role === 'user' : fields(from).id === user;

function readSaid(activity: Fields, user: string | null): Said[] {
  const id = textOrNull(activity.id);
  if (activity.type !== 'message' || id === null) return [];
  const reply = list(activity.entities).find(({ type }) => type === REPLY);
  const at = Date.parse(text(activity.timestamp));
  const channelData = fields(activity.channelData);
  const { lines } = fields(channelData.plumbline);
  const { role, name } = fields(activity.from);
  const isMine = isVisitor(activity, user);
  const kind = role === 'user' && !isMine ? 'staff' : readKind(reply?.kind);
  return [
    {
      id,
      at: Number.isNaN(at) ? null : at,
      from: isMine ? 'visitor' : 'bot',
      person: kind === 'staff' ? text(reply?.from) || text(name) || words.somebody : null,
      text: text(reply ? reply.text : activity.text),
      clientId: textOrNull(channelData.clientActivityID),
      kind,
      heading: textOrNull(reply?.heading),
      links: list(reply?.links).map(({ label, href }) => ({ label: text(label), href: text(href) })),
      about: readAbout(reply?.about),
      picture: readPicture(reply?.picture),
      exit: reply?.exit === true,
      choices: list(fields(activity.suggestedActions).actions).map(({ title, value }) => ({
        label: text(title),
        value: text(value) || text(title),
      })),
      facts: list(reply?.facts).map(({ label, value }) => ({ label: text(label), value: text(value) })),
      file: readFile(reply?.file),
      lines: Array.isArray(lines) ? lines.map(text) : [],
    },
  ];
}

const kinds = ['answer', 'emergency', 'urgent', 'soon', 'staff'] as const;
const readKind = (kind: unknown): Said['kind'] => kinds.find((known) => known === kind) ?? 'plain';

/** Files of ours are calendars; their names say no folder. */
function readFile(file: unknown): File | null {
  const { name, type, text: content } = fields(file);
  if (!/^[\w-]{1,60}\.ics$/.test(text(name)) || type !== 'text/calendar' || !textOrNull(content)) return null;
  return { name: text(name), type, text: text(content) };
}

function readPicture(picture: unknown): Picture | null {
  const { id, title, alt, height } = fields(picture);
  if (!/^[a-z0-9-]+$/.test(text(id)) || typeof height !== 'number') return null;
  return { id: text(id), title: text(title), alt: text(alt), height };
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
