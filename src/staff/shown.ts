import type { Clinic } from '../content/clinic-schema.ts';
import type { Urgency } from '../content/content-schema.ts';
import type { RequestDelivery, RequestKind, RequestState } from '../store/request-store.ts';
import type { StaffRole } from '../store/staff-store.ts';

/** How staff read what is stored. */
export const kindNames: Readonly<Record<RequestKind, string>> = {
  callback: 'Call back',
  'hand-off': 'Conversation',
  appointment: 'Appointment',
};
export const stateNames: Readonly<Record<RequestState, string>> = {
  open: 'Waiting',
  claimed: 'Claimed',
  closed: 'Closed',
  withdrawn: 'Withdrawn',
};
export const deliveryNames: Readonly<Record<RequestDelivery, string>> = {
  waiting: 'On its way',
  delivered: 'Delivered',
  failed: 'Not delivered',
};
export const urgencyNames: Readonly<Record<Urgency, string>> = {
  none: '',
  soon: 'Soon',
  urgent: 'Today',
  emergency: 'Emergency',
};
export const roleNames: Readonly<Record<StaffRole, string>> = {
  'front-desk': 'Front desk',
  editor: 'Editor',
  reviewer: 'Reviewer',
  admin: 'Admin',
};

/** How long ago, in one unit: `4 min`, `3 h`, `2 days`. */
export function shownAge(at: number, now: number): string {
  const minutes = Math.max(0, Math.floor((now - at) / 60_000));
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 48 * 60) return `${Math.floor(minutes / 60)} h`;
  return `${Math.floor(minutes / 1440)} days`;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** A moment on the clinic's own clock: `Tue 1 Dec 2026, 15:04`. */
export function shownTime(at: number, zone: Clinic['time-zone']): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      weekday: 'short',
      day: 'numeric',
      month: 'short',
      year: 'numeric',
      hour: '2-digit',
      minute: '2-digit',
    });
    formats.set(zone, format);
  }
  return format.format(at);
}
