import { z } from 'zod';
import { SCREENED_LENGTH } from '../../turn/visitor-message.ts';

const activitySchema = z.object({
  type: z.string().min(1).max(100),
  name: z.string().nullish(),
  text: z.string().nullish(),
  value: z.unknown().optional(),
  locale: z.string().nullish(),
  localTimezone: z.unknown().optional(),
  channelData: z.object({ clientActivityID: z.unknown().optional() }).nullish(),
});

/** What a client posted. `text` is null when nothing was said to us: typing, events, empty messages. */
export interface Heard {
  readonly text: string | null;
  /** The client's own id of the activity, by which it may repeat it. */
  readonly clientId: string | null;
  readonly locale: string | null;
  readonly zone?: string | undefined;
}

/** Reads a posted activity. Null when it is malformed. */
export function readActivity(body: unknown): Heard | null {
  const { data } = activitySchema.safeParse(body);
  if (!data) return null;
  const clientId = data.channelData?.clientActivityID;
  return {
    text: textOf(data),
    clientId: typeof clientId === 'string' && clientId.length > 0 && clientId.length <= 200 ? clean(clientId) : null,
    locale: readLocale(data.locale),
    ...zoneIn(data.localTimezone),
  };
}

/** A language tag such as `en-GB`, or null. */
export const readLocale = (locale: unknown): string | null =>
  typeof locale === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,8}){0,4}$/i.test(locale) ? locale : null;

/** A time zone such as `Europe/Berlin`, where one is given. Whether it exists is seen when it is used. */
export const zoneIn = (zone: unknown): { readonly zone?: string } =>
  typeof zone === 'string' && zone.length <= 60 && /^[A-Za-z]+(?:[/_+-][A-Za-z0-9]+)*$/.test(zone) ? { zone } : {};

function textOf({ type, name, text, value }: z.infer<typeof activitySchema>): string | null {
  if (type === 'event') return name === 'restart' ? 'start over' : null;
  if (type !== 'message') return null;
  const said = clean(text?.trim() ? text : wordsOf(value));
  return said.trim() === '' ? null : said;
}

/** The words in a pressed button's value, so that whatever they are they are screened. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (typeof value !== 'object' || value === null) return '';
  return Object.values(value)
    .filter((part) => typeof part === 'string')
    .join(' ');
}

/** Databases take neither NUL nor halves of a surrogate pair. */
const clean = (text: string): string =>
  text
    .replaceAll('\0', '')
    .slice(0, SCREENED_LENGTH)
    .replace(/\p{Cs}/gu, '\u{FFFD}');
