import { atLeast, type Said, type VisitContext } from './visit.context.ts';
import type { Flag, Level, VisitEvent } from './visit.events.ts';
import { orderedWays, slotsToOffer } from './visit.setup.ts';

type Args = { readonly context: VisitContext; readonly event: VisitEvent };

/** The three replies to any yes / no question of ours. */
export const yesNoUnsure = ['yes', 'no', 'unsure'] as const;
/** What a visitor can always do. */
export const menu = ['ask', 'check', 'book'] as const;

/** Red flags that are about crisis help: only the button withdraws them. */
export const crisisFlags: readonly string[] = ['suicide-self-harm', 'despair', 'safeguarding'];

const usualWording = { emergency: 'safety.emergency', again: 'safety.emergency-again', urgent: 'safety.urgent' };
/** Red flags with wording of their own. */
const ownWording: Readonly<
  Record<string, { readonly emergency: string; readonly again: string; readonly urgent: string }>
> = {
  'suicide-self-harm': { emergency: 'safety.crisis', again: 'safety.crisis-again', urgent: 'safety.despair' },
  despair: { emergency: 'safety.crisis', again: 'safety.crisis-again', urgent: 'safety.despair' },
  'pregnancy-complication': { ...usualWording, urgent: 'safety.maternity' },
  safeguarding: { emergency: 'safety.danger', again: 'safety.danger', urgent: 'safety.safeguarding' },
};
const wordingOf = (flag: string | null) => (flag === null ? undefined : ownWording[flag]) ?? usualWording;

/** The emergency text for a red flag; null when the check-list raised it. Also composed before the store is touched. */
export const emergencyLine = (flag: string | null): Said => ({
  line: wordingOf(flag).emergency,
  options: ['acknowledged', 'withdrew'],
  values: { flag: flag ?? '' },
});

const alarms = ['safety.emergency', 'safety.emergency-again', 'safety.crisis', 'safety.crisis-again', 'safety.danger'];
/** Whether a line is an emergency text: it is then the only thing said in its turn. */
export const isAlarm = ({ line }: Said): boolean => alarms.includes(line);

/** The emergency text again, shorter, for a visitor who goes on writing. */
export const sayEmergencyAgain = ({ context }: Args): Said => ({
  ...emergencyLine(context.flag),
  line: wordingOf(context.flag).again,
});

/** A lesser sign while an emergency stands changes nothing. */
const emergencyStands = ({ flag }: VisitContext): Said => ({
  line: 'safety.emergency-stands',
  options: ['ask', 'book'],
  values: { flag: flag ?? '' },
});

/** The standing emergency's text. */
export const sayEmergency = ({ context, event }: Args): Said => because(emergencyLine(context.flag), event);

/** The text of a red flag that must be seen today, phone first. Also composed before the store is touched. */
export const urgentLine = (flag: string | null): Said => ({
  line: wordingOf(flag).urgent,
  options: ['check', 'withdrew'],
  values: { flag: flag ?? '' },
});

/** The text of the urgent red flag just found. */
export const sayUrgent = ({ context, event }: Args): Said =>
  context.urgency === 'emergency' && !('flag' in event && crisisFlags.includes(event.flag.id))
    ? emergencyStands(context)
    : because(urgentLine('flag' in event ? event.flag.id : context.flag), event);

/** Adds what the visitor answered, as the reason. `about`: the question of the interview that was answered, and its level. */
function because(said: Said, event: VisitEvent, about?: { readonly about: string; readonly level: Level }): Said {
  if (event.type !== 'visitor.answered') return said;
  return { ...said, values: { ...said.values, said: event.answer, ...about } };
}

/** Despair is met with words of its own, and the one question that decides. */
export const sayDespair: Said = { line: 'safety.despair', options: yesNoUnsure, values: { flag: 'despair' } };

/** Seen within days. */
export const saySoon = ({ context, event }: Args): Said => {
  if (context.urgency === 'emergency') return emergencyStands(context);
  if (context.urgency === 'urgent') return urgentLine(context.flag);
  const flag = 'flag' in event ? event.flag.id : (context.flag ?? '');
  return because({ line: 'safety.soon', options: ['book', 'check'], values: { flag } }, event);
};

/** What a yes or a "not sure" to a question of the interview came to, with the answer as its reason. */
export const sayFound =
  (question: string, flag: Flag) =>
  (args: Args): Said => {
    const said = { emergency: sayEmergency, urgent: sayUrgent, soon: saySoon }[flag.urgency](args);
    return args.context.urgency === flag.urgency
      ? because(said, args.event, { about: question, level: flag.urgency })
      : said;
  };

/** The screening question of the red flag that could not be told. */
export const sayFlagQuestion = ({ context }: Args): Said => ({
  line: 'safety.question',
  options: yesNoUnsure,
  values: { flag: context.asked?.id ?? '' },
});

/** One tap tells whether an answer helped. */
const rating = ['helped', 'did-not-help'];

/** The reviewed answers that the visitor asked for, each with what to ask next. */
export function sayAnswers({ context, event }: Args): readonly Said[] {
  const topics = 'topics' in event ? event.topics : [];
  return topics.map(({ topic, related, rateable }, index) => {
    const last = index === topics.length - 1;
    const person = topic === 'talk-to-human' && context.clinic.ways.includes('person') ? ['way:person'] : [];
    const next =
      context.doing === null
        ? [...person, ...related.slice(0, 2).map((id) => `topic:${id}`), 'check', 'book', ...(rateable ? rating : [])]
        : [];
    return { line: `answer.${topic}`, options: last ? next : [] };
  });
}

/** Up to three topics to pick from; one alone is a question that a yes answers. */
export function sayCandidates(args: Args): Said {
  const near = choicesOf(args);
  if (near.length > 1) return { line: 'asking.did-you-mean', options: [...near, 'none-of-these'] };
  return {
    line: near[0] === 'book' ? 'asking.book-now' : 'asking.is-it-this',
    options: [...new Set([...near, ...menu])],
  };
}

/** Candidates as choices; to ask how to book is to be taken there. */
const choicesOf = ({ context: { clinic }, event }: Args): readonly string[] =>
  event.type === 'visitor.asked-unclearly'
    ? event.candidates.map((id) => (id === 'book-appointment' && clinic.ways.length > 0 ? 'book' : `topic:${id}`))
    : [];

/** A safety question was put often enough; what was asked instead has its turn. */
export const sayQuestionLeft = (args: Args): readonly Said[] =>
  choicesOf(args).length > 0
    ? [{ line: 'safety.question-left' }, sayCandidates(args)]
    : [{ line: 'safety.question-left', options: menu }];

/** What is near the last answer is offered, to whoever asks on about it; the second time in a row, a person too. */
export const sayNext = (args: Args): Said => ({
  line: args.context.misses === 1 ? 'asking.go-on-again' : 'asking.go-on',
  options: [...new Set([...choicesOf(args), 'book'])],
});

/** No answer, in other words the second time; the nearest section and the usual ways are offered. A person who was asked to join reads it. */
export const sayNoAnswer = ({ context, event }: Args): Said => {
  if (context.clinic.called !== null) return { line: 'person.can-read', options: menu };
  const near = event.type === 'visitor.asked-unclearly' && event.near !== undefined ? [`section:${event.near}`] : [];
  return { line: context.misses < 2 ? 'asking.no-answer' : 'asking.no-answer-either', options: [...near, ...menu] };
};

/** An open invitation, with a few topics to start from. */
export const sayGoAhead = ({ event }: Args): Said => ({
  line: 'asking.go-ahead',
  options: event.type === 'visitor.wanted-to-ask' ? event.starters.map((id) => `topic:${id}`) : [],
});

/** The place question, with a choice for each place. */
export const sayPlaces = ({ context }: Args): Said => ({
  line: 'booking.ask-place',
  options: context.clinic.places.map((id) => `place:${id}`),
});

/** The other ways of booking, as choices. */
const otherWays = (context: VisitContext): readonly string[] =>
  orderedWays(context)
    .filter((way) => way !== context.way)
    .map((way) => `way:${way}`);

/** What must be said before a booking in a visit that is marked. */
export function sayUrgentFirst({ context }: Args): readonly Said[] {
  if (context.urgency === 'emergency') return [{ line: 'booking.emergency-first' }];
  if (context.urgency !== 'urgent') return [];
  return [{ line: context.clinic.ways.includes('phone') ? 'booking.urgent-first' : 'booking.urgent-no-phone' }];
}

/** How to book by the way that was chosen; the others are offered. */
export function sayWay(args: Args): readonly Said[] {
  const { context } = args;
  return [
    ...sayUrgentFirst(args),
    {
      line: `booking.way-${context.way}`,
      options: [...(context.way === 'slots-file' ? ['way:slots-file'] : []), ...otherWays(context), 'ask'],
      values: {
        way: context.way ?? '',
        place: context.place ?? '',
        reason: context.reason ?? '',
        slot: context.details.slot ?? '',
        name: context.details.name ?? '',
        email: context.details.email ?? '',
        phone: context.details.phone ?? '',
        reference: context.clinic.reference,
      },
    },
  ];
}

const MOST_SLOTS = 5;

/** The earliest free times that fit what was asked for. */
export function saySlots({ context }: Args): Said {
  const fitting = slotsToOffer(context);
  const slots = fitting.length > 0 ? fitting : slotsToOffer({ ...context, fitting: null });
  const options = [...slots.slice(0, MOST_SLOTS).map((id) => `slot:${id}`), ...otherWays(context)];
  return { line: fitting.length > 0 ? 'booking.ask-slot' : 'booking.no-slot-then', options };
}

/** A question that the visitor may not want to answer: the other ways are offered with it. */
export const sayOrOtherWay =
  (line: string) =>
  ({ context }: Args): Said => ({ line, options: otherWays(context) });

const timesOfDay = ['times:any', 'times:mornings', 'times:afternoons'];

/** When it suits; what was said before may have passed meanwhile. */
export const sayTimes = ({ context }: Args): Said => ({
  line: context.details.times.length > 0 ? 'booking.cannot-read-times-past' : 'booking.ask-times',
  options: timesOfDay,
});

/** No day or time was found in what was written. */
export const sayTimesAgain: Said = { line: 'booking.times-not-understood', options: timesOfDay };

/** Why a detail could not be taken. */
export const sayGivenProblem = ({ context, event }: Args): Said => {
  const problem = event.type === 'visitor.gave' ? (event.problem ?? '') : '';
  return {
    line: `booking.cannot-read-${problem}`,
    options: problem.startsWith('times-') && context.way === 'callback' ? timesOfDay : [],
  };
};

/** Everything typed for the booking, as a list to confirm. */
export function sayReadBack({ context: { details, reason, place, clinic, way } }: Args): Said {
  const slot = way === 'fhir' ? details.slot : null;
  return {
    line: 'booking.read-back',
    options: ['confirm', 'change:any', 'stop'],
    values: {
      reason: reason ?? '',
      place: place ?? (clinic.places.length === 1 ? (clinic.places[0] ?? '') : ''),
      name: details.name ?? '',
      phone: details.phone ?? '',
      extension: details.extension ?? '',
      email: details.email ?? '',
      slot: slot ?? '',
      times: slot === null ? JSON.stringify(details.times) : '',
    },
  };
}

/** The request is on its way: not yet with the clinic. */
export const sayMade = ({ context }: Args): Said => ({
  line: context.way === 'fhir' ? 'booking.asked-for-time' : 'booking.requested',
  options: ['ask'],
  values: { reference: context.clinic.reference },
});

/** The same request was made minutes ago. */
export const sayAlready = ({ context }: Args): Said => ({
  line: 'booking.already',
  options: ['ask'],
  values: { reference: context.clinic.twin ?? '' },
});

/** A person was asked to join; or was, minutes ago. */
export const sayCalled = ({ context: { clinic } }: Args): Said => ({
  line: clinic.called !== null ? 'person.still-asked' : clinic.passesOn ? 'person.asked-hub' : 'person.asked',
  options: ['ask'],
});

/** What became of a request: a line and its reference. Choices are offered where something is still to do. */
export const sayOfRequest =
  (line: string, options: readonly string[] = []) =>
  ({ event }: Args): Said => ({
    line,
    options,
    values: {
      reference: 'reference' in event ? (event.reference ?? '') : '',
      place: 'place' in event ? (event.place ?? '') : '',
      slot: 'slot' in event ? event.slot : '',
      end: 'end' in event && event.end !== null ? String(event.end) : '',
    },
  });

/** What a person at the clinic wrote, or did. */
export const sayOfStaff =
  (line: string) =>
  ({ event }: Args): Said => ({
    line,
    values: {
      name: 'name' in event ? (event.name ?? '') : '',
      text: 'text' in event ? event.text : '',
    },
  });

/** Who joined, as far as it is known. */
export const sayJoined = (args: Args): Said =>
  sayOfStaff('name' in args.event && args.event.name === null ? 'staff.someone-joined' : 'staff.joined')(args);

/** Nobody came, or nobody could: the other ways are offered. */
export const sayNobody =
  (line: string) =>
  ({ context }: Args): Said => ({
    line,
    options: orderedWays(context)
      .filter((way) => way !== 'person')
      .map((way) => `way:${way}`),
  });

/** Erased; a visit that was marked is told the emergency number once more. */
export const sayForgotten = ({ context }: Args): Said => ({
  line: atLeast(context.urgency, 'urgent') ? 'forget.done-marked' : 'forget.done',
  options: menu,
});

/** The interview's end: no emergency sign named now, which does not undo one named before. */
export const sayClear = ({ context }: Args): Said => ({
  line: context.urgency === 'none' || context.urgency === 'soon' ? 'interview.clear' : 'interview.clear-marked',
  options: ['ask', 'book'],
});

/** A fixed line with its choices, as an action for a transition or an entry. */
export const say = (line: string, options: readonly string[] = []) =>
  ({ type: 'say', params: { line, options } }) as const;
