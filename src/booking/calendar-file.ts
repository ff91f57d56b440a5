import ical, { ICalCalendarMethod, ICalEventClass, ICalEventStatus } from 'ical-generator';
import { wallClock } from './wall-clock.ts';
import { describeDay, zoneName } from './windows.ts';

/** A visit to put into a calendar. Times in epoch milliseconds. */
export interface CalendarVisit {
  readonly reference: string;
  readonly clinicName: string;
  readonly address: string;
  readonly phone: string;
  readonly start: number;
  readonly end: number;
  /** The clinic's time zone, in which the description tells the time. */
  readonly zone: string;
  /** The clinic's page about the visit; its host makes the UID ours. */
  readonly url: string;
  readonly now: number;
  /** Grows with each change, from 0. */
  readonly sequence: number;
  readonly cancelled: boolean;
}

/**
 * The visit as an iCalendar file (RFC 5545). Calendars are shared, so it says where and never why. Times are in UTC, which
 * every client reads alike; a time zone would need a VTIMEZONE of ours, which some ignore and which ages with the zone's rules.
 */
export function calendarFile(visit: CalendarVisit): string {
  const { reference, clinicName, address, phone, start, end, zone, url, now, sequence, cancelled } = visit;
  const { day, time } = wallClock(zone, start);
  const calendar = ical({ prodId: { company: 'Plumbline', product: 'Visits' }, method: ICalCalendarMethod.PUBLISH });
  calendar.createEvent({
    id: `${reference}@${new URL(url).host}`,
    sequence,
    stamp: new Date(now),
    start: new Date(start),
    end: new Date(end),
    summary: `Visit at ${clinicName}`,
    location: address,
    description: `${describeDay(day)}, ${time}, ${zoneName(zone)}\nPhone: ${phone}\nReference: ${reference}`,
    url,
    status: cancelled ? ICalEventStatus.CANCELLED : ICalEventStatus.CONFIRMED,
    class: ICalEventClass.PRIVATE,
  });
  return calendar.toString();
}
