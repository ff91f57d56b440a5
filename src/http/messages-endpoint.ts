import express, { type RequestHandler, Router } from 'express';
import { messageAnswerer } from '../channels/bot-framework/answer-message.ts';
import { askHub } from '../channels/bot-framework/ask-hub.ts';
import { authorize } from '../channels/bot-framework/authorize.ts';
import { ChannelAdapter } from '../channels/bot-framework/channel-adapter.ts';
import { type Caller, tokenCheck } from '../channels/bot-framework/check-token.ts';
import { SEND_POLICY, type SendPolicy } from '../channels/bot-framework/connector.ts';
import { type DoorConfig, type DoorSettings, doorSettings } from '../channels/bot-framework/door-settings.ts';
import { endAnswer } from '../channels/bot-framework/end-answer.ts';
import { handOffAnswered } from '../channels/bot-framework/hand-off-event.ts';
import { hearHub, isFromHub, tellsOfHandOff } from '../channels/bot-framework/hear-hub.ts';
import { leaveWarnings } from '../channels/bot-framework/leave-warnings.ts';
import { misaddressed } from '../channels/bot-framework/misaddressed.ts';
import { postToStaffChat } from '../channels/bot-framework/post-to-staff-chat.ts';
import { readBody } from '../channels/bot-framework/read-body.ts';
import { answerFaults, refuse } from '../channels/bot-framework/refuse.ts';
import { keepReplyAddress } from '../channels/bot-framework/reply-address.ts';
import { sayElsewhere } from '../channels/bot-framework/say-elsewhere.ts';
import { type Asked, repliesInline, Sender } from '../channels/bot-framework/send-replies.ts';
import { StaffChats } from '../channels/bot-framework/staff-chats.ts';
import { keepGeneral } from '../channels/keep-general.ts';
import { placeOf } from '../channels/place.ts';
import { CARD_ACTION, type Changed, origin, readActivity, readChanged } from '../channels/read-activity.ts';
import { VisitChain } from '../channels/visit-chain.ts';
import type { PostToStaffChat } from '../outbox/deliver-notice.ts';
import type { Deliver } from '../outbox/try-delivery.ts';
import { emergencyNumber } from '../replies/clinic-values.ts';
import { type News, type ToldVisit, tellVisit } from '../turn/tell-visit.ts';
import type { TakenTurn, TurnDeps } from '../turn/turn-deps.ts';
import type { VisitorMessage } from '../turn/visitor-message.ts';
import { within } from '../within.ts';

/** What the door needs. `settings` and `send` replace what follows from the configuration: tests. */
export interface MessagesDeps {
  readonly turn: TurnDeps;
  readonly takeTurn: (message: VisitorMessage, deps: TurnDeps) => Promise<TakenTurn>;
  readonly config: DoorConfig & { readonly defaultClinic: string; readonly publicUrl?: string | null };
  readonly settings?: Partial<DoorSettings>;
  readonly send?: Partial<SendPolicy> & { readonly answerWithinMs?: number };
}

/** The door; what delivers work of the kinds `say` and `hub`, and notices to chats of staff; and a promise for when nothing is being taken or sent: to be awaited before the process ends. */
export type MessagesEndpoint = Router & {
  readonly say: Deliver;
  readonly askHub: Deliver;
  readonly staffChat: PostToStaffChat;
  readonly idle: () => Promise<void>;
};

/** Channels repeat a message that is not answered within 15 s, and give an invoke less. */
const ANSWER_WITHIN_MS = 5_000;
const TURN_PATIENCE_MS = 2_000;
const MOST_WAITING_TURNS = 50;
/** The outbox gives a delivery 15 s, and tries again itself. */
const SAY_MS = 7_000;
/** A turn that takes longer shows that we are writing. */
const TYPING_AFTER_MS = 1_000;

/** POST / (the default clinic) and POST /:clinic, the door of every Bot Framework channel: let in, read, take the turn, reply. */
export function messagesEndpoint({ turn, takeTurn, config, ...given }: MessagesDeps): MessagesEndpoint {
  const { log } = turn;
  const settings: DoorSettings = { ...doorSettings(config), ...given.settings };
  const adapter = new ChannelAdapter(settings, { ...SEND_POLICY, ...given.send });
  const { publicUrl = null } = config;
  const sender = new Sender(adapter, log, publicUrl, leaveWarnings(turn));
  const turns = new VisitChain(TURN_PATIENCE_MS, MOST_WAITING_TURNS);
  const answerMessage = messageAnswerer({
    store: turn.store,
    takeTurn: (message) => inOrder(message.visitId, () => takeTurn(message, turn)),
    isAlarming,
    changeKept,
    emergencyNumber: numberFor,
  });

  const staffChats = new StaffChats({
    ...turn,
    isAlarming,
    clinicName: (id) => turn.knowledge().content.clinics.get(id)?.name,
  });

  const takeActivity: RequestHandler = async (req, res) => {
    const clinicId = typeof req.params.clinic === 'string' ? req.params.clinic : config.defaultClinic;
    const clinic = turn.knowledge().content.clinics.get(clinicId);
    if (!clinic) return refuse(res, 404, 'UnknownClinic', 'there is no such clinic here');
    const activity = readBody(req, res);
    if (!activity) return;
    const caller = res.locals.caller as Caller;
    const wrong = misaddressed(activity, caller, adapter.allows, settings.tenantIds);
    if (wrong) {
      log.warn({ code: wrong.code, channel: activity.channelId }, 'an activity was refused');
      return refuse(res, wrong.status, wrong.code, wrong.message);
    }
    const isInvoke = activity.type === 'invoke';
    if (isInvoke && activity.name !== CARD_ACTION)
      return refuse(res, 501, 'NotImplemented', 'this bot takes no invoke activities but those of its cards');

    const message = readActivity(activity, clinicId);
    const inline = activity.deliveryMode === 'expectReplies';
    if (!message) {
      await staffChats.leave(activity);
      const takenBack = readChanged(activity, clinicId);
      if (takenBack) await changeKept(takenBack, null);
      if (tellsOfHandOff(activity))
        await inOrder(origin(activity, clinicId).visitId, () => hearHub(activity, clinic, { ...turn, tell }));
      return inline ? void res.json({ activities: [] }) : void endAnswer(res, activity, isInvoke ? 400 : 200);
    }
    const asked: Asked = { activity, caller, message };
    if (await isFromHub(activity, clinic, turn.store))
      return inline ? void res.json({ activities: [] }) : endAnswer(res, activity, 200);
    const toStaff = await staffChats.answer(activity, message);
    if (toStaff) {
      if (inline) return void res.json(repliesInline(activity, [toStaff], publicUrl));
      await sender.send(asked, [toStaff]);
      return endAnswer(res, activity, 200);
    }

    const writing = inline ? undefined : setTimeout(() => void sender.typing(asked), TYPING_AFTER_MS);
    const kept = keepReplyAddress(activity, message, turn);
    const { replies, fresh, used } = await answerMessage(activity, message).finally(() => clearTimeout(writing));
    await kept;
    const place = placeOf(activity);
    const shown = place.shared ? keepGeneral(replies, { ...place, emergency: numberFor(clinicId) }) : replies;
    if (inline) {
      const events = await handOffAnswered(message, replies, turn);
      return void res.json(repliesInline(activity, shown, publicUrl, events));
    }
    const sent = sender.send(asked, fresh ? shown : [], used);
    const status = await within(given.send?.answerWithinMs ?? ANSWER_WITHIN_MS, sent).then(
      () => 200 as const,
      () => 202 as const,
    );
    endAnswer(res, activity, status);
  };

  function numberFor(clinicId: string): string {
    const { clinics, countryNumbers } = turn.knowledge().content;
    const clinic = clinics.get(clinicId);
    return clinic ? emergencyNumber(clinic, countryNumbers.get(clinic.country)) : '112';
  }

  /** What changes one visit in the order it came, so that turns do not conflict. */
  async function inOrder<T>(visitId: string, change: () => Promise<T>): Promise<T> {
    await turns.room(visitId);
    return new Promise((resolve, reject) => {
      void turns.run(visitId, () => change().then(resolve, reject));
    });
  }

  /** What its writer changed is changed for whoever reads along; what it told the visit stands, so that no urgency falls. */
  function changeKept({ visitId, key }: Changed, text: string | null): Promise<boolean> {
    return inOrder(visitId, () => turn.store.changeKept(key, text, turn.now()));
  }

  async function tell(...told: [visit: ToldVisit, key: string, news: News]): Promise<void> {
    await tellVisit(...told, turn);
  }

  function isAlarming(text: string): boolean {
    const { urgency, asks } = turn.knowledge().screen(text);
    return urgency !== 'none' || asks !== null;
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
  const { clientId } = settings;
  const once = new ChannelAdapter(settings, { ...SEND_POLICY, timeoutMs: SAY_MS, ...given.send, tries: 1 });
  const unasked = { store: turn.store, adapter: once, sender, clientId, now: turn.now };
  return Object.assign(router, {
    say: sayElsewhere({ ...unasked, publicUrl, emergencyNumber: numberFor }),
    askHub: askHub({ ...unasked, knowledge: turn.knowledge }),
    staffChat: postToStaffChat({ ...unasked, chats: staffChats }),
    idle: async () => {
      await turns.idle();
      await sender.idle();
    },
  });
}
