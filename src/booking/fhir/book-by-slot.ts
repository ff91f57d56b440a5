import { TryAgain } from '../../outbox/try-again.ts';
import type { Booked, BookingRequest } from '../free-slot.ts';
import { readInstant } from '../read-instant.ts';
import { appointmentOf } from './appointment-of.ts';
import type { AskFhir } from './ask-fhir.ts';
import { actorsOf, type BookFrom, cancel, GONE, isTaken, put, readSlot, refusal } from './clinic-records.ts';
import type { FhirWay } from './fhir-way.ts';
import { type Appointment, appointmentSchema, identified, type Slot, stands } from './resources.ts';

/**
 * Books where a server knows no operations: our appointment first, then the slot. Turning the slot from free to busy,
 * with our reference on it and `If-Match`, decides who has it; whoever comes too late cancels their own appointment.
 */
export function bookBySlot(way: FhirWay, ask: AskFhir): BookFrom {
  const system = way['identifier-system'];
  /** References whose creation had no answer: it may still arrive, so it is asked for again before anything is said. */
  const unanswered = new Set<string>();

  async function isFree({ reference, slot }: BookingRequest, now: Slot | undefined): Promise<boolean> {
    if (now?.status !== 'free' || readInstant(now.start) !== slot.start) return false;
    return !(await isTaken(ask, slot.id, system, reference));
  }

  async function begin(request: BookingRequest, slot: Slot | undefined): Promise<Booked> {
    const { reference } = request;
    const actors = slot ? await actorsOf(ask, slot) : [];
    unanswered.add(reference);
    const answer = await ask({
      method: 'POST',
      path: 'Appointment',
      body: appointmentOf(request, way, way['appointment-status'], actors),
      headers: { 'if-none-exist': `${new URLSearchParams({ identifier: `${system}|${reference}` })}` },
    });
    const created = appointmentSchema.safeParse(answer.body).data;
    if ((answer.ok && !created) || answer.status === 412)
      throw new TryAgain('an Appointment was asked for, none shown');
    unanswered.delete(reference);
    if (answer.ok && created) return stands(created) ? settle(created, request) : GONE;
    const now = await readSlot(ask, request.slot.id);
    return (await isFree(request, now?.resource)) ? refusal(answer) : GONE;
  }

  /** Takes the slot for an appointment of ours that stands, or cancels the appointment. */
  async function settle({ id }: Appointment, { reference, slot }: BookingRequest): Promise<Booked> {
    for (let attempt = 0; attempt < 4; attempt++) {
      const read = await readSlot(ask, slot.id);
      if (read?.resource.status !== 'free') {
        const owner = read ? identified(read.resource, system) : 'nobody';
        const isOurs = owner === reference || (owner === null && !(await isTaken(ask, slot.id, system, reference)));
        if (isOurs) return { outcome: 'booked', appointment: id };
        await cancel(ask, id);
        return GONE;
      }
      const others = (read.resource.identifier ?? []).filter((one) => one.system !== system);
      const busy = { ...read.resource, status: 'busy', identifier: [...others, { system, value: reference }] };
      const answer = await put(ask, `Slot/${read.resource.id}`, { resource: busy, version: read.version });
      if (answer.ok) return { outcome: 'booked', appointment: id };
      if (![404, 409, 410, 412].includes(answer.status)) {
        await cancel(ask, id);
        return refusal(answer);
      }
    }
    throw new TryAgain('the slot kept changing');
  }

  return async (request, standing) => {
    if (standing) return settle(standing, request);
    const { reference, slot } = request;
    const read = await readSlot(ask, slot.id);
    if (!unanswered.has(reference) && !(await isFree(request, read?.resource))) return GONE;
    if (read && read.version === null) return { outcome: 'refused', why: 'its slots have no versions' };
    return begin(request, read?.resource);
  };
}
