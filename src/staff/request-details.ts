import { z } from 'zod';
import { zoneName } from '../booking/windows.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import { type Content, urgencies } from '../content/content-schema.ts';
import { callLink, shownPhone } from '../replies/clinic-values.ts';
import type { Link } from '../widget/chat/links.ts';
import { shownTime } from './shown.ts';

const text = z.string().max(500).nullable().catch(null);
const moment = z.union([z.number(), z.iso.datetime({ offset: true }).transform((time) => Date.parse(time))]);
const when = z.union([z.string().max(200), z.object({ start: moment, end: moment })]);

/** What a visitor left with a request. Anything missing or damaged reads as not given: the rest must still be seen. */
export const detailsSchema = z
  .object({
    name: text,
    phone: text,
    extension: text,
    email: text,
    reason: text,
    place: text,
    language: text,
    zone: text,
    urgency: z.enum(urgencies).catch('none'),
    windows: z.array(when.nullable().catch(null)).catch([]),
    slot: when.nullable().catch(null),
  })
  .catch({
    name: null,
    phone: null,
    extension: null,
    email: null,
    reason: null,
    place: null,
    language: null,
    zone: null,
    urgency: 'none',
    windows: [],
    slot: null,
  });
export type RequestDetails = z.infer<typeof detailsSchema>;

/** The times wished for or booked, on the clinic's clock. */
export function shownTimes({ slot, windows }: RequestDetails, zone: string): readonly string[] {
  return [slot, ...windows].flatMap((time) => {
    if (time === null) return [];
    if (typeof time === 'string') return [time];
    const [start, end] = [shownTime(time.start, zone), shownTime(time.end, zone)];
    const sameDay = start.slice(0, -5) === end.slice(0, -5);
    const until = start === end ? '' : ` to ${sameDay ? end.slice(-5) : end}`;
    return [`${start}${until}, ${zoneName(zone)}`];
  });
}

/** A link to call what the visitor gave as a phone number; null when it is none. */
export function phoneLink({ phone, extension }: RequestDetails, clinic: Clinic): Link | null {
  if (phone === null || !/^\+?[\d ().-]{5,24}$/.test(phone)) return null;
  return callLink(`${readable(phone, clinic)}${extension === null ? '' : `, extension ${extension}`}`, phone);
}

function readable(phone: string, clinic: Clinic): string {
  try {
    return shownPhone(phone, clinic);
  } catch {
    return phone;
  }
}

/** A link to write to what the visitor gave as an address; null when it is none. */
export const emailLink = ({ email }: RequestDetails): Link | null =>
  email !== null && z.email().safeParse(email).success ? { label: email, href: `mailto:${email}` } : null;

/** The reason from the fixed list, in words. */
export function shownReason({ reason }: RequestDetails, content: Content): string | null {
  const options = content.languages.en?.options;
  return reason && (options?.get(reason) ?? options?.get(`reason:${reason}`) ?? reason.replaceAll('-', ' '));
}

/** The clinic's place, by its name. */
export const shownPlace = ({ place }: RequestDetails, clinic: Clinic): string | null =>
  place && (clinic.places.find(({ id }) => id === place)?.name ?? place);
