import { z } from 'zod';
import { TryAgain } from '../../outbox/try-again.ts';
import type { Booked, BookingRequest } from '../free-slot.ts';
import type { AskFhir } from './ask-fhir.ts';
import { bookByOperation } from './book-by-operation.ts';
import { bookBySlot } from './book-by-slot.ts';
import { type BookFrom, cancel, findOurs, GONE, refusal } from './clinic-records.ts';
import type { FhirWay } from './fhir-way.ts';
import { stands } from './resources.ts';
import { SearchRefused } from './search-all.ts';

const capabilitySchema = z.looseObject({
  resourceType: z.literal('CapabilityStatement'),
  rest: z
    .array(
      z.looseObject({
        resource: z
          .array(
            z.looseObject({ type: z.string(), operation: z.array(z.looseObject({ name: z.string() })).default([]) }),
          )
          .default([]),
      }),
    )
    .default([]),
});

/** Books one request; the same again gives the same appointment. Throws `TryAgain` on what may pass. */
export type Book = (request: BookingRequest) => Promise<Booked>;

/** Books into a clinic's FHIR server: by its operations where it names them (or the clinic's file does), else slot by slot. */
export function fhirBooking(way: FhirWay, ask: AskFhir): Book {
  let chosen: BookFrom | null = null;

  async function book(request: BookingRequest): Promise<Booked> {
    chosen ??= await chooseBook(way, ask);
    const ours = await findOurs(ask, way['identifier-system'], request.reference).catch((error: unknown) => {
      if (error instanceof SearchRefused) return refusal(error.answer);
      throw error;
    });
    if ('outcome' in ours) return ours;
    const [standing, ...doubles] = ours.filter(stands);
    for (const { id } of doubles) await cancel(ask, id);
    return ours.length > 0 && !standing ? GONE : chosen(request, standing ?? null);
  }
  return book;
}

async function chooseBook(way: FhirWay, ask: AskFhir): Promise<BookFrom> {
  if (way.operations === false) return bookBySlot(way, ask);
  const names = await operationsOf(ask);
  if (!way.operations && !names.has('book')) return bookBySlot(way, ask);
  return bookByOperation(way, ask, names.has('find') && names.has('hold'));
}

/** The operations on Appointment that a server names, without `$`; none when it shows no CapabilityStatement. */
async function operationsOf(ask: AskFhir): Promise<ReadonlySet<string>> {
  const { ok, body } = await ask({ method: 'GET', path: 'metadata' });
  const capability = capabilitySchema.safeParse(body).data;
  if (ok && !capability) throw new TryAgain('the CapabilityStatement cannot be read');
  const resources = capability?.rest.flatMap(({ resource }) => resource) ?? [];
  const operations = resources.filter(({ type }) => type === 'Appointment').flatMap(({ operation }) => operation);
  return new Set(operations.map(({ name }) => name.replace(/^\$/, '')));
}
