import { atLeast, type VisitContext } from './visit.context.ts';
import type { Details, Level, Times, VisitEvent } from './visit.events.ts';

/** Ways for which the clinic must be open. */
const NEED_STAFF = ['phone', 'person'];
/** Ways for which we ask questions ourselves; the others are told and that is all. */
export const ASKED_HERE = ['callback', 'fhir', 'slots-file'];
export const BY_SLOT = ['fhir', 'slots-file'];
export const BY_NAME = ['callback', 'fhir'];

/** The ways to offer, best first: for an urgent visit the phone comes before all else, else what works now before what must wait for opening. */
export function orderedWays({ clinic, urgency }: Pick<VisitContext, 'clinic' | 'urgency'>): readonly string[] {
  const first = atLeast(urgency, 'urgent')
    ? (way: string) => way === 'phone'
    : (way: string) => clinic.open !== false || !NEED_STAFF.includes(way);
  return [...clinic.ways].sort((a, b) => Number(first(b)) - Number(first(a)));
}

/** Free times to offer at the chosen place, of those that fit what was asked for, earliest first. */
export function slotsToOffer({
  clinic,
  place,
  fitting,
}: Pick<VisitContext, 'clinic' | 'place' | 'fitting'>): readonly string[] {
  return clinic.slots
    .filter((slot) => place === null || slot.place === null || slot.place === place)
    .filter(({ id }) => fitting === null || fitting.includes(id))
    .map(({ id }) => id);
}

/** Any time that was asked for and is still to come. */
export const hasTimes = ({ details, clinic }: VisitContext): boolean =>
  details.times.some(
    ({ day, until, to }) => day === null || `${until ?? day} ${to ?? '24:00'}` > `${clinic.today} ${clinic.time}`,
  );
export const isFree = (context: Pick<VisitContext, 'clinic' | 'place'>, slot: string | null): boolean =>
  slot !== null && slotsToOffer({ ...context, fitting: null }).includes(slot);
export const hasSlot = (context: VisitContext): boolean => isFree(context, context.details.slot);
export const uses = (context: VisitContext, ways: readonly string[]): boolean => ways.includes(context.way ?? '');

/** The place changes: a free time stays only where it is free too. */
export function atPlace(
  context: VisitContext,
  place: string | null,
): Pick<VisitContext, 'place' | 'details' | 'fitting'> {
  const { details } = context;
  const slot = isFree({ ...context, place }, details.slot) ? details.slot : null;
  return { place, details: { ...details, slot }, fitting: null };
}

const anyTime: Times = { day: null, until: null, weekdays: null, from: null, to: null };
export const timesOfDay: Readonly<Record<string, Times>> = {
  any: anyTime,
  mornings: { ...anyTime, to: '12:00' },
  afternoons: { ...anyTime, from: '12:00' },
};

export const wayNamed = (event: VisitEvent): string | null =>
  event.type === 'visitor.wanted-booking' ? (event.way ?? null) : null;

/** What a wish for a visit names of it. */
export const named = (event: VisitEvent): Partial<VisitContext> =>
  event.type === 'visitor.wanted-booking'
    ? { ...(event.reason && { reason: event.reason }), ...(event.place && { place: event.place }) }
    : {};

/** A request as the dialog makes it: what it is for, how urgent the visit is, and what was typed. */
export interface Made {
  readonly kind: 'callback' | 'hand-off' | 'appointment';
  readonly reason: string | null;
  readonly place: string | null;
  readonly urgency: Level;
  readonly details: Details;
  /** The topic answered last, for whoever is asked for a person. */
  readonly topic?: string | null;
}

/** The request that a booking has come to. */
export const madeFrom = ({ context }: { readonly context: VisitContext }): Made => ({
  kind: context.way === 'fhir' ? 'appointment' : 'callback',
  reason: context.reason,
  place: context.place,
  urgency: context.urgency,
  details: context.way === 'fhir' ? context.details : { ...context.details, slot: null },
});

/** A request for a person to join the visit. */
export const callFrom = ({ context }: { readonly context: VisitContext }): Made => ({
  ...madeFrom({ context }),
  kind: 'hand-off',
  topic: context.topic,
});
