import type { Clinic } from '../content/content-schema.ts';

/** Whether a clinic is open, and how to say so. `open` is null when the clinic gave no hours; `text` is then empty. */
export interface OpeningState {
  readonly open: boolean | null;
  readonly text: string;
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const DAY = 86_400_000;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times its use. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const digits = '2-digit';
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    hourCycle: 'h23',
  });
  clocks.set(timeZone, clock);
  return clock;
}

/** The calendar day and wall-clock minutes in a zone at an instant; `day` is midnight UTC of that calendar day. */
function wallClock(zone: string, at: number): { readonly day: number; readonly time: string } {
  const parts = clockOf(zone).formatToParts(at);
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '00';
  return {
    day: Date.parse(`${part('year')}-${part('month')}-${part('day')}T00:00:00Z`),
    time: `${part('hour')}:${part('minute')}`,
  };
}

/** The periods of a calendar day (midnight UTC), none on a holiday. */
function periodsOn(clinic: Clinic, day: number): readonly { readonly from: string; readonly to: string }[] {
  const date = new Date(day);
  if (clinic.holidays.some((holiday) => holiday.day === date.toISOString().slice(0, 10))) return [];
  const name = days[date.getUTCDay()];
  return (name ? (clinic.hours?.[name] ?? []) : []).map((period) => ({
    from: period.slice(0, 5),
    to: period.slice(6),
  }));
}

/** Opening state at `now` (epoch milliseconds), in the clinic's zone, holidays respected: "open until 17:30", "opens Monday 8:00, New York time". */
export function openingState(clinic: Clinic, now: number): OpeningState {
  if (!clinic.hours) return { open: null, text: '' };
  const { day, time } = wallClock(clinic['time-zone'], now);
  const current = periodsOn(clinic, day).find(({ from, to }) => from <= time && time < to);
  if (current) return { open: true, text: `open until ${plain(current.to)}` };
  for (let ahead = 0; ahead <= 14; ahead++) {
    const next = periodsOn(clinic, day + ahead * DAY).find(({ from }) => ahead > 0 || from > time);
    if (!next) continue;
    const when =
      ahead === 0 ? 'today' : ahead === 1 ? 'tomorrow' : `${dayNames[new Date(day + ahead * DAY).getUTCDay()]}`;
    return { open: false, text: `opens ${when} ${plain(next.from)}, ${zoneName(clinic)}` };
  }
  return { open: false, text: 'closed for now' };
}

/** The week's opening hours, a line a group of days, with today's state first. Null when the clinic gave none. */
export function describeHours(clinic: Clinic, now: number): string | null {
  if (!clinic.hours) return null;
  const week = [1, 2, 3, 4, 5, 6, 0].map((index) => {
    const name = days[index];
    const periods = name ? (clinic.hours?.[name] ?? []) : [];
    return {
      day: dayNames[index] ?? '',
      hours: periods.map((p) => `${plain(p.slice(0, 5))} to ${plain(p.slice(6))}`).join(' and ') || 'closed',
    };
  });
  const groups: { first: string; last: string; hours: string }[] = [];
  for (const { day, hours } of week) {
    const group = groups.at(-1);
    if (group?.hours === hours) group.last = day;
    else groups.push({ first: day, last: day, hours });
  }
  const lines = groups.map(({ first, last, hours }) => `${first === last ? first : `${first} to ${last}`}: ${hours}`);
  const { open, text } = openingState(clinic, now);
  const today = wallClock(clinic['time-zone'], now).day;
  const closures = clinic.holidays
    .map(({ day, name }) => ({ at: Date.parse(day), name }))
    .filter(({ at }) => at >= today && at <= today + 21 * DAY)
    .map(({ at, name }) => `Closed on ${dateOf(at)}: ${name}`);
  return [`Now ${open ? text : `closed; ${text}`}.`, ...lines, ...closures].join('\n');
}

const dateOf = (at: number): string =>
  new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(at);
const plain = (time: string): string => time.replace(/^0/, '');
const zoneName = (clinic: Clinic): string => `${clinic['time-zone'].split('/').at(-1)?.replaceAll('_', ' ')} time`;
