import type { Log } from '../../log.ts';
import type { VisitStore } from '../../store/visit-store.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';
import { within } from '../../within.ts';
import { placeOf } from '../place.ts';
import { type IncomingActivity, parseActivity } from './activity-schema.ts';
import { faultOf } from './refuse.ts';

/** An activity of which nothing is left but where it came from. */
export type ReplyAddress = IncomingActivity & { readonly serviceUrl: string };

/** A store that takes longer is done without: the next message tries again. */
const KEEP_MS = 1_000;

/** What is needed to write to a conversation when nobody asked: no names, no words, no token. Null when no service is named. */
export function replyAddressOf(activity: IncomingActivity): ReplyAddress | null {
  const { channelId, serviceUrl, conversation, from, recipient, locale } = activity;
  if (serviceUrl === undefined) return null;
  const { thread } = placeOf(activity);
  return {
    type: 'event',
    channelId,
    serviceUrl,
    conversation,
    from: { id: from?.id },
    ...(recipient && { recipient: { id: recipient.id } }),
    locale,
    ...(thread !== null && { channelData: { SlackMessage: { event: { thread_ts: thread } } } }),
  };
}

/** Reads a stored address as strictly as an activity from outside. Null when it is none. */
export function readReplyAddress(stored: unknown): ReplyAddress | null {
  const { activity } = parseActivity(stored);
  return activity?.serviceUrl === undefined ? null : { ...activity, serviceUrl: activity.serviceUrl };
}

/** Keeps where a visitor wrote from, when it changed. Never rejects: the message is answered all the same. */
export async function keepReplyAddress(
  activity: IncomingActivity,
  { kind, visitId, clinicId }: VisitorMessage,
  { store, now, log }: { readonly store: VisitStore; readonly now: () => number; readonly log: Log },
): Promise<void> {
  const address = replyAddressOf(activity);
  if (kind !== 'wrote' || !address) return;
  const keep = async (): Promise<void> => {
    const kept = await store.replyAddress(visitId);
    if (JSON.stringify(kept) !== JSON.stringify(address))
      await store.keepReplyAddress(visitId, clinicId, address, now());
  };
  await within(KEEP_MS, keep()).catch((error: unknown) =>
    log.error({ visit: visitId, ...faultOf(error) }, 'it was not kept where to write to a visit'),
  );
}
