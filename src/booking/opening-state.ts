import type { Clinic } from '../content/clinic-schema.ts';
import { addDays, wallClock, weekdayOf } from './wall-clock.ts';
import { describeDay, describeTime, periodsOn, usesTwelveHours, zoneName } from './windows.ts';

/** Whether a clinic is open, and how to say so. `open` is null when the clinic gave no hours; `text` is then empty. */
export interface OpeningState {
  readonly open: boolean | null;
  readonly text: string;
}

const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const dayNames = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** Opening state at `now` (epoch milliseconds), in the clinic's zone, holidays respected: "open until 5:30 pm", "opens Monday 9:30, Tokyo time". */
export function openingState(clinic: Clinic, now: number): OpeningState {
  if (!clinic.hours) return { open: null, text: '' };
  const { day, time } = wallClock(clinic['time-zone'], now);
  const current = periodsOn(clinic, day).find(({ from, to }) => from <= time && time < to);
  if (current) return { open: true, text: `open until ${shown(current.to, clinic)}` };
  for (let ahead = 0; ahead <= 14; ahead++) {
    const next = periodsOn(clinic, addDays(day, ahead)).find(({ from }) => ahead > 0 || from > time);
    if (!next) continue;
    const when = ahead === 0 ? 'today' : ahead === 1 ? 'tomorrow' : dayNames[weekdayOf(addDays(day, ahead))];
    return { open: false, text: `opens ${when} ${shown(next.from, clinic)}, ${zoneName(clinic['time-zone'])}` };
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
      hours:
        periods.map((p) => `${shown(p.slice(0, 5), clinic)} to ${shown(p.slice(6), clinic)}`).join(' and ') || 'closed',
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
    .filter(({ day }) => day >= today && day <= addDays(today, 21))
    .map(({ day, name }) => `Closed on ${describeDay(day)}: ${name}`);
  return [`Now ${open ? text : `closed; ${text}`}.`, ...lines, ...closures].join('\n');
}

const shown = (time: string, clinic: Clinic): string => describeTime(time, usesTwelveHours(clinic)).replace(/^0/, '');
