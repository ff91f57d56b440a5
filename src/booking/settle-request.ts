import { z } from 'zod';
import type { Outcome } from '../outbox/attempt-work.ts';
import type { LeasedWork } from '../store/outbox-store.ts';
import type { ClinicRequest } from '../store/request-store.ts';
import type { News, ToldVisit } from '../turn/tell-visit.ts';
import { type RequestDelivery, requestOf } from './deliver-request.ts';
import type { Booked } from './free-slot.ts';
import { slotId } from './slot-id.ts';

/** Takes news into a visit, once for each key, and shows it where the visitor is. */
export type Tell = (visit: ToldVisit, key: string, news: News) => Promise<void>;

/** Notes how work on a request ended, and tells the visitor. Bears repeating: it comes again after a crash. */
export function settleRequest(deps: RequestDelivery & { readonly tell: Tell }) {
  const { store, systems, clinics, tell, now } = deps;

  const arrived = async (request: ClinicRequest): Promise<void> => {
    await store.noteDelivery(request.reference, 'delivered', now());
    if (request.kind === 'callback') await say(request, 'clinic.has-request');
  };
  const failed = async (request: ClinicRequest): Promise<void> => {
    await store.noteDelivery(request.reference, 'failed', now());
    await say(request, 'clinic.was-not-reached');
  };
  const say = (
    request: ClinicRequest,
    type: 'clinic.has-request' | 'clinic.was-not-reached' | 'clinic.slot-gone' | 'staff.did-not-answer',
  ): Promise<void> => tell(request, `${request.reference}:${type}`, { type, reference: request.reference });

  return async (work: LeasedWork, outcome: Outcome): Promise<void> => {
    const request = await requestOf(work, store);
    if (!request) return;
    if (work.kind === 'watch') return look(request);
    if (work.kind === 'fhir-book')
      return outcome.delivered ? booked(request, outcome.result as Booked | null) : failed(request);
    if (work.kind === 'hub' && !outcome.delivered) {
      await store.noteDelivery(request.reference, 'failed', now());
      return look(request);
    }
    if (!outcome.delivered) return request.delivery === 'waiting' ? failed(request) : undefined;
    // A notice holds a link: it is worth nothing until somebody can open it.
    if (work.kind === 'inbox' || work.kind === 'hub') return arrived(request);
  };

  async function look(request: ClinicRequest): Promise<void> {
    if (request.state !== 'open') return;
    if (request.kind === 'hand-off') await say(request, 'staff.did-not-answer');
    else if (request.delivery === 'waiting') await say(request, 'clinic.was-not-reached');
  }

  /** The clinic still has to agree to it. */
  function isProposed({ clinicId }: ClinicRequest): boolean {
    const way = clinics()
      .get(clinicId)
      ?.booking.find((each) => each.way === 'fhir');
    return way?.['appointment-status'] === 'proposed';
  }

  async function booked(request: ClinicRequest, result: Booked | null): Promise<void> {
    if (!result) return;
    const refreshed = systems.refresh(request.clinicId);
    if (result.outcome === 'refused') return failed(request);
    if (result.outcome === 'gone') {
      await refreshed;
      await store.changeRequest(request.reference, request.revision, { state: 'closed' }, now());
      return say(request, 'clinic.slot-gone');
    }
    await store.noteDelivery(request.reference, 'delivered', now());
    if (isProposed(request)) return say(request, 'clinic.has-request');
    const { reference } = request;
    await tell(request, `${reference}:booked`, { type: 'clinic.booked', reference, ...timeOf(request) });
  }
}

const bookedSchema = z.object({
  slot: z.object({ start: z.number(), end: z.number() }).nullable().catch(null),
  place: z.string().nullable().catch(null),
});

function timeOf({ details }: ClinicRequest) {
  const { slot, place } = bookedSchema.catch({ slot: null, place: null }).parse(details);
  return { slot: slot ? slotId(slot) : '', place: place ?? '', end: slot?.end ?? null };
}
