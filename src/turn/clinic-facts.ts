import type { ClinicFacts } from '../../dialogs/visit.setup.ts';
import type { FreeSlot } from '../booking/free-slot.ts';
import { openingState } from '../booking/opening-state.ts';
import { slotId } from '../booking/slot-id.ts';
import { wallClock } from '../booking/wall-clock.ts';
import type { Clinic } from '../content/content-schema.ts';

/** What the dialog is told beside the clinic's file. `slots`: free times of its system, earliest first. */
export interface AroundTurn {
  readonly now: number;
  readonly slots: readonly FreeSlot[];
  readonly reference: string;
  readonly twin: string | null;
  readonly called: string | null;
}

const MOST_SLOTS = 40;

/** The little of a clinic that the dialog decides by. A person is offered only while the clinic is open. */
export function clinicFacts(clinic: Clinic, { now, slots, reference, twin, called }: AroundTurn): ClinicFacts {
  const { open } = openingState(clinic, now);
  return {
    seesPeople: clinic['sees-people'],
    places: clinic.places.map(({ id }) => id),
    ways: clinic.booking.map(({ way }) => way).filter((way) => way !== 'person' || open !== false),
    open,
    today: wallClock(clinic['time-zone'], now).day,
    slots: slots.slice(0, MOST_SLOTS).map((slot) => ({ id: slotId(slot), place: slot.place })),
    reference,
    twin,
    called,
  };
}
