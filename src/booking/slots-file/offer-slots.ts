import type { FreeSlot } from '../free-slot.ts';
import type { Published, PublishedSlot } from './published.ts';
import type { SlotsFileWay } from './slots-file-way.ts';

/** Whether a slot is free, and booked on a page of one of the clinic's hosts. */
export function isBookable({ free, link }: PublishedSlot, hosts: readonly string[]): boolean {
  const url = free && link !== null && URL.canParse(link) ? new URL(link) : null;
  return url?.protocol === 'https:' && !url.username && !url.password && hosts.includes(url.host);
}

/** The slots to offer among what was published and can be booked: those after `now`, at the clinic's places. */
export function offerSlots(published: readonly Published[], way: SlotsFileWay, now: number): readonly FreeSlot[] {
  const schedules = new Map(published.flatMap((one) => (one.kind === 'schedule' ? [[one.id, one] as const] : [])));
  const places = new Map(Object.entries(way.places).map(([place, location]) => [location, place]));
  return published.flatMap((slot) => {
    if (slot.kind !== 'slot' || slot.start <= now) return [];
    const schedule = schedules.get(slot.schedule);
    const place = schedule?.locations.map((location) => places.get(location)).find((known) => known) ?? null;
    if (place === null && places.size > 0) return [];
    const { id, start, end, link } = slot;
    return [{ id, start, end, place, service: schedule?.service ?? null, link }];
  });
}
