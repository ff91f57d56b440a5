import { addDays, weekdayOf } from '../booking/wall-clock.ts';
import type { Piece } from './when-pieces.ts';
import { nextWeekday } from './when-weeks.ts';
import { type DayPiece, type Gap, isDay, isTime, type TimePiece } from './when-wish.ts';

/** Days and times that were said together. */
export interface Group {
  readonly days: DayPiece[];
  readonly times: TimePiece[];
}

const OPEN_END_DAYS = 13;
const JOINED = /^,? ?(?:on )?(?:the )?$/;
const UNTIL = /^ ?(?:-|to|through|thru|until|till) ?(?:the )?$/;
const SEPARATED = /\b(?:or|and|but|also)\b|,/;

/** "By Friday" is from today on, "from Friday" the two weeks after it. */
function openEnded(piece: Piece, text: string, today: string): Piece {
  const word = /\b(by|until|till|before|no later than|from|after|since)(?: the)? $/.exec(
    text.slice(0, piece.start),
  )?.[1];
  const weekday =
    piece.kind === 'weekdays' && !piece.every && piece.weekdays.length === 1 ? piece.weekdays[0] : undefined;
  const day = piece.kind === 'date' ? piece.day : weekday === undefined ? null : nextWeekday(today, weekday);
  if (!word || day === null || day < today) return piece;
  const { start, end } = piece;
  if (word === 'from' || word === 'after' || word === 'since') {
    const first = word === 'after' ? addDays(day, 1) : day;
    return { kind: 'span', first, last: addDays(first, OPEN_END_DAYS), start, end };
  }
  const last = word === 'before' ? addDays(day, -1) : day;
  return last < today ? piece : { kind: 'span', first: today, last, start, end };
}

/** "3 to 5 December" is one span; "Tuesday the 24th" is one day. */
function joinDates(pieces: readonly Piece[], gap: Gap): readonly Piece[] {
  const joined: Piece[] = [];
  for (const piece of pieces) {
    const before = joined.at(-1);
    if (before?.kind === 'date' && piece.kind === 'date' && before.day < piece.day && UNTIL.test(gap(before, piece)))
      joined.splice(-1, 1, { kind: 'span', first: before.day, last: piece.day, start: before.start, end: piece.end });
    else if (
      before?.kind === 'weekdays' &&
      piece.kind === 'date' &&
      JOINED.test(gap(before, piece)) &&
      before.weekdays.includes(weekdayOf(piece.day))
    )
      joined.splice(-1, 1, { ...piece, start: before.start });
    else joined.push(piece);
  }
  return joined;
}

/** A new group begins with a day after days with times, and with a time after "or" when times come before their days. */
export function groupsOf(wanted: readonly Piece[], text: string, today: string, gap: Gap): readonly Group[] {
  const pieces = joinDates(wanted, gap).map((piece) => openEnded(piece, text, today));
  const groups: Group[] = [];
  let last: DayPiece | TimePiece | undefined;
  for (const piece of pieces) {
    if (!isDay(piece) && !isTime(piece)) continue;
    const group = groups.at(-1);
    const timesFirst = (group?.times[0]?.start ?? Number.POSITIVE_INFINITY) < (group?.days[0]?.start ?? 0);
    const full = group && last && group.days.length > 0 && group.times.length > 0;
    const separated = last !== undefined && SEPARATED.test(gap(last, piece));
    const completes = isDay(piece) && group?.days.some(({ kind }) => (kind === 'span') !== (piece.kind === 'span'));
    const opens =
      !group || (full && (isDay(piece) ? !timesFirst && (separated || !completes) : timesFirst && separated));
    const target = opens ? { days: [], times: [] } : group;
    if (opens) groups.push(target);
    if (isDay(piece)) target.days.push(piece);
    else target.times.push(piece);
    last = piece;
  }
  return groups;
}
