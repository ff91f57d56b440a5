import type { Claim } from '../../dialogs/visit.events.ts';
import type { FreeSlot } from '../booking/free-slot.ts';
import { twinOf } from '../booking/make-request.ts';
import { proveOwn } from '../booking/prove-own.ts';
import { readReference } from '../booking/reference.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import type { Store } from '../store/store.ts';
import { type Given, innerState, placeNamed, readGiven } from './read-given.ts';
import type { SavedVisit } from './saved-visit.ts';
import { KEPT_LENGTH, type VisitorMessage } from './visitor-message.ts';

/** What a turn must look up before the dialog can decide: nothing of it changes anything, save that wrong proofs are counted. */
export interface Outside {
  readonly given: Given | null;
  readonly cancelling: { readonly reference: string | null; readonly claim: Claim } | null;
  /** A request that would be the same as the one under way, made minutes ago. */
  readonly twin: string | null;
  readonly called: string | null;
  /** Ids of free times that the visit speaks of. */
  readonly wanted: readonly string[];
  /** True for a message that has the form of a question. */
  readonly isQuestion: boolean;
  /** A place of the clinic that the message names. */
  readonly place: string | null;
}

const TWIN_MS = 600_000;
const CANCELS = /\b(?:cancel|withdraw|call off|take back|no longer (?:need|want)|delete)\b/i;
const A_REQUEST =
  /\b(?:requests?|call ?-?backs?|booking|appointment)\b|^\W*(?:please )?cancel(?: (?:it|that|this))?(?: please)?\W*$/i;
const NOT_NOW = /\b(?:how|what|if|when|fees?|polic(?:y|ies)|charge|don'?t|do not|not to)\b/i;
const QUESTION = /\?\s*$|^\W*(?:what|when|where|which|who|why|how|do|does|is|are|will|should)\b/i;

/** What the looking up leans on. `alarmed`: the message is an emergency, and nothing may hold its text up. */
export interface OutsideContext {
  readonly clinic: Clinic;
  readonly slots: readonly FreeSlot[];
  readonly now: number;
  readonly store: Store;
  readonly alarmed: boolean;
}

/** Looks up what this message may be about, in the store and by reading details. Most messages need nothing of it. */
export async function readOutside(
  { text, visitId, kind }: VisitorMessage,
  saved: SavedVisit,
  { clinic, slots, now, store, alarmed }: OutsideContext,
): Promise<Outside> {
  const { details, way, request, place, fitting } = saved.context;
  const recent = (made: Parameters<typeof twinOf>[0]): Promise<string | null> =>
    store.twinOf(clinic.id, twinOf(made, visitId), now - TWIN_MS + 1);
  const said = kind === 'wrote' && !alarmed ? text.slice(0, KEPT_LENGTH) : '';
  const given =
    said === '' ? null : await readGiven(said, saved.value, { clinic, slots, place, times: details.times, now });
  return {
    given,
    cancelling: said === '' ? null : await readCancelling(said, visitId, saved, given, { clinic, now, store }),
    twin:
      innerState(saved.value) === 'readingBack'
        ? await recent({ kind: way === 'fhir' ? 'appointment' : 'callback', details })
        : null,
    called: request?.kind === 'hand-off' ? await standing(await recent({ kind: 'hand-off', details }), store) : null,
    wanted: [...(fitting ?? []), ...(given?.slots ?? []), ...(details.slot === null ? [] : [details.slot])],
    isQuestion: QUESTION.test(said),
    place: placeNamed(said, clinic),
  };
}

/** A conversation that has ended calls nobody any more. */
async function standing(reference: string | null, store: Store): Promise<string | null> {
  const request = reference === null ? null : await store.request(reference);
  return request?.state === 'closed' ? null : reference;
}

async function readCancelling(
  text: string,
  visitId: string,
  { value, context }: SavedVisit,
  given: Given | null,
  { clinic, now, store }: Pick<OutsideContext, 'clinic' | 'now' | 'store'>,
): Promise<Outside['cancelling']> {
  const proves = value === 'proving' ? context.cancelling : null;
  if (proves !== null && given?.problem === null) {
    const proof = { reference: proves, given: given.given, clinicId: clinic.id, now };
    return { reference: proves, claim: await proveOwn(proof, store) };
  }
  const named = readReference(text);
  if (!CANCELS.test(text) && (proves === null || named === null)) return null;
  const isLast = context.doing === null && A_REQUEST.test(text) && !NOT_NOW.test(text);
  const reference = named ?? (isLast ? (context.request?.reference ?? null) : null);
  if (reference === null) return null;
  const request = await store.request(reference);
  // What is not this visit's own is answered alike, whether it is there or not.
  if (named !== null && request?.visitId !== visitId) return { reference, claim: 'unproven' };
  const isOver = !request || request.state === 'withdrawn' || request.kind === 'appointment';
  return { reference, claim: isOver ? 'unknown' : 'ours' };
}
