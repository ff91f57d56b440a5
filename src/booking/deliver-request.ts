import { z } from 'zod';
import type { Clinic } from '../content/clinic-schema.ts';
import { NotYet } from '../outbox/not-yet.ts';
import { Refused } from '../outbox/refused.ts';
import { TryAgain } from '../outbox/try-again.ts';
import type { Deliver } from '../outbox/try-delivery.ts';
import type { LeasedWork } from '../store/outbox-store.ts';
import type { ClinicRequest, RequestStore } from '../store/request-store.ts';
import type { StaffStore } from '../store/staff-store.ts';
import type { ClinicSystems } from './clinic-systems.ts';
import type { Booked } from './free-slot.ts';

/** What delivering requests needs. */
export interface RequestDelivery {
  readonly store: RequestStore & Pick<StaffStore, 'accounts'>;
  readonly systems: ClinicSystems;
  readonly clinics: () => ReadonlyMap<string, Clinic>;
  readonly now: () => number;
}

const MINUTE = 60_000;
/** Whoever waits for a request to arrive is told after this long that it has not. */
const PATIENCE = 2 * MINUTE;
const LOOKS_EVERY = 30_000;

const bodySchema = z.object({ reference: z.string() });
const bookingSchema = z.object({
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  reason: z.string().nullable(),
  free: z.object({
    id: z.string(),
    start: z.number(),
    end: z.number(),
    place: z.string().nullable(),
    service: z.string().nullable(),
    link: z.string().nullable(),
  }),
});

/** The request that a piece of work is about; null once it is erased or withdrawn. */
export async function requestOf({ body }: LeasedWork, store: RequestStore): Promise<ClinicRequest | null> {
  const parsed = bodySchema.safeParse(body);
  const request = parsed.success ? await store.request(parsed.data.reference) : null;
  return request?.state === 'withdrawn' ? null : request;
}

/** Delivers nothing once the request is erased or withdrawn: the work may have been taken from the store before. */
export const whileItStands =
  (deliver: Deliver, { store }: Pick<RequestDelivery, 'store'>): Deliver =>
  async (work, signal) =>
    (await requestOf(work, store)) && deliver(work, signal);

/** Work of kind `inbox`: the request is in the staff inbox, which counts once somebody can see it there. */
export const deliverToInbox =
  ({ store }: RequestDelivery): Deliver =>
  async ({ clinicId }) => {
    const accounts = await store.accounts();
    const sees = accounts.some(
      ({ disabled, role, clinicIds }) =>
        !disabled &&
        (role === 'front-desk' || role === 'admin') &&
        (clinicIds === null || clinicIds.includes(clinicId)),
    );
    if (!sees) throw new NotYet('no front desk has an account yet', LOOKS_EVERY);
  };

/** Work of kind `fhir-book`: the clinic's system is asked for the time. */
export const deliverBooking =
  ({ store, systems, now }: RequestDelivery): Deliver =>
  async (work): Promise<Booked | null> => {
    const request = await requestOf(work, store);
    if (!request) return null;
    const book = systems.book(request.clinicId);
    if (!book) throw new TryAgain("the clinic's file names no system to book in");
    const details = bookingSchema.safeParse(request.details);
    if (!details.success) throw new Refused('the request names no free time');
    const { free, reason, ...who } = details.data;
    if (free.start <= now()) throw new Refused('the time has passed');
    return book({ reference: request.reference, slot: free, reason: reason ?? '', ...who });
  };

/** Work of kind `watch`: waits until the visitor should be told that a request has not arrived, or that nobody came. */
export const watchRequest =
  ({ store, clinics, now }: RequestDelivery): Deliver =>
  async (work) => {
    const request = await requestOf(work, store);
    if (!request) return;
    const due = work.createdAt + (request.kind === 'hand-off' ? answerWithin(clinics().get(work.clinicId)) : PATIENCE);
    if (now() < due) throw new NotYet('not due yet', due - now());
  };

/** How long a visitor waits for a person before being told that nobody came, in milliseconds. */
export function answerWithin(clinic: Clinic | undefined): number {
  const person = clinic?.booking.find((each) => each.way === 'person');
  return person ? person['answer-within'] * MINUTE : PATIENCE;
}
