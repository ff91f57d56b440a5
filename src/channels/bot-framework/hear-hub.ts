import { z } from 'zod';
import { followHub, type HubDeps, hubOf, hubStates } from '../../booking/hub.ts';
import type { Clinic } from '../../content/clinic-schema.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store/store.ts';
import { within } from '../../within.ts';
import { origin } from '../read-activity.ts';
import type { IncomingActivity } from './activity-schema.ts';
import { readReplyAddress } from './reply-address.ts';

/** What hearing a hub needs. */
export interface HearHubDeps extends HubDeps {
  readonly store: Store;
  readonly log: Log;
}

/** A store that takes longer is done without: the visitor must be answered. */
const LOOK_UP_MS = 1_000;

const stateSchema = z
  .string()
  .transform((state) => state.trim().toLowerCase())
  .pipe(z.enum(hubStates));
const statusSchema = stateSchema.or(z.object({ state: stateSchema }).transform(({ state }) => state));

/** True for the event by which a hub tells what became of a hand-off. */
export const tellsOfHandOff = ({ type, name }: IncomingActivity): boolean =>
  type === 'event' && name === 'handoff.status';

/** Follows what a hub tells; what does not count is logged and else passed over, for a bot must not reject it. */
export async function hearHub(activity: IncomingActivity, clinic: Clinic, deps: HearHubDeps): Promise<void> {
  const { visitId, handOffs } = origin(activity, clinic.id);
  const state = statusSchema.safeParse(activity.value).data ?? null;
  const why = await reason();
  if (why !== null) deps.log.info({ visit: visitId, state, why }, 'what a hub told was passed over');

  async function reason(): Promise<string | null> {
    if (!hubOf(clinic, handOffs)) return 'the clinic has no hub here';
    if (state === null) return 'not a state that we know';
    if (await isVisitor(activity, visitId, deps.store)) return 'the visitor sent it';
    return (await followHub({ visitId, clinicId: clinic.id }, state, deps)) ? null : 'no hand-off is open';
  }
}

/**
 * True for what people in a hub write into the conversation: its visitor has a token that is bound to an id, and this comes
 * under another. It must not be taken for the visitor's words; in doubt it is.
 */
export async function isFromHub(activity: IncomingActivity, clinic: Clinic, store: Store): Promise<boolean> {
  const { visitId, handOffs } = origin(activity, clinic.id);
  if (!hubOf(clinic, handOffs) || isBound(activity.from?.id)) return false;
  return isBound(await within(LOOK_UP_MS, visitorOf(visitId, store)).catch(() => undefined));
}

/** Browsers post events too, with a token of Direct Line: what their visitor sends must not count. */
async function isVisitor({ from }: IncomingActivity, visitId: string, store: Store): Promise<boolean> {
  return from?.id === undefined || isBound(from.id) || from.id === (await visitorOf(visitId, store));
}

/** Direct Line binds tokens of browsers to ids like this one, and puts them into `from` whatever the browser says. */
const isBound = (id: string | undefined): boolean => id?.startsWith('dl_') ?? false;

/** The id under which a visit was written from last. */
const visitorOf = async (visitId: string, store: Store): Promise<string | undefined> =>
  readReplyAddress(await store.replyAddress(visitId))?.from?.id;
