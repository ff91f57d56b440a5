import type { FreeSlot } from './free-slot.ts';

const MINUTE = 60_000;

/** A free time as a choice: its start in minutes since 1970, in 36 digits. Two at one time are alike to the visitor. */
export const slotId = ({ start }: Pick<FreeSlot, 'start'>): string => Math.floor(start / MINUTE).toString(36);

/** When the free time of a choice starts, in epoch milliseconds; NaN for an id that is none. */
export const slotStart = (id: string): number => Number.parseInt(id, 36) * MINUTE;
