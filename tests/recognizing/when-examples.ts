import { periodsOn } from '../../src/booking/windows.ts';
import { clinicSchema } from '../../src/content/clinic-schema.ts';
import { loadContent } from '../../src/content/load-content.ts';
import type { WhenContext, WhenRead } from '../../src/recognizing/read-when.ts';

/** A Wednesday morning, half past ten in New York. */
export const WEDNESDAY = Date.parse('2026-11-18T15:30:00Z');

const clinics = loadContent('./content').clinics;

/** What readWhen needs to know of one of our clinics, with time enough for a busy machine. */
export function contextOf(id: string, now: number): WhenContext {
  const clinic = clinicSchema.parse(clinics.get(id));
  const openPeriods = (day: string) => periodsOn(clinic, day);
  return { zone: clinic['time-zone'], country: clinic.country, now, openPeriods, deadlineMs: 8_000 };
}

/** A result on one line: "2026-11-24 12:00-17:00; w24 16:00-; closed". */
export function inShort({ windows, problem }: WhenRead): string {
  const shown = windows.map(({ day, until, weekdays, from, to }) => {
    const days = [day, until && `to ${until}`, weekdays && `w${weekdays.join('')}`];
    return [...days, (from || to) && `${from ?? ''}-${to ?? ''}`].filter(Boolean).join(' ') || 'any';
  });
  return [...shown, ...(problem ? [problem] : [])].join('; ');
}
