import type { FreeSlot, SlotSource } from '../free-slot.ts';
import { type FreshDeps, keepFresh } from '../keep-fresh.ts';
import { readInstant } from '../read-instant.ts';
import type { AskFhir } from './ask-fhir.ts';
import type { FhirWay } from './fhir-way.ts';
import { type Slot, slotSchema } from './resources.ts';
import { searchAll } from './search-all.ts';

const AHEAD = 60 * 24 * 3_600_000;

/** Free slots of a clinic's FHIR server for the next 60 days, read every minute. */
export function fhirSlots(way: FhirWay, ask: AskFhir, deps: FreshDeps): SlotSource {
  const places = new Map(
    Object.entries(way.schedules).flatMap(([place, schedules]) =>
      schedules.map((schedule) => [schedule, place === 'any' ? null : place] as const),
    ),
  );
  return keepFresh(async () => {
    const now = deps.now();
    const query = new URLSearchParams({ schedule: [...places.keys()].join(','), status: 'free', _count: '200' });
    query.append('start', `ge${new Date(now).toISOString()}`);
    query.append('start', `lt${new Date(now + AHEAD).toISOString()}`);
    const found = await searchAll(ask, `Slot?${query}`, slotSchema);
    return { slots: found.flatMap((slot) => freeSlot(slot, places, now)), freshForMs: 0 };
  }, deps);
}

function freeSlot(slot: Slot, places: ReadonlyMap<string, string | null>, now: number): readonly FreeSlot[] {
  const start = readInstant(slot.start);
  const end = readInstant(slot.end);
  const place = places.get(slot.schedule.reference?.split('/').slice(-2).join('/') ?? '');
  const offered = slot.status === 'free' && start !== null && end !== null && start > now && end > start;
  if (!offered || place === undefined) return [];
  const [service] = slot.serviceType ?? [];
  const named = service?.text ?? service?.coding?.find(({ display }) => display)?.display ?? null;
  return [{ id: slot.id, start, end, place, service: named, link: null }];
}
