import { HttpError } from '@microsoft/agents-hosting';
import type { Log } from '../../log.ts';
import type { Reply } from '../../replies/reply.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';
import { capabilities, channelName } from '../capabilities.ts';
import { placeOf } from '../place.ts';
import { plainRenderer, type Render, rendererFor, usedCardFor } from '../renderers.ts';
import { VisitChain } from '../visit-chain.ts';
import type { IncomingActivity } from './activity-schema.ts';
import type { Answered } from './answer-message.ts';
import { addressOf, type ChannelAdapter, type Conversation } from './channel-adapter.ts';
import type { Caller } from './check-token.ts';
import { isFinal } from './connector.ts';
import type { Leave } from './leave-warnings.ts';
import { faultOf } from './refuse.ts';

/** An activity and who sent it: where replies go. */
export interface Asked {
  readonly activity: IncomingActivity;
  readonly caller: Caller;
  readonly message: VisitorMessage;
}

const PATIENCE_MS = 10_000;
const MOST_WAITING = 20;

/** Sends replies through the channel's connector. One visit's replies keep their order; an emergency waits for nothing. */
export class Sender {
  readonly #adapter: ChannelAdapter;
  readonly #log: Log;
  readonly #publicUrl: string | null;
  readonly #leave: Leave;
  readonly #chain = new VisitChain(PATIENCE_MS, MOST_WAITING);
  readonly #ahead = new Set<Promise<void>>();

  constructor(adapter: ChannelAdapter, log: Log, publicUrl: string | null, leave: Leave) {
    this.#adapter = adapter;
    this.#log = log;
    this.#publicUrl = publicUrl;
    this.#leave = leave;
  }

  /** Settles when the replies are with the channel or given up. Never rejects: the turn is done whatever happens here. */
  async send(asked: Asked, replies: readonly Reply[], used: Answered['used'] = null): Promise<void> {
    if (replies.length === 0) return;
    const deliver = (): Promise<void> => this.#deliver(asked, replies, used);
    if (!replies.some(({ kind }) => kind === 'emergency')) {
      const { visitId } = asked.message;
      await this.#chain.room(visitId);
      return this.#chain.run(visitId, deliver);
    }
    const delivery = deliver();
    this.#ahead.add(delivery);
    await delivery;
    this.#ahead.delete(delivery);
  }

  /** Runs another send to a visit once those before it are done, and settles like it. */
  async inOrder(visitId: string, send: () => Promise<void>): Promise<void> {
    await this.#chain.room(visitId);
    return new Promise((resolve, reject) => {
      void this.#chain.run(visitId, () => send().then(resolve, reject));
    });
  }

  /** Shows that we are writing, where the channel can. Never rejects. */
  async typing({ activity, caller }: Asked): Promise<void> {
    if (!capabilities[channelName(activity.channelId)].typing) return;
    await this.#adapter
      .conversation(activity, caller)
      .then((conversation) => conversation.send({ type: 'typing' }))
      .catch(() => {});
  }

  /** Settles when nothing is being sent. */
  async idle(): Promise<void> {
    await Promise.all([...this.#ahead, this.#chain.idle()]);
  }

  async #deliver(
    { activity, caller, message }: Asked,
    replies: readonly Reply[],
    used: Answered['used'],
  ): Promise<void> {
    let left = replies;
    try {
      const conversation = await this.#adapter.conversation(activity, caller);
      const render = rendererFor(activity.channelId, this.#publicUrl, placeOf(activity));
      for (const reply of replies) {
        await sendOne(conversation, reply, render);
        left = left.slice(1);
      }
      if (used) await this.#retire(conversation, activity, used);
    } catch (error) {
      const status = error instanceof HttpError ? error.status : null;
      const which = left.length > 0 ? 'replies not sent' : 'a used card was not changed';
      this.#log.error({ visit: message.visitId, replies: left.map(({ id }) => id), status, ...faultOf(error) }, which);
      if (!isFinal(error)) await this.#leave(message, left);
    }
  }

  /** Takes the choices from a card that was used. A press tells which message its card is in. */
  async #retire(
    conversation: Conversation,
    { channelId, replyToId }: IncomingActivity,
    used: NonNullable<Answered['used']>,
  ): Promise<void> {
    const render = usedCardFor(channelId, this.#publicUrl, used.chosen);
    if (render && replyToId) await conversation.update(replyToId, render(used.reply));
  }
}

/** What a channel cannot show, it gets as plain text. */
export async function sendOne(conversation: Conversation, reply: Reply, render: Render): Promise<void> {
  try {
    await conversation.send(render(reply));
  } catch (error) {
    if (!(error instanceof HttpError) || (error.status !== 400 && error.status !== 413)) throw error;
    await conversation.send(plainRenderer(reply));
  }
}

/** Replies, and events after them, as the body of an answer to `expectReplies`: no connector, so no SDK (which would answer `_channelId`). */
export function repliesInline(
  activity: IncomingActivity,
  replies: readonly Reply[],
  publicUrl: string | null,
  events: readonly object[] = [],
): { activities: unknown[] } {
  const render = rendererFor(activity.channelId, publicUrl, placeOf(activity));
  const address = addressOf(activity);
  const shown = [...replies.map((reply) => ({ ...render(reply), id: reply.id })), ...events];
  return { activities: shown.map((each) => ({ ...each, ...address })) };
}
