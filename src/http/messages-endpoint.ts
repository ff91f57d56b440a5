import express, { type Request, type RequestHandler, type Response, Router } from 'express';
import { type IncomingActivity, parseActivity } from '../channels/bot-framework/activity-schema.ts';
import { authorize } from '../channels/bot-framework/authorize.ts';
import { ChannelAdapter } from '../channels/bot-framework/channel-adapter.ts';
import { type Caller, tokenCheck } from '../channels/bot-framework/check-token.ts';
import { SEND_POLICY, type SendPolicy } from '../channels/bot-framework/connector.ts';
import { type DoorConfig, type DoorSettings, doorSettings } from '../channels/bot-framework/door-settings.ts';
import { misaddressed } from '../channels/bot-framework/misaddressed.ts';
import { RecentKeys } from '../channels/bot-framework/recent-keys.ts';
import { answerFaults, refuse } from '../channels/bot-framework/refuse.ts';
import { type Asked, repliesInline, Sender } from '../channels/bot-framework/send-replies.ts';
import { serviceGuard } from '../channels/bot-framework/service-url.ts';
import { VisitChain } from '../channels/direct-line/visit-chain.ts';
import { readActivity } from '../channels/read-activity.ts';
import type { Reply } from '../replies/reply.ts';
import type { TakenTurn, TurnDeps } from '../turn/turn-deps.ts';
import type { VisitorMessage } from '../turn/visitor-message.ts';

/** What the door needs. `settings` and `send` replace what follows from the configuration: tests. */
export interface MessagesDeps {
  readonly turn: TurnDeps;
  readonly takeTurn: (message: VisitorMessage, deps: TurnDeps) => Promise<TakenTurn>;
  readonly config: DoorConfig & { readonly defaultClinic: string };
  readonly settings?: Partial<DoorSettings>;
  readonly send?: Partial<SendPolicy> & { readonly answerWithinMs?: number };
}

/** The door, and a promise for when nothing is being taken or sent: to be awaited before the process ends. */
export type MessagesEndpoint = Router & { readonly idle: () => Promise<void> };

/** Channels repeat a message that is not answered within 15 s. */
const ANSWER_WITHIN_MS = 5_000;
const TURN_PATIENCE_MS = 2_000;
const MOST_WAITING_TURNS = 50;

/** POST / (the default clinic) and POST /:clinic, the door of every Bot Framework channel: let in, read, take the turn, reply. */
export function messagesEndpoint({ turn, takeTurn, config, ...given }: MessagesDeps): MessagesEndpoint {
  const { log } = turn;
  const settings: DoorSettings = { ...doorSettings(config), ...given.settings };
  const adapter = new ChannelAdapter(settings, { ...SEND_POLICY, ...given.send });
  const sender = new Sender(adapter, log);
  const turns = new VisitChain(TURN_PATIENCE_MS, MOST_WAITING_TURNS);
  const recent = new RecentKeys(20_000);
  const allows = serviceGuard(settings);

  const takeActivity: RequestHandler = async (req, res) => {
    const clinicId = typeof req.params.clinic === 'string' ? req.params.clinic : config.defaultClinic;
    if (!turn.knowledge().content.clinics.has(clinicId))
      return refuse(res, 404, 'UnknownClinic', 'there is no such clinic here');
    const activity = readBody(req, res);
    if (!activity) return;
    const caller = res.locals.caller as Caller;
    const wrong = misaddressed(activity, caller, allows);
    if (wrong) {
      log.warn({ code: wrong.code, channel: activity.channelId }, 'an activity was refused');
      return refuse(res, wrong.status, wrong.code, wrong.message);
    }
    if (activity.type === 'invoke') return refuse(res, 501, 'NotImplemented', 'this bot takes no invoke activities');

    const message = readActivity(activity, clinicId);
    const asked: Asked = { activity, caller, visitId: message?.visitId ?? '' };
    if (activity.deliveryMode === 'expectReplies') {
      const replies = message ? (await inTurn(message)).replies : [];
      return void res.json(repliesInline(activity, replies));
    }
    if (!message) return void res.status(200).end();
    const isNew = recent.note(message.keys);
    const { replies, duplicate } = await inTurn(message);
    const sent = sender.send(asked, duplicate && !mustRepeat(replies, isNew) ? [] : replies);
    res.status((await settles(sent, given.send?.answerWithinMs ?? ANSWER_WITHIN_MS)) ? 200 : 202).end();
  };

  /** Turns of one visit in the order they came, so that they do not conflict. */
  async function inTurn(message: VisitorMessage): Promise<TakenTurn> {
    await turns.room(message.visitId);
    return new Promise((resolve, reject) => {
      void turns.run(message.visitId, () => takeTurn(message, turn).then(resolve, reject));
    });
  }

  if (settings.clientId === null && !settings.allowAnonymous) {
    log.warn('/api/messages is closed: set BOT_APP_ID to let Azure Bot Service in');
  }
  const router = Router();
  router.post(
    ['/', '/:clinic'],
    authorize(settings, tokenCheck(settings, turn), log),
    express.json({ limit: '256kb', type: 'application/json' }),
    takeActivity,
  );
  router.all(['/', '/:clinic'], (_req, res) => refuse(res.set('Allow', 'POST'), 405, 'MethodNotAllowed', 'send POST'));
  router.use(answerFaults(log));
  return Object.assign(router, {
    idle: async () => {
      await turns.idle();
      await sender.idle();
    },
  });
}

/** The activity in a body; null, and answered, when there is none. */
function readBody(req: Request, res: Response): IncomingActivity | null {
  if (req.is('application/json') === false) {
    refuse(res, 415, 'UnsupportedMediaType', 'send application/json in UTF-8');
    return null;
  }
  const parsed = parseActivity(req.body);
  if (!parsed.activity) refuse(res, 400, 'BadActivity', `wrong or missing: ${parsed.faults.join(', ')}`);
  return parsed.activity;
}

/**
 * A repeated message was answered already, unless the process that took it died before sending. Then words that
 * warn go out again: seen twice is better than never.
 */
const mustRepeat = (replies: readonly Reply[], isNew: boolean): boolean =>
  isNew && replies.some(({ kind }) => kind === 'emergency' || kind === 'urgent');

/** True when the work is done in time; false when it goes on without us. */
function settles(work: Promise<void>, ms: number): Promise<boolean> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), ms);
    void work.then(() => {
      clearTimeout(timer);
      resolve(true);
    });
  });
}
