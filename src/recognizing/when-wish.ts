import type { Piece } from './when-pieces.ts';

/** A day, any day from `day` to `until`, some weekdays of these, weekdays of every week, or (all null) any day. */
export interface WishedDays {
  readonly day: string | null;
  readonly until: string | null;
  readonly weekdays: readonly number[] | null;
}

/** A time of day in all its readings; null for any time. A `part` of the day gives way to opening hours. */
export type WishedTime = Pick<Piece & { readonly kind: 'time' }, 'readings' | 'part'> | null;

/** Days and times that go together: any of these days at any of these times. */
export interface Wish {
  readonly days: readonly WishedDays[];
  readonly times: readonly WishedTime[];
}

/** A piece that names days. */
export type DayPiece = Piece & { readonly kind: 'date' | 'span' | 'weekdays' };

/** A piece that names a time of day. */
export type TimePiece = Piece & { readonly kind: 'time' };
/** The words between two pieces, or all that follow one. */
export type Gap = (one: Piece, other: Piece | undefined) => string;

/** Any day at all. */
export const ANY_DAY: WishedDays = { day: null, until: null, weekdays: null };

/** Whether a piece names days. */
export const isDay = (piece: Piece): piece is DayPiece => ['date', 'span', 'weekdays'].includes(piece.kind);

/** Whether a piece names a time of day. */
export const isTime = (piece: Piece): piece is TimePiece => piece.kind === 'time';
