import type { Clinic } from '../content/clinic-schema.ts';
import { type WallClock, wallClock } from './wall-clock.ts';
import { describeDay, describeTime, usesTwelveHours, zoneName } from './windows.ts';

/** What the visitor's own clock shows then, in brackets: " (8:30 pm, Berlin time)". Empty where it shows what the clinic's does, or is not known. */
export function visitorClock(at: number, clinic: Clinic, zone: string | null): string {
  const theirs = zone === null ? null : clockIn(zone, at);
  const ours = wallClock(clinic['time-zone'], at);
  if (!theirs || (theirs.day === ours.day && theirs.time === ours.time)) return '';
  const day = theirs.day === ours.day ? '' : `${describeDay(theirs.day)}, `;
  return ` (${day}${describeTime(theirs.time, usesTwelveHours(clinic))}, ${zoneName(zone ?? '')})`;
}

/** Null for a zone that a browser made up. */
function clockIn(zone: string, at: number): WallClock | null {
  try {
    return wallClock(zone, at);
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
