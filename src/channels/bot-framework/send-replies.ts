import { Activity } from '@microsoft/agents-activity';
import { HttpError, type TurnContext } from '@microsoft/agents-hosting';
import type { Log } from '../../log.ts';
import type { Reply } from '../../replies/reply.ts';
import { VisitChain } from '../direct-line/visit-chain.ts';
import { plainRenderer, rendererFor } from '../renderers.ts';
import type { IncomingActivity } from './activity-schema.ts';
import { BOT, type ChannelAdapter, replyTarget } from './channel-adapter.ts';
import type { Caller } from './check-token.ts';
import { faultOf } from './refuse.ts';

/** An activity and who sent it: where replies go. */
export interface Asked {
  readonly activity: IncomingActivity;
  readonly caller: Caller;
  readonly visitId: string;
}

const PATIENCE_MS = 10_000;
const MOST_WAITING = 20;

/** Sends replies through the channel's connector. One visit's replies keep their order; an emergency waits for nothing. */
export class Sender {
  readonly #adapter: ChannelAdapter;
  readonly #log: Log;
  readonly #chain = new VisitChain(PATIENCE_MS, MOST_WAITING);
  readonly #ahead = new Set<Promise<void>>();

  constructor(adapter: ChannelAdapter, log: Log) {
    this.#adapter = adapter;
    this.#log = log;
  }

  /** Settles when the replies are with the channel or given up. Never rejects: the turn is done whatever happens here. */
  async send(asked: Asked, replies: readonly Reply[]): Promise<void> {
    if (replies.length === 0) return;
    const deliver = (): Promise<void> => this.#deliver(asked, replies);
    if (!replies.some(({ kind }) => kind === 'emergency')) {
      await this.#chain.room(asked.visitId);
      return this.#chain.run(asked.visitId, deliver);
    }
    const delivery = deliver();
    this.#ahead.add(delivery);
    await delivery;
    this.#ahead.delete(delivery);
  }

  /** Settles when nothing is being sent. */
  async idle(): Promise<void> {
    await Promise.all([...this.#ahead, this.#chain.idle()]);
  }

  async #deliver(asked: Asked, replies: readonly Reply[]): Promise<void> {
    const { activity, caller } = asked;
    try {
      await this.#adapter.reply(activity, caller, async (context) => {
        for (const reply of replies) await sendOne(context, reply, activity.channelId);
      });
    } catch (error) {
      const status = error instanceof HttpError ? error.status : null;
      this.#log.error(
        { visit: asked.visitId, replies: replies.map(({ id }) => id), status, ...faultOf(error) },
        'replies not sent',
      );
    }
  }
}

/** What a channel cannot show, it gets as plain text. */
async function sendOne(context: TurnContext, reply: Reply, channelId: string): Promise<void> {
  try {
    await context.sendActivity(Activity.fromObject(rendererFor(channelId)(reply)));
  } catch (error) {
    if (!(error instanceof HttpError) || (error.status !== 400 && error.status !== 413)) throw error;
    await context.sendActivity(Activity.fromObject(plainRenderer(reply)));
  }
}

/** Replies as the body of an answer to `expectReplies`: no connector, so no SDK (which would answer `_channelId`). */
export function repliesInline(activity: IncomingActivity, replies: readonly Reply[]): { activities: unknown[] } {
  const { channelId, serviceUrl, conversation, from, recipient = BOT, locale } = activity;
  const render = rendererFor(channelId);
  const address = { channelId, serviceUrl, conversation, from: recipient, recipient: from, locale };
  const replyToId = replyTarget(activity);
  return { activities: replies.map((reply) => ({ ...render(reply), id: reply.id, ...address, replyToId })) };
}
