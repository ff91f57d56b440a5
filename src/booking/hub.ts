import { noDetails } from '../../dialogs/visit.context.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import type { ClinicRequest, RequestState, RequestStore } from '../store/request-store.ts';
import type { News, ToldVisit } from '../turn/tell-visit.ts';
import type { VisitorMessage } from '../turn/visitor-message.ts';
import { twinOf } from './make-request.ts';
import type { Tell } from './settle-request.ts';

/** How a clinic's hub is asked for a person from a channel; undefined where people answer in our inbox. */
export function hubOf({ booking }: Clinic, handOffs: VisitorMessage['handOffs']): VisitorMessage['handOffs'] {
  return booking.find((each) => each.way === 'person')?.hub === 'channel' ? handOffs : undefined;
}

/** What a hub tells of a hand-off. */
export const hubStates = ['accepted', 'failed', 'completed'] as const;
export type HubState = (typeof hubStates)[number];

/** Who has a request that a hub took; no account can have this name. */
const HUB = 'hub';
const TRIES = 5;
const moves: Readonly<Record<HubState, { readonly from: readonly RequestState[]; readonly to: RequestState }>> = {
  accepted: { from: ['open'], to: 'claimed' },
  failed: { from: ['open', 'claimed'], to: 'closed' },
  completed: { from: ['open', 'claimed'], to: 'closed' },
};

/** What following a hub needs. */
export interface HubDeps {
  readonly store: Pick<RequestStore, 'request' | 'twinOf' | 'changeRequest'>;
  readonly tell: Tell;
  readonly now: () => number;
}

/**
 * Notes on the visit's last hand-off what its hub tells, and tells the visitor, once. An end counts whether or not the hub
 * had accepted before, and nothing counts after it. False when there is no hand-off to which it could apply: none was
 * made, it is over, or somebody has it in our inbox. Bears repeating, as after a crash.
 */
export async function followHub(visit: ToldVisit, state: HubState, { store, tell, now }: HubDeps): Promise<boolean> {
  const { from, to } = moves[state];
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    const request = await lastHandOff(visit, store);
    if (!request || (request.claimedBy ?? HUB) !== HUB) return false;
    const { reference, revision } = request;
    const isThere = request.state === to && request.claimedBy === HUB;
    if (!isThere && !from.includes(request.state)) return false;
    if (isThere || (await store.changeRequest(reference, revision, { state: to, claimedBy: HUB }, now()))) {
      await tell(visit, `${reference}:hub:${isThere ? revision : revision + 1}`, newsOf(state, reference));
      return true;
    }
  }
  throw new Error('others keep changing the hand-off');
}

async function lastHandOff(
  { clinicId, visitId }: ToldVisit,
  store: Pick<RequestStore, 'request' | 'twinOf'>,
): Promise<ClinicRequest | null> {
  const reference = await store.twinOf(clinicId, twinOf({ kind: 'hand-off', details: noDetails }, visitId), 0);
  return reference === null ? null : store.request(reference);
}

function newsOf(state: HubState, reference: string): News {
  if (state === 'accepted') return { type: 'staff.joined', name: null, reference };
  return state === 'failed' ? { type: 'staff.could-not-join', reference } : { type: 'staff.left' };
}
