import type { FreeSlot } from '../free-slot.ts';

/** Who sends the visitor, and our opaque reference for it: all that the clinic's page is told. */
export interface Referral {
  readonly source: string;
  readonly reference: string;
}

/** The page on which a visitor books a slot; null when the slot has none. What was in the link stays as it was. */
export function deepLink({ link }: FreeSlot, { source, reference }: Referral): string | null {
  if (link === null) return null;
  const url = new URL(link);
  const added = new URLSearchParams({ source, 'booking-referral': reference });
  url.search = url.search ? `${url.search}&${added}` : `${added}`;
  return url.href;
}
