import { crisisFlags } from '../../dialogs/safety-sayings.ts';
import type { Asked, Claim, Flag, VisitEvent } from '../../dialogs/visit.events.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import type { LanguageContent, RedFlag } from '../content/content-schema.ts';
import type { Given } from './read-given.ts';
import type { SavedVisit } from './saved-visit.ts';
import { isOffered, type Understanding } from './understand.ts';

/** What an event is made from, beside the understanding. `now` in epoch milliseconds. */
export interface Surroundings {
  readonly saved: SavedVisit;
  readonly words: LanguageContent;
  readonly clinic: Clinic;
  readonly redFlags: ReadonlyMap<string, RedFlag>;
  readonly now: number;
  /** Details of a booking, where the visit asks for some; null when there are none in the message. */
  readonly given: Given | null;
  /** A request that the visitor wants to cancel; null when none is named. */
  readonly cancelling: { readonly reference: string | null; readonly claim: Claim } | null;
  /** True when the clinic has people who may join now. */
  readonly hasPerson: boolean;
  /** True for a message that has the form of a question. */
  readonly isQuestion?: boolean;
  /** The request for a person that this visit made minutes ago; null when there is none. */
  readonly called?: string | null;
  /** A place of the clinic that the message names. */
  readonly place?: string | null;
}

const byIntent: Readonly<Record<string, VisitEvent>> = {
  greeting: { type: 'visitor.greeted' },
  thanks: { type: 'visitor.thanked' },
  goodbye: { type: 'visitor.said-goodbye' },
  complaint: { type: 'visitor.complained' },
  help: { type: 'visitor.wanted-help' },
  menu: { type: 'visitor.wanted-help' },
  restart: { type: 'visitor.wanted-restart' },
  forget: { type: 'visitor.wanted-forgetting' },
  confirm: { type: 'visitor.confirmed' },
  booking: { type: 'visitor.wanted-booking' },
  check: { type: 'visitor.wanted-check' },
  stop: { type: 'visitor.wanted-to-stop' },
  back: { type: 'visitor.went-back' },
  acknowledged: { type: 'visitor.acknowledged' },
};
const byAnswer: Readonly<Record<string, VisitEvent>> = {
  yes: { type: 'visitor.answered', answer: 'yes' },
  no: { type: 'visitor.answered', answer: 'no' },
  unsure: { type: 'visitor.answered', answer: 'unsure' },
};
const byChoice: Readonly<Record<string, VisitEvent>> = {
  ...byIntent,
  ...byAnswer,
  book: { type: 'visitor.wanted-booking' },
  withdrew: { type: 'visitor.withdrew' },
  helped: { type: 'visitor.rated', helpful: true },
  'did-not-help': { type: 'visitor.rated', helpful: false },
  'none-of-these': { type: 'visitor.asked-unclearly', candidates: [] },
};
const byCourtesy: Readonly<Record<'greeting' | 'thanks' | 'goodbye', VisitEvent>> = {
  greeting: { type: 'visitor.greeted' },
  thanks: { type: 'visitor.thanked' },
  goodbye: { type: 'visitor.said-goodbye' },
};
/** Choices that end an alarm or clear a sign: words close to the label are not enough. */
const weighty = new Set(['acknowledged', 'withdrew', 'yes', 'no', 'unsure']);
/** What a visitor may want in the middle of a safety question. */
const waysOut = new Set(['stop', 'back', 'restart', 'forget', 'help', 'menu']);
const MOST_STARTERS = 6;
const MOST_NEXT = 3;
/** The choice to book is always there beside it. */
const BOOKING = 'book-appointment';
const BOOK = 'book';
const PERSON = 'talk-to-human';
const starters = ['link-back-foot', 'plantar-fasciitis', 'sciatica', 'who-to-see'];

/** One message, understood, to the one thing that happened. Screening comes before all else; then what we had asked; then what was asked of us. */
export function toEvent(understood: Understanding, around: Surroundings): VisitEvent {
  return (
    toSign(understood, around) ??
    toReply(understood, around) ??
    toIntent(understood, around) ??
    toTalk(understood, around)
  );
}

/** A red flag that was found, or one that must be asked about. */
function toSign(understood: Understanding, around: Surroundings): VisitEvent | undefined {
  const { screening, choice, ranking } = understood;
  const { saved, redFlags } = around;
  const { flags, cleared, asked: open } = saved.context;
  const topics = ranking.answers.map((topic) => asked(topic, around));
  const news = screening.findings.find(
    ({ flag, urgency }) => urgency !== 'soon' || !flags.some(({ id }) => id === flag),
  );
  if (news) return { type: 'screening.found-red-flag', flag: { id: news.flag, urgency: news.urgency }, topics };
  const answered = toAnswer(understood, saved);
  // A yes to the question that stands says more than a doubt about another.
  if (answered?.type === 'visitor.answered' && choice === null) return answered;
  const doubt = screening.asks === null ? undefined : redFlags.get(screening.asks);
  if (!doubt || open?.id === doubt.id) return undefined;
  const flag: Flag = { id: doubt.id, urgency: screening.asksFor ?? doubt.urgency };
  if (!cleared.includes(`flag:${doubt.id}`)) return { type: 'screening.could-not-tell', flag, topics };
  return screening.insists ? { type: 'screening.found-red-flag', flag, topics } : undefined;
}

/** What was said to what we had asked or offered. */
function toReply(understood: Understanding, around: Surroundings): VisitEvent | undefined {
  const { choice, chosenExactly, region, intent, ranking, vagueYes } = understood;
  const { saved, cancelling } = around;
  if (cancelling) return { type: 'visitor.wanted-cancelling', ...cancelling };
  const detail = toDetail(understood, around);
  if (detail) return detail;
  if (choice !== null && (chosenExactly || !weighty.has(choice))) return toChosen(choice, around);
  if (region !== null && intent === null) {
    if (saved.offered.includes('region:back')) return { type: 'visitor.chose', option: `region:${region}` };
    const asksReason = saved.offered.includes('reason:back') || (isReadBack(saved) && ranking.answers.length === 0);
    if (asksReason && !around.isQuestion) return { type: 'visitor.chose', option: `reason:${region}` };
  }
  if (isReadBack(saved) && (vagueYes || intent === 'confirm')) return { type: 'visitor.confirmed' };
  return toAnswer(understood, saved);
}

/** What the visitor wants done. */
function toIntent(understood: Understanding, around: Surroundings): VisitEvent | undefined {
  const { intent, language, asksWhatIsKept, wish } = understood;
  const { saved, clinic, hasPerson } = around;
  if (intent === 'withdrew' && saved.offered.includes('withdrew') && !crisisFlags.includes(saved.context.flag ?? ''))
    return { type: 'visitor.withdrew' };
  if (intent === 'callback' && clinic.booking.some(({ way }) => way === 'callback'))
    return { type: 'visitor.wanted-booking', way: 'callback' };
  if (intent === 'person' || intent === 'callback')
    return hasPerson ? { type: 'visitor.wanted-person' } : { type: 'visitor.asked', topics: [asked(PERSON, around)] };
  const event = intent === null ? undefined : byIntent[intent];
  if (event) return event;
  if (language !== 'en')
    return { type: 'visitor.wrote-in', language: ['es', 'ja'].includes(language) ? language : 'other' };
  if (asksWhatIsKept) return { type: 'visitor.asked-what-is-kept' };
  return wish ? toWish(understood, around) : undefined;
}

/** A question, or talk: what it is nearest to where no answer is sure. */
function toTalk(understood: Understanding, around: Surroundings): VisitEvent {
  const { yesNo, plainNo, intent, ranking, followUp } = understood;
  const { saved } = around;
  const { flag: standing, flags, doing, request, topic } = saved.context;
  const { candidates } = ranking;
  if (ranking.answers.length > 0)
    return { type: 'visitor.asked', topics: ranking.answers.map((answer) => asked(answer, around)) };
  if (understood.asksAfterRequest && request !== null && doing === null)
    return { type: 'visitor.asked-after-request', reference: request.reference };
  const meant = yesNo === 'yes' ? onlyOffer(saved) : undefined;
  if (meant) return toChosen(meant, around);
  const answer = plainNo ? 'no' : intent;
  if (answer !== null && byAnswer[answer]) return byAnswer[answer];
  if (understood.courtesy !== null) return byCourtesy[understood.courtesy];
  const warned =
    topic === null || saved.offered.includes('withdrew')
      ? flags.find(({ id, urgency }) => id === standing && urgency !== 'emergency')
      : undefined;
  if (followUp && warned) return { type: 'screening.found-red-flag', flag: warned, topics: [] };
  if (followUp && around.called && isJustAsked(saved)) return { type: 'visitor.wanted-person' };
  if (followUp && topic !== null && doing === null) {
    const related = asked(topic, around).related.slice(0, MOST_NEXT);
    const isNew = candidates.length > 0 && candidates[0] !== topic;
    return { type: 'visitor.asked-unclearly', candidates: isNew ? candidates : related, follows: true };
  }
  return {
    type: 'visitor.asked-unclearly',
    candidates,
    near: nearestSection(ranking, around),
    ...(around.isQuestion && { question: true }),
  };
}

/** What a yes takes up: the one topic that was offered, or the booking where that came first. */
function onlyOffer({ offered }: SavedVisit): string | undefined {
  if (offered.includes('none-of-these')) return undefined;
  const topics = offered.filter((option) => option.startsWith('topic:'));
  return offered[0] === BOOK ? BOOK : topics.length === 1 ? topics[0] : undefined;
}

/** From this confidence on, who wishes for a visit is taken to the booking. */
const WISHED = 0.7;

/** A wish for a visit, or for a person where one may join: it is done, not explained. */
function toWish({ ranking, region }: Understanding, around: Surroundings): VisitEvent | undefined {
  const [first] = ranking.ranked;
  if (!first || ranking.answers.length > 1) return undefined;
  if (first.topic === PERSON && around.hasPerson && ranking.answers[0] === PERSON)
    return { type: 'visitor.wanted-person' };
  if (first.topic !== BOOKING || first.confidence < WISHED) return undefined;
  return { type: 'visitor.wanted-booking', reason: region, place: around.place ?? null };
}

/** What was typed for a booking; a choice pressed, a way out and a question that names a day in passing come first, and so does a plain yes or no. */
function toDetail(
  { choice, chosenExactly, intent, yesNo, plainNo, ranking }: Understanding,
  { given, saved, words, isQuestion }: Surroundings,
): VisitEvent | undefined {
  if (!given || (choice !== null && chosenExactly)) return undefined;
  const { times, ...others } = given.given;
  if (intent !== null && waysOut.has(intent) && !times) return undefined;
  if (isReadBack(saved) && (yesNo === 'yes' || plainNo) && given.problem !== null) return undefined;
  const inPassing = ranking.answers.some((id) => isQuestion || words.topics.get(id)?.section !== 'clinic');
  if (inPassing && Object.keys(others).length === 0 && !given.place && !given.problem?.startsWith('phone'))
    return undefined;
  return { type: 'visitor.gave', ...given };
}

/** Everything typed for a booking is shown, to be confirmed. */
const isReadBack = ({ offered }: SavedVisit): boolean => offered.includes('confirm');

/** A person was asked to join, and nothing else was said since. */
const isJustAsked = ({ offered }: SavedVisit): boolean => offered.length === 1 && offered[0] === 'ask';

/** From this confidence on, the section of the likeliest topic is worth naming. */
const NEAR = 0.08;

function nearestSection({ ranked: [first] }: Understanding['ranking'], { words }: Surroundings): string | undefined {
  return first && first.confidence >= NEAR ? words.topics.get(first.topic)?.section : undefined;
}

/** A reply to a safety question: doubt counts as yes, and only a plain no clears it. Undefined when it is no reply at all. */
function toAnswer(
  { yesNo, vagueYes, plainNo, intent, language }: Understanding,
  { offered }: SavedVisit,
): VisitEvent | undefined {
  if (!offered.includes('unsure')) return undefined;
  if (plainNo) return byAnswer.no;
  if (intent !== null && waysOut.has(intent)) return byIntent[intent];
  if (language !== 'en' || yesNo === null) return undefined;
  if (yesNo === 'no' || vagueYes) return { type: 'visitor.asked-unclearly', candidates: [] };
  return byAnswer[yesNo];
}

function toChosen(option: string, around: Surroundings): VisitEvent {
  const offered = (ids: readonly string[]) =>
    ids.filter((id) => isOffered(id, around.words, around.clinic, around.now));
  if (option === 'ask') {
    return {
      type: 'visitor.wanted-to-ask',
      starters: offered(starters),
    };
  }
  if (option.startsWith('section:')) {
    const section = option.slice('section:'.length);
    const topics = [...around.words.topics.values()].filter((topic) => topic.section === section);
    return { type: 'visitor.wanted-to-ask', starters: offered(topics.map(({ id }) => id)).slice(0, MOST_STARTERS) };
  }
  if (option.startsWith('topic:')) {
    const topic = option.slice('topic:'.length);
    if (isOffered(topic, around.words, around.clinic, around.now))
      return { type: 'visitor.asked', topics: [asked(topic, around)] };
    return { type: 'visitor.asked-unclearly', candidates: [] };
  }
  return byChoice[option] ?? { type: 'visitor.chose', option };
}

const asked = (topic: string, { words, clinic, now }: Surroundings): Asked => ({
  topic,
  related: (words.topics.get(topic)?.related ?? []).filter((id) => id !== BOOKING && isOffered(id, words, clinic, now)),
  rateable: words.topics.get(topic)?.section !== 'clinic',
});
