import { TryAgain } from '../../outbox/try-again.ts';
import type { Booked, BookingRequest } from '../free-slot.ts';
import type { Actor } from './appointment-of.ts';
import type { AskFhir, FhirAnswer } from './ask-fhir.ts';
import {
  type Appointment,
  appointmentSchema,
  identified,
  outcomeSchema,
  type Slot,
  scheduleSchema,
  slotSchema,
  stands,
} from './resources.ts';
import { searchAll } from './search-all.ts';

/** Books one request, from the appointment of ours that stands for it already, if one does. */
export type BookFrom = (request: BookingRequest, standing: Appointment | null) => Promise<Booked>;

/** Someone else has the slot. */
export const GONE: Booked = { outcome: 'gone' };

/** A resource, and its version for `If-Match`; null when the server keeps no versions. */
export interface Versioned<T> {
  readonly resource: T;
  readonly version: string | null;
}

/** The Slot now; null when there is none any more. */
export async function readSlot(ask: AskFhir, id: string): Promise<Versioned<Slot> | null> {
  const answer = await ask({ method: 'GET', path: `Slot/${encodeURIComponent(id)}` });
  if (answer.status === 404 || answer.status === 410) return null;
  const resource = slotSchema.safeParse(answer.body).data;
  if (!answer.ok || !resource) throw new TryAgain(`a Slot was asked for; the answer was ${answer.status}`);
  return { resource, version: versionOf(answer, resource) };
}

/** Whose time a slot is; none when its Schedule cannot be read. */
export async function actorsOf(ask: AskFhir, slot: Slot): Promise<readonly Actor[]> {
  const [type, id] = slot.schedule.reference?.split('/').slice(-2) ?? [];
  if (type !== 'Schedule' || !id) return [];
  const answer = await ask({ method: 'GET', path: `Schedule/${encodeURIComponent(id)}` });
  const actors = scheduleSchema.safeParse(answer.body).data?.actor ?? [];
  return actors.filter(({ reference, display }) => reference || display);
}

/** Our appointments under a reference, those that were cancelled too, oldest first. More than one only where a server knows no `If-None-Exist`. */
export async function findOurs(ask: AskFhir, system: string, reference: string): Promise<readonly Appointment[]> {
  const query = new URLSearchParams({ identifier: `${system}|${reference}` });
  const found = await searchAll(ask, `Appointment?${query}`, appointmentSchema);
  const age = ({ meta, id }: Appointment): string => `${meta?.lastUpdated ?? ''} ${id}`;
  return found
    .filter((one) => identified(one, system) === reference)
    .toSorted((one, other) => (age(one) < age(other) ? -1 : 1));
}

/** True when someone else's appointment stands on a slot. */
export async function isTaken(ask: AskFhir, slotId: string, system: string, reference: string): Promise<boolean> {
  const query = new URLSearchParams({ slot: `Slot/${slotId}` });
  const found = await searchAll(ask, `Appointment?${query}`, appointmentSchema);
  return found.some((one) => stands(one) && identified(one, system) !== reference);
}

/** Cancels an appointment of ours, unless it stands no more. Throws `TryAgain` while it still stands. */
export async function cancel(ask: AskFhir, id: string): Promise<void> {
  const path = `Appointment/${encodeURIComponent(id)}`;
  for (let attempt = 0; attempt < 4; attempt++) {
    const answer = await ask({ method: 'GET', path });
    if (answer.status === 404 || answer.status === 410) return;
    const resource = appointmentSchema.safeParse(answer.body).data;
    if (!answer.ok || !resource) throw new TryAgain(`an Appointment was asked for; the answer was ${answer.status}`);
    if (!stands(resource)) return;
    const { ok } = await put(ask, path, {
      resource: { ...resource, status: 'cancelled' },
      version: versionOf(answer, resource),
    });
    if (ok) return;
  }
  throw new TryAgain('our appointment on a slot that another has could not be cancelled');
}

/** Writes a resource back, if nobody else did since it was read. */
export const put = (
  ask: AskFhir,
  path: string,
  { resource, version }: Versioned<Slot | Appointment>,
): Promise<FhirAnswer> =>
  ask({ method: 'PUT', path, body: resource, headers: version === null ? {} : { 'if-match': version } });

/** Says why a system will not take a booking, in its own code: free text could repeat what a visitor wrote. */
export function refusal(answer: FhirAnswer): Booked {
  const code = outcomeSchema.safeParse(answer.body).data?.issue[0]?.code;
  return { outcome: 'refused', why: code ? `${answer.status} ${code}` : `${answer.status}` };
}

function versionOf(answer: FhirAnswer, { meta }: Slot | Appointment): string | null {
  return answer.version ?? (meta?.versionId ? `W/"${meta.versionId}"` : null);
}
