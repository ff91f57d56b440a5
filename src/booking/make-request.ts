import { createHash } from 'node:crypto';
import type { Made } from '../../dialogs/booking-choices.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import { noticesOf } from '../outbox/notices-schema.ts';
import type { OutboxRow } from '../store/outbox-store.ts';
import type { NewRequest } from '../store/request-store.ts';
import type { StaffChat } from '../store/staff-chat-store.ts';
import type { VisitorMessage } from '../turn/visitor-message.ts';
import { describeTimes } from './describe-times.ts';
import type { FreeSlot } from './free-slot.ts';
import { slotId, slotStart } from './slot-id.ts';

/** Equal for requests that would be the same one: who is to be reached, and when. */
export function twinOf({ kind, details }: Pick<Made, 'kind' | 'details'>, visitId: string): string {
  const who = kind === 'hand-off' ? visitId : (details.phone ?? details.email);
  const when = { callback: details.times, appointment: details.slot, 'hand-off': null }[kind];
  return createHash('sha256')
    .update(JSON.stringify([kind, who, when]))
    .digest('base64url');
}

/** What is kept of a request: for staff to read, and for the clinic's system. */
export function newRequest(
  made: Made,
  reference: string,
  { visitId, zone }: Pick<VisitorMessage, 'visitId' | 'zone'>,
  clinic: Clinic,
  slots: readonly FreeSlot[],
): NewRequest {
  const { kind, reason, place, urgency, details, topic } = made;
  const slot = slots.find(
    (each) => slotId(each) === details.slot && (place === null || each.place === null || each.place === place),
  );
  const start = details.slot === null ? null : slotStart(details.slot);
  return {
    reference,
    kind,
    twin: twinOf(made, visitId),
    details: {
      name: details.name,
      phone: details.phone,
      extension: details.extension,
      email: details.email,
      reason,
      place,
      urgency,
      language: 'en',
      windows: details.times.map((times) => describeTimes(times, clinic)),
      slot: start === null ? null : { start, end: slot?.end ?? start },
      free: slot ?? null,
      ...(topic && { topic }),
      ...(zone && { zone }),
    },
  };
}

/** What a request leaves to be done: staff are told, or the hub or the clinic's system is asked; and somebody looks whether it arrived. */
export function workOf(
  { kind }: Made,
  reference: string,
  clinic: Clinic,
  staffChats: readonly Pick<StaffChat, 'id'>[],
  hub?: VisitorMessage['handOffs'],
): readonly OutboxRow[] {
  const row = (name: string, workKind: string, body: object = {}): OutboxRow => ({
    key: `${reference}:${name}`,
    kind: workKind,
    body: { reference, ...body },
  });
  if (kind === 'appointment') return [row('book', 'fhir-book'), row('watch', 'watch')];
  if (kind === 'hand-off' && hub) return [...(hub === 'posted' ? [row('hub', 'hub')] : []), row('watch', 'watch')];
  return [
    row('inbox', 'inbox'),
    ...noticesOf(clinic).flatMap((to) =>
      to === 'staff-chat'
        ? staffChats.map(({ id }) => row(`notice-${to}-${id}`, 'notice', { what: kind, to, chat: id }))
        : [row(`notice-${to}`, 'notice', { what: kind, to })],
    ),
    row('watch', 'watch'),
  ];
}
