import { HttpError } from '@microsoft/agents-hosting';
import { z } from 'zod';
import { Refused } from '../../outbox/refused.ts';
import { retryAfterMs } from '../../outbox/retry-after.ts';
import { TryAgain } from '../../outbox/try-again.ts';
import type { Deliver } from '../../outbox/try-delivery.ts';
import type { VisitStore } from '../../store/visit-store.ts';
import { keepGeneral } from '../keep-general.ts';
import { placeOf } from '../place.ts';
import { rendererFor } from '../renderers.ts';
import type { ChannelAdapter, Conversation } from './channel-adapter.ts';
import { isFinal } from './connector.ts';
import { type ReplyAddress, readReplyAddress } from './reply-address.ts';
import { type Sender, sendOne } from './send-replies.ts';

/** What sending needs when nobody asked. `adapter` tries once: the outbox tries again. */
export interface UnaskedDeps {
  readonly adapter: ChannelAdapter;
  readonly sender: Sender;
  /** The app that we send as; null in anonymous mode. */
  readonly clientId: string | null;
  readonly now: () => number;
}

/** What saying news needs. */
export interface SayDeps extends UnaskedDeps {
  readonly store: Pick<VisitStore, 'repliesTo' | 'replyAddress'>;
  readonly publicUrl: string | null;
  readonly emergencyNumber: (clinicId: string) => string;
}

/** A send that starts later would still be under way when the outbox counts it as failed, and go out twice. */
const START_WITHIN_MS = 7_000;

const bodySchema = z.object({ news: z.string(), nth: z.int().min(0) });

/**
 * Work of kind `say`: tells a visitor in Teams or Slack one reply of the news that the visit took in. Nothing is left to
 * say once the visit was forgotten or has expired. Channels know no idempotency key: a reply whose send ended without an
 * answer is sent again.
 */
export function sayElsewhere(deps: SayDeps): Deliver {
  const { store, publicUrl, emergencyNumber } = deps;
  return async ({ visitId, clinicId, body }) => {
    const { data } = bodySchema.safeParse(body);
    if (!data) throw new Refused('the work is no news');
    const reply = (await store.repliesTo([data.news]))?.[data.nth];
    const stored = await store.replyAddress(visitId);
    if (!reply || stored === null) return;
    await sendUnasked(visitId, stored, deps, async (conversation, address) => {
      const place = placeOf(address);
      const emergency = emergencyNumber(clinicId);
      const shown = place.shared ? keepGeneral([reply], { ...place, emergency }) : [reply];
      const render = rendererFor(address.channelId, publicUrl, place);
      for (const one of shown) await sendOne(conversation, one, render);
    });
  };
}

/** Sends to where a visit is kept to be, after what is being sent there already. Throws what the outbox takes. */
export async function sendUnasked(
  visitId: string,
  stored: unknown,
  { adapter, sender, clientId, now }: UnaskedDeps,
  send: (conversation: Conversation, address: ReplyAddress) => Promise<void>,
): Promise<void> {
  const late = AbortSignal.timeout(START_WITHIN_MS);
  const address = readReplyAddress(stored);
  if (!address || !adapter.allows(address.serviceUrl)) throw new Refused('the visit cannot be written to any more');
  const caller = { audience: clientId, serviceUrl: null, channels: null };
  await sender.inOrder(visitId, async () => {
    if (late.aborted) throw new TryAgain('other replies to the visit are being sent');
    await adapter
      .conversation(address, caller)
      .then((conversation) => send(conversation, address))
      .catch((error: unknown) => {
        throw failureOf(error, now());
      });
  });
}

/** How the outbox takes what a channel's connector answered. */
export function failureOf(error: unknown, now: number): unknown {
  if (!(error instanceof HttpError)) return error;
  const { status, response } = error;
  const reason = `the channel answered ${status}`;
  return isFinal(error)
    ? new Refused(reason, { cause: error })
    : new TryAgain(reason, retryAfterMs(response.headers.get('retry-after') ?? undefined, now), error);
}
