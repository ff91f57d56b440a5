import { assign, setup } from 'xstate';
import {
  ASKED_HERE,
  atPlace,
  BY_NAME,
  BY_SLOT,
  hasSlot,
  hasTimes,
  isFree,
  type Made,
  named,
  orderedWays,
  slotsToOffer,
  timesOfDay,
  uses,
  wayNamed,
} from './booking-choices.ts';
import { raised, withdrawn, withOne } from './red-flags-found.ts';
import {
  atLeast,
  type ClinicFacts,
  newContext,
  noDetails,
  type Region,
  type Said,
  type VisitContext,
} from './visit.context.ts';
import type { Asked, Flag, VisitEvent } from './visit.events.ts';

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
    /** The way to book was told, and nothing has come of it yet: what was said for it still counts. */
    wasToldWay: ({ context: { checked, reason, request, way } }) =>
      checked && reason !== null && request === null && way !== null && way !== 'person',
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
    choseWayAskedHere: ({ context, event }) => {
      const way = chosen(event, 'way:');
      return way !== null && context.clinic.ways.includes(way) && ASKED_HERE.includes(way);
    },
    chosePerson: ({ context, event }) => chosen(event, 'way:') === 'person' && context.clinic.ways.includes('person'),
    needsWay: ({ context }) => context.way === null || !context.clinic.ways.includes(context.way),
    wantsPerson: ({ context }) => context.way === 'person',
    namesWay: ({ context, event }) =>
      event.type === 'visitor.wanted-booking' && context.clinic.ways.includes(event.way ?? ''),
    needsConsent: ({ context }) => uses(context, BY_NAME) && !context.told,
    needsSlot: ({ context }) => uses(context, BY_SLOT) && !hasSlot(context),
    hasNoSlots: ({ context }) => uses(context, BY_SLOT) && slotsToOffer({ ...context, fitting: null }).length === 0,
    choseSlot: ({ context, event }) => {
      const slot = chosen(event, 'slot:');
      return isFree(context, slot);
    },
    /** The time that was chosen has passed, or someone else has it. */
    hasLostSlot: ({ context }) => uses(context, BY_SLOT) && context.details.slot !== null && !hasSlot(context),
    needsName: ({ context }) => uses(context, BY_NAME) && context.details.name === null,
    needsContact: ({ context }) =>
      uses(context, BY_NAME) && context.details.phone === null && context.details.email === null,
    needsTimes: ({ context }) => context.way === 'callback' && !hasTimes(context),
    needsConfirming: ({ context }) => uses(context, BY_NAME),
    /** What was to be sent has passed meanwhile, or is not free any more. */
    hasLostTime: ({ context }) => (uses(context, BY_SLOT) ? !hasSlot(context) : !hasTimes(context)),
    choseTimes: ({ event }) => timesOfDay[chosen(event, 'times:') ?? ''] !== undefined,
    choseChange: ({ event }) => !['any', null].includes(chosen(event, 'change:')),
    couldNotRead: ({ event }) => event.type === 'visitor.gave' && event.problem !== null,
    hasCalled: ({ context }) => context.clinic.called !== null,
    hasTwin: ({ context }) => context.clinic.twin !== null,
    mayCancel: ({ event }) => event.type === 'visitor.wanted-cancelling' && event.claim === 'ours',
    mustProve: ({ event }) => event.type === 'visitor.wanted-cancelling' && event.claim === 'unproven',
    isOwnRequest: ({ context, event }) => 'reference' in event && event.reference === context.request?.reference,
    cannotProve: ({ context, event }, most: number) =>
      context.misses + 1 >= most || (event.type === 'visitor.wanted-cancelling' && event.claim === 'unknown'),
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
    /** A question in the middle of ours. */
    asksSomethingNear: ({ event }) =>
      event.type === 'visitor.asked-unclearly' && event.question === true && event.candidates.length > 0,
    /** Asks on, and there is something near to go on with. */
    asksOn: ({ event }) =>
      event.type === 'visitor.asked-unclearly' && event.follows === true && event.candidates.length > 0,
    hasCandidates: ({ event }) => event.type === 'visitor.asked-unclearly' && event.candidates.length > 0,
  },
  actions: {
    say: (_, _said: Said | readonly Said[]) => {},
    /** Returned by the step: the turn erases what was kept of the visit. */
    forget: () => {},
    /** Returned by the step: the turn makes the request and leaves it to be delivered. */
    request: (_, _made: Made) => {},
    /** Returned by the step: the turn withdraws the request. */
    withdraw: (_, _withdrawn: { readonly reference: string }) => {},
    keepRequest: assign(({ context }, { kind }: { kind: string }) => ({
      request: { reference: context.clinic.reference, kind },
    })),
    startCancelling: assign({
      cancelling: ({ event }) => (event.type === 'visitor.wanted-cancelling' ? event.reference : null),
      misses: 0,
    }),
    /** Another visit's request may have been the one. */
    forgetRequest: assign({
      request: ({ context, event }) =>
        'reference' in event && event.reference !== context.request?.reference ? context.request : null,
      cancelling: null,
    }),
    /** Who chooses to pick a free time picks anew. */
    chooseWay: assign(({ context, event }) => {
      const way = chosen(event, 'way:') ?? wayNamed(event) ?? context.way;
      const slot = BY_SLOT.includes(chosen(event, 'way:') ?? '') ? null : context.details.slot;
      return { way, details: { ...context.details, slot } };
    }),
    stopCancelling: assign({ cancelling: null, misses: 0 }),
    noteConsent: assign({ told: true }),
    pickWay: assign({ way: ({ context }) => orderedWays(context)[0] ?? null }),
    /** The next way in order when the system has no free time. */
    pickOtherWay: assign({
      way: ({ context }) => orderedWays(context).find((way) => way !== context.way && !BY_SLOT.includes(way)) ?? null,
    }),
    keepSlot: assign({
      details: ({ context, event }) => ({ ...context.details, slot: chosen(event, 'slot:') }),
      fitting: null,
    }),
    forgetSlot: assign(({ context }) => ({ details: { ...context.details, slot: null }, fitting: null })),
    loseSlot: assign({
      details: ({ context }) => ({ ...context.details, slot: null }),
      fitting: null,
      doing: 'booking',
      way: 'fhir',
    }),
    /** A time that only one free time fits is that one. */
    keepGiven: assign(({ context, event }) => {
      if (event.type !== 'visitor.gave') return {};
      const { place } = { ...context, ...(event.place && atPlace(context, event.place)) };
      const details = { ...context.details, ...event.given };
      const fitting = event.slots ?? (place === context.place ? context.fitting : null);
      const only = event.slots && slotsToOffer({ clinic: context.clinic, place, fitting });
      const slot = only ? (only.length === 1 ? (only[0] ?? null) : null) : details.slot;
      return { place, details: { ...details, slot: isFree({ ...context, place }, slot) ? slot : null }, fitting };
    }),
    keepTimesOfDay: assign(({ context, event }) => {
      const times = timesOfDay[chosen(event, 'times:') ?? ''];
      return times ? { details: { ...context.details, times: [times] } } : {};
    }),
    /** What the visitor wants to change is asked again. */
    forgetDetail: assign(({ context, event }) => {
      const { details } = context;
      switch (chosen(event, 'change:')) {
        case 'name':
          return { details: { ...details, name: null } };
        case 'contact':
          return { details: { ...details, phone: null, extension: null, email: null } };
        case 'times':
          return { details: { ...details, times: [], slot: null }, fitting: null };
        case 'place':
          return { place: null, details: { ...details, slot: null } };
        default:
          return { reason: null };
      }
    }),
    raiseUrgency: assign(({ context, event }) => {
      const flag = flagOf(event) ?? context.asked;
      return flag ? raised(context, flag) : {};
    }),
    raiseTo: assign(({ context }, flag: Flag) => raised(context, flag)),
    lowerUrgency: assign(({ context }) => withdrawn(context)),
    /** A graver question that is still open stays first; it counts as missed once more. */
    keepAskedFlag: assign(({ context, event }) => {
      const found = flagOf(event);
      const stays = context.asked !== null && found !== null && atLeast(context.asked.urgency, found.urgency);
      return stays ? { misses: context.misses + 1 } : { asked: found, misses: 0 };
    }),
    askAboutSuicide: assign({ asked: { id: 'suicide-self-harm', urgency: 'emergency' } }),
    letGoOfFlag: assign({ asked: null }),
    dropAskedFlag: assign(({ context }) => ({
      asked: null,
      cleared: context.asked ? withOne(context.cleared, `flag:${context.asked.id}`) : context.cleared,
    })),
    keepTopic: assign({ topic: ({ context, event }) => topicsOf(event).at(-1)?.topic ?? context.topic }),
    startBooking: assign(({ context, event }) => ({
      ...withoutInterview(context),
      doing: 'booking',
      reason: null,
      place: null,
      ...named(event),
      way: wayNamed(event),
      told: false,
      fitting: null,
      details: { ...context.details, times: [], slot: null },
    })),
    goOnBooking: assign({ doing: 'booking' }),
    keepNamed: assign(({ event }) => named(event)),
    /** Whoever stops starts anew the next time. */
    dropBooking: assign({ reason: null, place: null, way: null }),
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
    keepPlace: assign(({ context, event }) => atPlace(context, chosen(event, 'place:'))),
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
      const details = uses(context, ASKED_HERE) ? context.details : noDetails;
      if (details.slot !== null || details.times.length > 0)
        return { details: { ...details, slot: null, times: [] }, fitting: null };
      if (details.phone !== null || details.email !== null)
        return { details: { ...details, phone: null, extension: null, email: null } };
      if (details.name !== null) return { details: { ...details, name: null } };
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
    /** Not the visitor's own wish: what was found of danger stands. */
    forgetSaid: assign(({ context: { clinic, urgency, flag, flags, asked } }) => ({
      ...newContext(clinic),
      ...{ urgency, flag, flags, asked },
    })),
  },
});

/** The interview's answers are forgotten once it is left; what was cleared about a red flag stays. */
const withoutInterview = ({ cleared }: VisitContext): Partial<VisitContext> => ({
  region: null,
  cleared: cleared.filter((question) => question.startsWith('flag:')),
});

const regionOf = (name: string | null): Region => (name === 'back' || name === 'foot' ? name : 'both');

function chosen(event: VisitEvent, prefix: string): string | null {
  return event.type === 'visitor.chose' && event.option.startsWith(prefix) ? event.option.slice(prefix.length) : null;
}
