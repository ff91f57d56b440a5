import { z } from 'zod';
import { TryAgain } from '../../outbox/try-again.ts';
import type { BookingRequest } from '../free-slot.ts';
import { readInstant } from '../read-instant.ts';
import { appointmentOf } from './appointment-of.ts';
import type { AskFhir, FhirAnswer } from './ask-fhir.ts';
import { actorsOf, type BookFrom, findOurs, GONE, readSlot, refusal } from './clinic-records.ts';
import type { FhirWay } from './fhir-way.ts';
import { type Appointment, appointmentSchema, bundleSchema, outcomeSchema, stands } from './resources.ts';

/**
 * Books with the IHE operation `$book`: the server decides who has the slot. With `hold`, the time is found and held
 * first; when that fails `$book` still decides. Source: IHE ITI Scheduling 1.0, ITI-115 to ITI-117.
 */
export function bookByOperation(way: FhirWay, ask: AskFhir, hold: boolean): BookFrom {
  const held = new Map<string, Appointment>();

  const operate = (name: string, parameter: readonly unknown[]): Promise<FhirAnswer> =>
    ask({ method: 'POST', path: `Appointment/$${name}`, body: { resourceType: 'Parameters', parameter } });

  async function holdTime({ reference, slot }: BookingRequest): Promise<void> {
    if (!hold || held.has(reference)) return;
    const found = await operate('find', [
      { name: 'start', valueDateTime: new Date(slot.start).toISOString() },
      { name: 'end', valueDateTime: new Date(slot.end).toISOString() },
    ]);
    const proposed = appointmentsIn(found).find(
      (one) =>
        one.slot?.some(({ reference }) => reference?.endsWith(`Slot/${slot.id}`)) &&
        readInstant(one.start ?? '') === slot.start,
    );
    if (!proposed) return;
    const answer = await operate('hold', [
      { name: 'appointment-reference', valueReference: { reference: `Appointment/${proposed.id}` } },
    ]);
    const [appointment] = appointmentsIn(answer).filter(stands);
    if (appointment) held.set(reference, appointment);
  }

  return async (request, standing) => {
    if (standing) return { outcome: 'booked', appointment: standing.id };
    const { reference, slot } = request;
    const read = await readSlot(ask, slot.id);
    if (!read || readInstant(read.resource.start) !== slot.start) return GONE;
    const actors = await actorsOf(ask, read.resource);
    await holdTime(request);
    const wanted = { ...held.get(reference), ...appointmentOf(request, way, 'pending', actors) };
    const answer = await operate('book', [{ name: 'appointment-resource', resource: wanted }]);
    held.delete(reference);
    const [told] = appointmentsIn(answer);
    const isTaken = told || [409, 410, 412, 422].includes(answer.status) || (answer.ok && namesAFault(answer));
    if (answer.ok && !isTaken) throw new TryAgain('$book was answered with nothing that we know');
    const booked =
      told && stands(told) ? told : (await findOurs(ask, way['identifier-system'], reference)).find(stands);
    if (booked) return { outcome: 'booked', appointment: booked.id };
    return isTaken ? GONE : refusal(answer);
  };
}

/** The Appointments of an operation's answer: a Bundle, Parameters around it, or the resource itself. */
function appointmentsIn({ ok, body }: FhirAnswer): readonly Appointment[] {
  if (!ok) return [];
  return resourcesIn(body).flatMap((one) => appointmentSchema.safeParse(one).data ?? []);
}

const namesAFault = ({ body }: FhirAnswer): boolean =>
  resourcesIn(body).some((one) => outcomeSchema.safeParse(one).success);

const parametersSchema = z.looseObject({
  resourceType: z.literal('Parameters'),
  parameter: z.array(z.looseObject({ resource: z.unknown().optional() })),
});

function resourcesIn(body: unknown): readonly unknown[] {
  const inside = parametersSchema.safeParse(body).data?.parameter.map(({ resource }) => resource) ?? [body];
  return inside.flatMap((one) => bundleSchema.safeParse(one).data?.entry.map(({ resource }) => resource) ?? [one]);
}
