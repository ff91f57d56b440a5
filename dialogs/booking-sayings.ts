import { orderedWays, slotsToOffer } from './booking-choices.ts';
import type { Args } from './sayings.ts';
import type { Said, VisitContext } from './visit.context.ts';

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
