import { emergencyLine, isAlarm, urgentLine } from '../../dialogs/safety-sayings.ts';
import type { VisitEvent } from '../../dialogs/visit.events.ts';
import type { FreeSlot } from '../booking/free-slot.ts';
import { hubOf } from '../booking/hub.ts';
import { newRequest, workOf } from '../booking/make-request.ts';
import { referenceOf } from '../booking/reference.ts';
import { composeReply, optionsOf, type Voice, voiceOf } from '../replies/compose-reply.ts';
import type { Line, Reply } from '../replies/reply.ts';
import type { Screening } from '../screening/screening.ts';
import { shortHash } from '../short-hash.ts';
import { AlreadyTaken, RevisionConflict } from '../store/visit-store.ts';
import { within } from '../within.ts';
import { clinicFacts } from './clinic-facts.ts';
import { decisionRecord } from './decision-record.ts';
import { keptMessage } from './kept-message.ts';
import { missOf } from './miss-of.ts';
import { readOutside } from './read-outside.ts';
import { readSavedVisit, type SavedVisit } from './saved-visit.ts';
import { type Step, stepVisit } from './step-visit.ts';
import { toEvent } from './to-event.ts';
import type { Knowledge, TakenTurn, TurnDeps } from './turn-deps.ts';
import { understand } from './understand.ts';
import { KEPT_LENGTH, SCREENED_LENGTH, type VisitorMessage } from './visitor-message.ts';

const TRIES = 5;
/** A store that takes longer counts as down: the visitor must be answered. */
const STORE_MS = 3_000;
const MOST_HEARD = 16;

/**
 * One message in, replies out. Read this first: every other file serves one of its lines.
 * `answers` is the log entry of a message that its channel accepted before the turn. When nothing can be
 * stored the emergency text still goes out. Throws only for a clinic that is not in the content.
 */
export async function takeTurn(
  message: VisitorMessage,
  deps: TurnDeps,
  answers: string | null = null,
): Promise<TakenTurn> {
  const knowledge = deps.knowledge();
  const slots = deps.slots?.(message.clinicId) ?? [];
  const voice = voiceFor(message, knowledge, deps.now(), slots);
  const screening = knowledge.screen(message.text.slice(0, SCREENED_LENGTH));
  let safety = safetyReply(screening, message, voice);
  const hold = (reply: Reply): void => {
    safety = reply;
  };
  try {
    for (let attempt = 1; ; attempt++) {
      try {
        return await within(STORE_MS, continueVisit({ message, knowledge, voice, screening, answers, hold }, deps));
      } catch (error) {
        if (error instanceof AlreadyTaken)
          return { replies: error.replies, entries: [], duplicate: true, failed: false };
        if (!(error instanceof RevisionConflict) || attempt === TRIES) throw error;
      }
    }
  } catch (error) {
    deps.log.error(
      { visit: message.visitId, error: error instanceof Error ? error.message : 'unknown' },
      'turn not stored',
    );
    const fallback = composeReply({ line: 'fallback.call-us' }, voice, {
      id: replyId(message, 'fallback'),
      urgency: screening.urgency,
      answer: null,
    });
    return { replies: safety ? [safety, fallback] : [fallback], entries: [], duplicate: false, failed: true };
  }
}

/** What this message alone calls for, composed before the store is touched. Null when it is not urgent. */
function safetyReply({ urgency, findings }: Screening, message: VisitorMessage, voice: Voice): Reply | null {
  const flag = findings[0]?.flag ?? null;
  const line = urgency === 'emergency' ? emergencyLine(flag) : urgency === 'urgent' ? urgentLine(flag) : null;
  return (
    line &&
    composeReply(line, voice, { id: replyId(message, urgency === 'emergency' ? 0 : 'safety'), urgency, answer: null })
  );
}

/** A message on its way: fixed while the store is asked again after a conflict. */
interface Turn {
  readonly message: VisitorMessage;
  readonly knowledge: Knowledge;
  readonly voice: Voice;
  readonly screening: Screening;
  readonly answers: string | null;
  /** Keeps an urgent reply, to be sent even when it cannot be stored. */
  readonly hold: (reply: Reply) => void;
}

async function continueVisit(
  { message, knowledge, voice, screening, answers, hold }: Turn,
  { store, wake }: TurnDeps,
): Promise<TakenTurn> {
  const started = performance.now();
  const { state, revision } = await store.load(message.visitId);
  const { saved, lost } = readSavedVisit(state);
  const { words, clinic, now, slots } = voice;

  // What was heard before in the visit may turn a small thing into a sign: a change in peeing after a bad back.
  const screened =
    saved.heard.length === 0 ? screening : knowledge.screen(message.text.slice(0, SCREENED_LENGTH), saved.heard);
  const understood =
    message.kind === 'wrote'
      ? understand(message.text, { screening: screened, knowledge, words, clinic, now, ...recalled(saved, voice) })
      : null;
  const reference = referenceOf(message.keys[0]);
  const alarmed = screened.urgency === 'emergency';
  const outside = await readOutside(message, saved, { clinic, slots, now, store, alarmed });
  const hub = hubOf(clinic, message.handOffs);
  const facts = clinicFacts(clinic, { now, slots, reference, passesOn: hub !== undefined, ...outside });
  const events: VisitEvent[] = [];
  if (saved.value === 'arriving' || !understood) events.push({ type: 'visitor.arrived', brief: understood !== null });
  if (understood) {
    const { redFlags } = knowledge.content;
    const hasPerson = facts.ways.includes('person');
    events.push(toEvent(understood, { saved, words, clinic, redFlags, now, hasPerson, ...outside }));
  }
  const heard = [...new Set([...saved.heard, ...(understood?.screening.heard ?? [])])].slice(-MOST_HEARD);
  const step = stepVisit({ ...saved, heard }, events, facts);

  const replies = composeAll(
    step,
    { lost, shortened: message.text.length > KEPT_LENGTH, notes: understood?.screening.notes ?? [] },
    message,
    voice,
  );
  const urgent = replies.find(({ kind }) => kind === 'emergency' || kind === 'urgent');
  if (urgent) hold(urgent);
  const staffChats = step.requests.length > 0 ? await store.staffChats(clinic.id) : [];
  const entries = await store.commit({
    visitId: message.visitId,
    clinicId: clinic.id,
    revision,
    state: step.saved,
    keys: message.keys,
    answers,
    replies,
    outbox: step.requests.flatMap((made) => workOf(made, reference, clinic, staffChats, hub)),
    requests: step.requests.map((made) => newRequest(made, reference, message, clinic, slots)),
    withdraw: step.withdrawn,
    proven: saved.value === 'proving',
    keep: answers === null ? keptMessage(message, { step, outside, hub: hub !== undefined, events, words }) : null,
    miss: clinic.keep.unanswered ? missOf(message, understood, events, words) : null,
    audit: decisionRecord(message, understood, step, performance.now() - started),
    forget: step.forget,
    now,
  });
  if (step.requests.length > 0) wake?.();
  return { replies, entries, duplicate: false, failed: false };
}

function composeAll(
  step: Step,
  told: { lost: boolean; shortened: boolean; notes: readonly string[] },
  message: VisitorMessage,
  voice: Voice,
): Reply[] {
  const emergency = step.lines.some(isAlarm);
  const lines: Line[] = [...step.lines];
  if (told.lost && !emergency) lines.unshift({ line: 'fallback.started-afresh' });
  if (told.shortened && !emergency) lines.unshift({ line: 'asking.shortened' });
  const last = lines.pop();
  const isTold = (note: string): boolean =>
    voice.content.notes
      .get(note)
      ?.['told-in'].some((topic) => step.lines.some(({ line }) => line === `answer.${topic}`)) ?? false;
  const notes = emergency ? [] : told.notes.filter((note) => !isTold(note));
  if (last) lines.push(...notes.map((line) => ({ line })), last);
  const answer = step.lines.findLast(({ line }) => line.startsWith('answer.'))?.line.slice('answer.'.length) ?? null;
  return lines.map((line, index) =>
    composeReply(line, voice, { id: replyId(message, index), urgency: step.saved.context.urgency, answer }),
  );
}

function voiceFor(
  { clinicId, zone }: VisitorMessage,
  { content }: Knowledge,
  now: number,
  slots: readonly FreeSlot[],
): Voice {
  const clinic = content.clinics.get(clinicId);
  const words = content.languages.en;
  if (!clinic || !words)
    throw new Error(`there is no clinic "${clinicId}" in the content; the channel must check this first`);
  return voiceOf(content, words, clinic, now, slots, zone);
}

/** What a message may lean on: the choices last offered and the topic last answered. */
const recalled = ({ offered, context }: SavedVisit, voice: Voice) => ({
  offered: optionsOf(offered, voice),
  after: context.topic,
});

/** A reply's id is the same however often its message is taken. */
const replyId = ({ keys }: VisitorMessage, index: number | string): string => `${shortHash(keys[0])}-${index}`;
