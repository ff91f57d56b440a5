import type { Details, Times } from '../../dialogs/visit.events.ts';
import type { FreeSlot } from '../booking/free-slot.ts';
import { slotId } from '../booking/slot-id.ts';
import { wallClock, weekdayOf } from '../booking/wall-clock.ts';
import { periodsOn } from '../booking/windows.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import { readEmail } from '../recognizing/read-email.ts';
import { readName } from '../recognizing/read-name.ts';
import { readPhone } from '../recognizing/read-phone.ts';
import { readWhen } from '../recognizing/read-when.ts';
import type { WhenWindow } from '../recognizing/when-windows.ts';
import type { SavedVisit } from './saved-visit.ts';

/** Details of a booking as they were typed. `slots`: the free times that fit the times named; `place`: a place of the clinic. */
export interface Given {
  readonly given: Partial<Details>;
  readonly problem: string | null;
  readonly slots?: readonly string[];
  readonly place?: string;
}

/** What the reading leans on. `place`: the one chosen so far. `now` in epoch milliseconds. */
export interface GivenContext {
  readonly clinic: Clinic;
  readonly slots: readonly FreeSlot[];
  readonly place: string | null;
  /** Times that were given before. */
  readonly times?: readonly Times[];
  readonly now: number;
}

type Reader = (text: string, context: GivenContext) => Given | null | Promise<Given | null>;

/** What a state asks for comes first; beside it visitors give other details, or correct them. */
const readers: Readonly<Record<string, readonly [Reader, ...Reader[]]>> = {
  askingPlace: [givenPlace],
  askingName: [givenNameOnly, givenContact, givenTimes],
  askingContact: [givenContact, givenNamed, givenTimes, givenPlace],
  askingTimes: [givenTimes, givenFullContact, givenNamed, givenPlace],
  askingSlot: [givenTimes, givenNamed, givenPlace],
  readingBack: [givenTimes, givenFullContact, givenContact, givenNamed, givenPlace],
  proving: [givenContact],
};

const MOST_FITTING = 12;
const ANY_DAY = /\b(?:any|every|all|whichever|whatever) ?(?:day|week|time)/i;
const ISO_DATE = /\b\d{4}-\d{2}-\d{2}\b/g;
const EMAIL = /\S+@\S+/g;
const FULL_NUMBER = /\+?\(?\d(?:[ ().-]{0,2}\d){8,}/g;

/** The innermost state of a visit, such as `askingName`. */
export function innerState(value: SavedVisit['value']): string {
  return typeof value === 'string' ? value : innerState(Object.values(value)[0] ?? '');
}

/** Reads what the state of the visit asks for, and what else of a booking is told with it; null when the text has nothing of it. */
export async function readGiven(
  text: string,
  value: SavedVisit['value'],
  context: GivenContext,
): Promise<Given | null> {
  const state = innerState(value);
  const read = await Promise.all((readers[state] ?? []).map((reader) => reader(text, context)));
  const good = read.filter((each) => each?.problem === null);
  const faulty = (state === 'readingBack' ? read : read.slice(0, 1)).find((each) => each?.problem);
  if (good.length === 0) return faulty ?? null;
  const all: Given = Object.assign({}, ...good);
  const given: Partial<Details> = Object.assign({}, ...good.map((each) => each?.given));
  return { ...all, given };
}

function givenName(text: string): Given | null {
  const name = readName(text.replace(EMAIL, ' ').replace(FULL_NUMBER, ' '));
  return name === null ? null : { given: { name }, problem: null };
}

/** A day is no name, unless it is called one. */
async function givenNameOnly(text: string, context: GivenContext): Promise<Given | null> {
  return givenNamed(text) ?? ((await givenTimes(text, context)) === null ? givenName(text) : null);
}

/** Among other details a name must be called one. */
function givenNamed(text: string): Given | null {
  const at = text.search(/\b(?:my )?names?\b/i);
  return at < 0 ? null : (givenName(text) ?? givenName(text.slice(at)));
}

function givenContact(text: string, { clinic }: GivenContext): Given | null {
  const email = readEmail(text);
  const phone = readPhone(text.replace(ISO_DATE, ' '), clinic.country);
  if ('ok' in phone)
    return { given: { phone: phone.ok, extension: phone.extension, ...(email && { email }) }, problem: null };
  if (email) return { given: { email }, problem: null };
  return phone.problem === 'nothing' ? null : { given: {}, problem: `phone-${phone.problem}` };
}

/** Among days and hours a phone number must be a long one. */
function givenFullContact(text: string, context: GivenContext): Given | null {
  const said = text.replace(ISO_DATE, ' ');
  return said.match(FULL_NUMBER) || said.includes('@') ? givenContact(said, context) : null;
}

async function givenTimes(
  text: string,
  { clinic, slots, place, times = [], now }: GivenContext,
): Promise<Given | null> {
  const said = withHolidays(text.replace(EMAIL, ' ').replace(FULL_NUMBER, ' '), clinic);
  const read = (words: string) =>
    readWhen(words, {
      zone: clinic['time-zone'],
      country: clinic.country,
      now,
      openPeriods: clinic.hours ? (day) => periodsOn(clinic, day) : undefined,
    });
  const alone = await read(said);
  // "Make it the afternoon" speaks of the day that was given before.
  const day = times.length === 1 && times[0]?.until === null ? times[0].day : null;
  const leans = day !== null && alone.windows.length > 0 && alone.windows.every(isTimeOnly) && !ANY_DAY.test(said);
  const { windows, problem } = leans ? await read(`${day}, ${said}`) : alone;
  if (problem === 'nothing') return null;
  if (problem !== null) return { given: {}, problem: `times-${problem}` };
  const fitting = slots
    .filter((slot) => place === null || slot.place === null || slot.place === place)
    .filter(({ start }) => windows.some((window) => fits(start, window, clinic)));
  return {
    given: { times: windows },
    problem: null,
    ...(slots.length > 0 && { slots: [...new Set(fitting.map(slotId))].slice(0, MOST_FITTING) }),
  };
}

const isTimeOnly = ({ day, until, weekdays, from, to }: WhenWindow): boolean =>
  day === null && until === null && weekdays === null && (from !== null || to !== null);

/** The clinic's own holidays, by name. */
const withHolidays = (text: string, { holidays }: Clinic): string =>
  holidays.reduce((said, { day, name }) => {
    const short = name.replace(/ day$/i, '').replace(/[^\p{L}\p{N} ]/gu, '.?');
    return said.replace(new RegExp(`\\b${short}(?: day)?\\b`, 'iu'), day);
  }, text);

function fits(start: number, { day, until, weekdays, from, to }: WhenWindow, clinic: Clinic): boolean {
  const at = wallClock(clinic['time-zone'], start);
  if (day !== null && (until === null ? at.day !== day : at.day < day || at.day > until)) return false;
  if (weekdays !== null && !weekdays.includes(weekdayOf(at.day))) return false;
  if (from !== null && from === to) return at.time === from;
  return (from === null || at.time >= from) && (to === null || at.time < to);
}

function givenPlace(text: string, { clinic }: GivenContext): Given | null {
  const place = placeNamed(text, clinic);
  return place === null ? null : { given: {}, problem: null, place };
}

/** The place named last: "not Mill Road, Lake Avenue"; null when none is. */
export function placeNamed(text: string, clinic: Clinic): string | null {
  const said = text.toLowerCase();
  const [last] = clinic.places
    .map(({ id, name }) => ({ id, at: said.lastIndexOf(name.toLowerCase()) }))
    .filter(({ at }) => at >= 0)
    .sort((one, other) => other.at - one.at);
  return last?.id ?? null;
}
