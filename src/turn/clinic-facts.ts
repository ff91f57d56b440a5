import type { ClinicFacts } from '../../dialogs/visit.context.ts';
import type { FreeSlot } from '../booking/free-slot.ts';
import { openingState } from '../booking/opening-state.ts';
import { slotId } from '../booking/slot-id.ts';
import { wallClock } from '../booking/wall-clock.ts';
import type { Clinic } from '../content/clinic-schema.ts';

/** What the dialog is told beside the clinic's file. `slots`: free times of its system, earliest first. */
export interface AroundTurn {
  readonly now: number;
  readonly slots: readonly FreeSlot[];
  readonly reference: string;
  readonly twin: string | null;
  readonly called: string | null;
  /** True where a hub is asked for a person: it gets what was said. */
  readonly passesOn?: boolean;
  /** Ids of free times that the visit speaks of. */
  readonly wanted?: readonly string[];
}

const MOST_SLOTS = 20;

/** The little of a clinic that the dialog decides by. A person is offered only while the clinic is open. */
export function clinicFacts(clinic: Clinic, around: AroundTurn): ClinicFacts {
  const { now, reference, twin, called, passesOn = false } = around;
  const { open } = openingState(clinic, now);
  const { day, time } = wallClock(clinic['time-zone'], now);
  return {
    seesPeople: clinic['sees-people'],
    places: clinic.places.map(({ id }) => id),
    ways: clinic.booking.map(({ way }) => way).filter((way) => way !== 'person' || open !== false),
    open,
    today: day,
    time,
    slots: slotsToKnow(around),
    reference,
    twin,
    called,
    passesOn,
  };
}

/** The next free times of each place, and those that the visit speaks of. */
function slotsToKnow({ slots, wanted = [] }: AroundTurn): ClinicFacts['slots'] {
  const counts = new Map<string | null, number>();
  const known = new Map<string, ClinicFacts['slots'][number]>();
  for (const slot of slots) {
    const { place } = slot;
    const count = counts.get(place) ?? 0;
    const id = slotId(slot);
    if (count >= MOST_SLOTS && !wanted.includes(id)) continue;
    counts.set(place, count + 1);
    known.set(`${id} ${place}`, { id, place });
  }
  return [...known.values()];
}
