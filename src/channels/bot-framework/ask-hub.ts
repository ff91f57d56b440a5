import { answerWithin, requestOf } from '../../booking/deliver-request.ts';
import { NotYet } from '../../outbox/not-yet.ts';
import { Refused } from '../../outbox/refused.ts';
import type { Deliver } from '../../outbox/try-delivery.ts';
import type { Store } from '../../store/store.ts';
import type { Knowledge } from '../../turn/turn-deps.ts';
import { handOffEvent } from './hand-off-event.ts';
import { sendUnasked, type UnaskedDeps } from './say-elsewhere.ts';

/** What asking a hub needs. */
export interface AskHubDeps extends UnaskedDeps {
  readonly store: Store;
  readonly knowledge: () => Knowledge;
}

/** The turn and the note of where its visitor is are written side by side. */
const LOOKS_EVERY = 1_000;

/**
 * Work of kind `hub`: posts the hand-off event to the conversation, where the hub listens. Given up once the visitor was
 * told that nobody came. Channels know no idempotency key: an event whose post ended without an answer is posted again,
 * with the same reference.
 */
export function askHub(deps: AskHubDeps): Deliver {
  const { store, knowledge, now } = deps;
  return async (work) => {
    const { visitId, clinicId, createdAt } = work;
    const { clinics, languages } = knowledge().content;
    const request = await requestOf(work, store);
    if (request?.state !== 'open' || !languages.en) return;
    if (now() >= createdAt + answerWithin(clinics.get(clinicId)))
      throw new Refused('nobody waits for a person any more');
    const stored = await store.replyAddress(visitId);
    if (stored === null) throw new NotYet('it is not known yet where the visit is', LOOKS_EVERY);
    const event = await handOffEvent(request, languages.en, store);
    await sendUnasked(visitId, stored, deps, (conversation) => conversation.send(event));
  };
}
