/** A free time that a clinic's system offers. `start` and `end` in epoch milliseconds. */
export interface FreeSlot {
  readonly id: string;
  readonly start: number;
  readonly end: number;
  /** The clinic's place id, when known. */
  readonly place: string | null;
  /** What it is for, as the clinic's system names it. */
  readonly service: string | null;
  /** Where the visitor books it on the clinic's own page; null when we book it. */
  readonly link: string | null;
}

/** Free times of one clinic, kept fresh in the background; `free` is synchronous and reads memory only. */
export interface SlotSource {
  /** Those that start in the future, at `from` or later and before `to` (epoch milliseconds), earliest first. */
  free(from: number, to: number): readonly FreeSlot[];
  /** Epoch milliseconds of the last good reading, null before it. */
  readAt(): number | null;
  /** Reads now, or joins the reading under way. A failed reading is logged, not thrown. */
  refresh(): Promise<void>;
  close(): void;
}

/** What a booking came to. `gone`: someone else has the slot. `refused`: the system will never take it. A temporary failure throws. */
export type Booked =
  | { readonly outcome: 'booked'; readonly appointment: string }
  | { readonly outcome: 'gone' }
  | { readonly outcome: 'refused'; readonly why: string };

/** What is booked, and for whom. `reference` is the same each time one booking is tried again. */
export interface BookingRequest {
  readonly reference: string;
  readonly slot: FreeSlot;
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  /** Why they come, from the fixed list of topics; empty when not asked. */
  readonly reason: string;
}
