import type { Details } from '../../dialogs/visit.events.ts';
import type { FreeSlot } from '../booking/free-slot.ts';
import { slotId } from '../booking/slot-id.ts';
import { wallClock, weekdayOf } from '../booking/wall-clock.ts';
import { periodsOn } from '../booking/windows.ts';
import type { Clinic } from '../content/content-schema.ts';
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

/** What the reading leans on. `now` in epoch milliseconds. */
export interface GivenContext {
  readonly clinic: Clinic;
  readonly slots: readonly FreeSlot[];
  readonly now: number;
}

type Reader = (text: string, context: GivenContext) => Given | null | Promise<Given | null>;

const readers: Readonly<Record<string, readonly Reader[]>> = {
  askingName: [givenName],
  askingContact: [givenContact],
  askingTimes: [givenTimes],
  askingSlot: [givenTimes],
  readingBack: [givenNamed, givenContact, givenTimes, givenPlace],
  proving: [givenContact],
};

/** Reads what the state of the visit asks for; null when it asks for nothing, or the text has nothing of it. */
export async function readGiven(
  text: string,
  value: SavedVisit['value'],
  context: GivenContext,
): Promise<Given | null> {
  const state = typeof value === 'string' ? value : Object.values(value)[0];
  for (const read of readers[typeof state === 'string' ? state : ''] ?? []) {
    const given = await read(text, context);
    if (given) return given;
  }
  return null;
}

function givenName(text: string): Given | null {
  const name = readName(text);
  return name === null ? null : { given: { name }, problem: null };
}

/** Among other details a name must be called one. */
function givenNamed(text: string): Given | null {
  return /\bnames?\b/i.test(text) ? givenName(text) : null;
}

function givenContact(text: string, { clinic }: GivenContext): Given | null {
  const email = readEmail(text);
  const phone = readPhone(text, clinic.country);
  if ('ok' in phone)
    return { given: { phone: phone.ok, extension: phone.extension, ...(email && { email }) }, problem: null };
  if (email) return { given: { email }, problem: null };
  return phone.problem === 'nothing' ? null : { given: {}, problem: `phone-${phone.problem}` };
}

async function givenTimes(text: string, { clinic, slots, now }: GivenContext): Promise<Given | null> {
  const { windows, problem } = await readWhen(text, {
    zone: clinic['time-zone'],
    country: clinic.country,
    now,
    openPeriods: clinic.hours ? (day) => periodsOn(clinic, day) : undefined,
  });
  if (problem === 'nothing') return null;
  if (problem !== null) return { given: {}, problem: `times-${problem}` };
  const fitting = slots.filter(({ start }) => windows.some((window) => fits(start, window, clinic)));
  return {
    given: { times: windows },
    problem: null,
    ...(slots.length > 0 && { slots: [...new Set(fitting.map(slotId))].slice(0, 12) }),
  };
}

function fits(start: number, { day, until, weekdays, from, to }: WhenWindow, clinic: Clinic): boolean {
  const at = wallClock(clinic['time-zone'], start);
  if (day !== null && (until === null ? at.day !== day : at.day < day || at.day > until)) return false;
  if (weekdays !== null && !weekdays.includes(weekdayOf(at.day))) return false;
  if (from !== null && from === to) return at.time === from;
  return (from === null || at.time >= from) && (to === null || at.time < to);
}

function givenPlace(text: string, { clinic }: GivenContext): Given | null {
  const said = text.toLowerCase();
  const place = clinic.places.find(({ name }) => said.includes(name.toLowerCase()));
  return place ? { given: {}, problem: null, place: place.id } : null;
}
