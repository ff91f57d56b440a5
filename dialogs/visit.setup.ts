import { assign, setup } from 'xstate';
import type { Asked, Flag, Level, VisitEvent } from './visit.events.ts';

/** What the dialog must know of a clinic. Given anew with every turn, never saved. */
export interface ClinicFacts {
  readonly seesPeople: boolean;
  readonly places: readonly string[];
  /** Ways of booking in the clinic's order of preference, such as `link` and `phone`. */
  readonly ways: readonly string[];
}

/** Where it hurts: decides what the interview asks. */
export type Region = 'back' | 'foot' | 'both';

/** What a visit remembers. Saved with the visit, `clinic` apart; no wording and nothing the visitor wrote. */
export interface VisitContext {
  readonly clinic: ClinicFacts;
  readonly urgency: Level;
  /** The red flag whose text stands; `checklist` when the check-list raised it. */
  readonly flag: string | null;
  /** Every red flag found in the visit and not withdrawn, oldest first. */
  readonly flags: readonly Flag[];
  /** The red flag whose question was put. */
  readonly asked: Flag | null;
  /** What an interruption comes back to. */
  readonly doing: 'booking' | 'interview' | null;
  /** Interview questions, and red-flag questions as `flag:<id>`, answered with no. */
  readonly cleared: readonly string[];
  /** True once all emergency questions were answered with no. */
  readonly checked: boolean;
  readonly region: Region | null;
  readonly reason: string | null;
  readonly place: string | null;
  /** The last topic answered: follow-ups lean on it. */
  readonly topic: string | null;
  /** Messages in a row that were not understood. */
  readonly misses: number;
}

/** A line to say: its id, the choices to offer with it, and values for its braces. */
export interface Said {
  readonly line: string;
  readonly options?: readonly string[];
  readonly values?: Readonly<Record<string, string>>;
}

export const noFacts: ClinicFacts = { seesPeople: true, places: [], ways: [] };

/** A visit in which nothing has happened yet. */
export const newContext = (clinic: ClinicFacts): VisitContext => ({
  clinic,
  urgency: 'none',
  flag: null,
  flags: [],
  asked: null,
  doing: null,
  cleared: [],
  checked: false,
  region: null,
  reason: null,
  place: null,
  topic: null,
  misses: 0,
});

const levels: readonly Level[] = ['none', 'soon', 'urgent', 'emergency'];
/** True when the first level is at least as urgent as the second. */
export const atLeast = (level: Level, other: Level): boolean => levels.indexOf(level) >= levels.indexOf(other);

/** The ways to offer, best first: for an urgent visit the phone comes before any online slot. */
export function orderedWays({ clinic, urgency }: VisitContext): readonly string[] {
  if (!atLeast(urgency, 'urgent')) return clinic.ways;
  return [...clinic.ways].sort((a, b) => Number(b === 'phone') - Number(a === 'phone'));
}

const flagOf = (event: VisitEvent): Flag | null => ('flag' in event ? event.flag : null);
const topicsOf = (event: VisitEvent): readonly Asked[] => ('topics' in event ? event.topics : []);

/** Guards and actions by name. `say` is returned by the step, never run; its params are the line. */
export const visitSetup = setup({
  types: {
    context: {} as VisitContext,
    events: {} as VisitEvent,
    input: {} as { readonly clinic: ClinicFacts },
  },
  guards: {
    isEmergency: ({ event }) => flagOf(event)?.urgency === 'emergency',
    isDespair: ({ event }) => flagOf(event)?.id === 'despair',
    isUrgent: ({ event }) => flagOf(event)?.urgency === 'urgent',
    confirmsEmergency: ({ context, event }) =>
      event.type === 'visitor.answered' && event.answer !== 'no' && context.asked?.urgency === 'emergency',
    confirmsUrgent: ({ context, event }) =>
      event.type === 'visitor.answered' && event.answer !== 'no' && context.asked?.urgency === 'urgent',
    saidNo: ({ event }) => event.type === 'visitor.answered' && event.answer === 'no',
    wasHelped: ({ event }) => event.type === 'visitor.rated' && event.helpful,
    isBrief: ({ event }) => event.type === 'visitor.arrived' && event.brief,
    wasBooking: ({ context }) => context.doing === 'booking',
    wasInInterview: ({ context }) => context.doing === 'interview',
    hasNoClinic: ({ context }) => !context.clinic.seesPeople || context.clinic.ways.length === 0,
    needsCheck: ({ context }) => !context.checked,
    needsReason: ({ context }) => context.reason === null,
    needsPlace: ({ context }) => context.place === null && context.clinic.places.length > 1,
    choseReason: ({ event }) => event.type === 'visitor.chose' && event.option.startsWith('reason:'),
    chosePlace: ({ context, event }) =>
      event.type === 'visitor.chose' && context.clinic.places.includes(event.option.slice('place:'.length)),
    choseWay: ({ context, event }) =>
      event.type === 'visitor.chose' && context.clinic.ways.includes(event.option.slice('way:'.length)),
    keepsMissing: ({ context }) => context.misses >= 2,
    ignoredQuestion: ({ context }) => context.misses >= 1,
    saidYes: ({ event }) => event.type === 'visitor.answered' && event.answer === 'yes',
    needsRegion: ({ context }) => context.region === null,
    choseRegion: ({ event }) => chosen(event, 'region:') !== null,
    stillAsks: ({ context }, { name, regions }: { name: string; regions: readonly Region[] }) =>
      !context.cleared.includes(name) && regions.includes(context.region ?? 'both'),
    isMarked: ({ context }) => context.urgency !== 'none',
    mustAnswerFirst: ({ context }) => context.asked !== null && context.misses < 2,
    /** A question about an emergency sign was put and not answered. */
    hasOpenQuestion: ({ context }) => context.asked !== null || (context.doing !== null && !context.checked),
    hasOtherEmergency: ({ context }) => withdrawn(context).urgency === 'emergency',
    hasCandidates: ({ event }) => event.type === 'visitor.asked-unclearly' && event.candidates.length > 0,
  },
  actions: {
    say: (_, _said: Said | readonly Said[]) => {},
    /** Returned by the step: the turn erases what was kept of the visit. */
    forget: () => {},
    raiseUrgency: assign(({ context, event }) => {
      const flag = flagOf(event) ?? context.asked;
      return flag ? raised(context, flag) : {};
    }),
    raiseTo: assign(({ context }, flag: Flag) => raised(context, flag)),
    lowerUrgency: assign(({ context }) => withdrawn(context)),
    /** A graver question that is still open stays first. */
    keepAskedFlag: assign(({ context, event }) => {
      const found = flagOf(event);
      return context.asked && found && atLeast(context.asked.urgency, found.urgency) ? {} : { asked: found };
    }),
    askAboutSuicide: assign({ asked: { id: 'suicide-self-harm', urgency: 'emergency' } }),
    letGoOfFlag: assign({ asked: null }),
    dropAskedFlag: assign(({ context }) => ({
      asked: null,
      cleared: context.asked ? withOne(context.cleared, `flag:${context.asked.id}`) : context.cleared,
    })),
    keepTopic: assign({ topic: ({ context, event }) => topicsOf(event).at(-1)?.topic ?? context.topic }),
    startBooking: assign(({ context }) => ({
      ...withoutInterview(context),
      doing: 'booking',
      reason: null,
      place: null,
    })),
    startInterview: assign(({ context }) => ({
      ...withoutInterview(context),
      doing: 'interview',
      asked: null,
      checked: false,
    })),
    keepRegion: assign({ region: ({ event }) => regionOf(chosen(event, 'region:')) }),
    keepEveryRegion: assign({ region: 'both' }),
    /** What was half done is left; an open question about a sign is not. */
    leaveTask: assign(({ context }) => ({ ...withoutInterview(context), doing: null })),
    leave: assign(({ context }) => ({ ...withoutInterview(context), doing: null, asked: null })),
    keepReason: assign({ reason: ({ event }) => chosen(event, 'reason:') }),
    keepPlace: assign({ place: ({ event }) => chosen(event, 'place:') }),
    clearQuestion: assign({ cleared: ({ context }, question: string) => withOne(context.cleared, question) }),
    /** The questions for a foot leave out what a booking must ask. */
    passCheck: assign({ checked: ({ context }) => context.region !== 'foot' }),
    undoLast: assign(({ context }) => {
      if (context.doing === 'interview') {
        const last = context.cleared.findLast((question) => !question.startsWith('flag:'));
        return last === undefined
          ? { region: null }
          : { cleared: context.cleared.filter((question) => question !== last) };
      }
      return context.place === null ? { reason: null } : { place: null };
    }),
    countMiss: assign({ misses: ({ context }) => context.misses + 1 }),
    forgetMisses: assign({ misses: 0 }),
    startAfresh: assign(({ context }) => ({
      ...newContext(context.clinic),
      urgency: context.urgency,
      flag: context.flag,
      flags: context.flags,
    })),
    forgetAll: assign(({ context }) => newContext(context.clinic)),
  },
});

/** What stands for the check-list, which names several red flags at once. */
export const checklist: Flag = { id: 'checklist', urgency: 'emergency' };

/** A red flag found: the level rises or stays, and the emergency questions must be asked again before a booking. */
function raised({ urgency, flag, flags, asked }: VisitContext, found: Flag): Partial<VisitContext> {
  const before = flags.find(({ id }) => id === found.id);
  const worst = before && atLeast(before.urgency, found.urgency) ? before : found;
  const stands = atLeast(found.urgency, urgency);
  const graver = asked !== null && asked.id !== found.id && !atLeast(found.urgency, asked.urgency);
  const others = flags.filter(({ id }) => id !== found.id);
  return {
    urgency: stands ? found.urgency : urgency,
    flag: stands ? found.id : flag,
    flags: keepWorst([...others, worst]),
    asked: graver ? asked : null,
    checked: false,
  };
}

const MOST_FLAGS = 8;
const MOST_CLEARED = 16;

/** The worst are kept when there are too many, in their order. */
function keepWorst(flags: readonly Flag[]): readonly Flag[] {
  if (flags.length <= MOST_FLAGS) return flags;
  const least = flags.reduce((mild, each) => (atLeast(each.urgency, mild.urgency) ? mild : each));
  return flags.filter((each) => each !== least);
}

const withOne = (all: readonly string[], one: string): readonly string[] =>
  [...all.filter((each) => each !== one), one].slice(-MOST_CLEARED);

/** The standing red flag withdrawn: the worst of the others stands again. */
function withdrawn({ flag, flags }: VisitContext): Partial<VisitContext> {
  const left = flags.filter(({ id }) => id !== flag);
  const worst = left.reduce<Flag | null>(
    (most, each) => (most && atLeast(most.urgency, each.urgency) ? most : each),
    null,
  );
  return { urgency: worst?.urgency ?? 'none', flag: worst?.id ?? null, flags: left, asked: null };
}

/** The interview's answers are forgotten once it is left; what was cleared about a red flag stays. */
const withoutInterview = ({ cleared }: VisitContext): Partial<VisitContext> => ({
  region: null,
  cleared: cleared.filter((question) => question.startsWith('flag:')),
});

const regionOf = (name: string | null): Region => (name === 'back' || name === 'foot' ? name : 'both');

function chosen(event: VisitEvent, prefix: string): string | null {
  return event.type === 'visitor.chose' && event.option.startsWith(prefix) ? event.option.slice(prefix.length) : null;
}
