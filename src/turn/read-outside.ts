import { z } from 'zod';
import type { Claim } from '../../dialogs/visit.events.ts';
import type { FreeSlot } from '../booking/free-slot.ts';
import { twinOf } from '../booking/make-request.ts';
import { readReference } from '../booking/reference.ts';
import type { Clinic } from '../content/content-schema.ts';
import type { Store } from '../store/store.ts';
import { type Given, innerState, readGiven } from './read-given.ts';
import type { SavedVisit } from './saved-visit.ts';
import { KEPT_LENGTH, type VisitorMessage } from './visitor-message.ts';

/** What a turn must look up before the dialog can decide: nothing of it changes anything. */
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
}

const TWIN_MS = 600_000;
const CANCELS = /\b(?:cancel|withdraw|call off|take back|no longer (?:need|want)|delete)\b/i;
const A_REQUEST =
  /\b(?:requests?|call ?-?backs?|booking|appointment)\b|^\W*(?:please )?cancel(?: (?:it|that|this))?(?: please)?\W*$/i;
const NOT_NOW = /\b(?:how|what|if|when|fees?|polic(?:y|ies)|charge|don'?t|do not|not to)\b/i;
const QUESTION = /\?\s*$|^\W*(?:what|when|where|which|who|why|how|do|does|is|are|will|should)\b/i;
const contactSchema = z.object({ phone: z.string().nullable().catch(null), email: z.string().nullable().catch(null) });

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
  const given = said === '' ? null : await readGiven(said, saved.value, { clinic, slots, place, now });
  return {
    given,
    cancelling: said === '' ? null : await readCancelling(said, visitId, saved, given, clinic, store),
    twin:
      innerState(saved.value) === 'readingBack'
        ? await recent({ kind: way === 'fhir' ? 'appointment' : 'callback', details })
        : null,
    called: request?.kind === 'hand-off' ? await recent({ kind: 'hand-off', details }) : null,
    wanted: [...(fitting ?? []), ...(given?.slots ?? []), ...(details.slot === null ? [] : [details.slot])],
    isQuestion: QUESTION.test(said),
  };
}

async function readCancelling(
  text: string,
  visitId: string,
  { value, context }: SavedVisit,
  given: Given | null,
  clinic: Clinic,
  store: Store,
): Promise<Outside['cancelling']> {
  if (value === 'proving' && context.cancelling !== null && given?.problem === null) {
    const claim = (await provesOwn(context.cancelling, given.given, clinic, store)) ? 'ours' : 'unproven';
    return { reference: context.cancelling, claim };
  }
  if (!CANCELS.test(text)) return null;
  const named = readReference(text);
  const isLast = context.doing === null && A_REQUEST.test(text) && !NOT_NOW.test(text);
  const reference = named ?? (isLast ? (context.request?.reference ?? null) : null);
  if (reference === null) return null;
  const request = await store.request(reference);
  if (!request || request.clinicId !== clinic.id || request.state === 'withdrawn' || request.kind === 'appointment')
    return { reference, claim: 'unknown' };
  return { reference, claim: request.visitId === visitId ? 'ours' : 'unproven' };
}

/** Whether a phone number or e-mail is the one that a request was made with. */
async function provesOwn(reference: string, given: Given['given'], clinic: Clinic, store: Store): Promise<boolean> {
  const request = await store.request(reference);
  if (!request || request.clinicId !== clinic.id) return false;
  const { phone, email } = contactSchema.catch({ phone: null, email: null }).parse(request.details);
  return (
    (phone !== null && phone === given.phone) || (email !== null && email.toLowerCase() === given.email?.toLowerCase())
  );
}
