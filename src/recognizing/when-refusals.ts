import { weekdayOf } from '../booking/wall-clock.ts';
import type { Piece, Rule, TimeRange } from './when-pieces.ts';
import {
  type DayPiece,
  type Gap,
  isDay,
  isTime,
  type TimePiece,
  type WishedDays,
  type WishedTime,
} from './when-wish.ts';

const NOON = 720;
const ALL = [0, 1, 2, 3, 4, 5, 6];
const REFUSED_AFTER =
  /^ (?:(?:is|are|was|will|would|does|do|just|really) )*(?:not(?! sure)|no good|dont|doesnt|wont|isnt|arent|wouldnt|cant|bad|hard|difficult|tricky|awkward|hopeless|is out|out of|impossible)\b/;

/** Words that turn a wish into its opposite, and the "but" that turns it back. */
export const refusalRules: readonly Rule[] = [
  {
    words:
      /\b(?:(?:but )?not(?! (?:sure|fussy|bothered|certain|picky|too|really))|except|apart from|other than|excluding|anything but|cant|cannot|avoid|no(?! (?:preference|problem|worries|idea|the|make|change|move|switch|put|i|id|sorry|wait|actually|lets|can|could|how about|what about|rather|better)\b)|never|busy|unavailable|working|i work|isnt|arent|(?:dont|do not) (?:want|like|do))\b/g,
    means: () => [{ kind: 'not' }],
  },
  { words: /\b(?:but|only|instead|so)\b/g, means: () => [{ kind: 'but' }] },
];

/** A "not" reaches to the next comma or "but"; "Fridays don't work" refuses what stands before. */
export function partRefused(
  pieces: readonly Piece[],
  gap: Gap,
): { readonly wanted: readonly Piece[]; readonly refused: readonly Piece[] } {
  const [wanted, refused]: [Piece[], Piece[]] = [[], []];
  let not = false;
  for (const [index, piece] of pieces.entries()) {
    const before = pieces[index - 1];
    if (before && /[,.]/.test(gap(before, piece))) not = false;
    if (piece.kind === 'not') not = !(before && isRefusedAfter(before, pieces, gap));
    else if (piece.kind === 'but') not = before?.kind === 'any' && gap(before, piece).trim() === '';
    else if (not || isRefusedAfter(piece, pieces, gap)) refused.push(piece);
    else wanted.push(piece);
  }
  return { wanted, refused };
}

/** "Fridays don't work" speaks of Fridays; "Tuesday not Wednesday" does not speak of Tuesday. */
function isRefusedAfter(piece: Piece, pieces: readonly Piece[], gap: Gap): boolean {
  const said = isDay(piece) || isTime(piece) ? REFUSED_AFTER.exec(gap(piece, undefined)) : null;
  if (!said) return false;
  const reach = piece.end + said[0].length + 1;
  return !pieces.some(({ kind, start }) => kind !== 'not' && kind !== 'but' && start >= piece.end && start <= reach);
}

/** Wished days without the refused ones; none when nothing is left. */
export function withoutDays(days: WishedDays, refused: readonly DayPiece[]): readonly WishedDays[] {
  if (refused.length === 0) return [days];
  const weekdays = refused.flatMap((each) => (each.kind === 'weekdays' ? each.weekdays : []));
  const dates = refused.flatMap((each) => (each.kind === 'date' ? [each.day] : []));
  if (days.day !== null && days.until === null)
    return dates.includes(days.day) || weekdays.includes(weekdayOf(days.day)) ? [] : [days];
  const left = (days.weekdays ?? ALL).filter((weekday) => !weekdays.includes(weekday));
  return left.length === 0 ? [] : [{ ...days, weekdays: weekdays.length === 0 ? days.weekdays : left }];
}

/** "Not before 10" is from 10 on; "not mornings" is from noon on. */
export function oppositeOf({ readings, part }: TimePiece): readonly NonNullable<WishedTime>[] {
  const turned = readings.flatMap(({ from, to }): TimeRange[] => {
    if (part && from !== null) return from < NOON ? [{ from: to, to: null }] : [{ from: null, to: from }];
    return (from === null) === (to === null) ? [] : [{ from: to, to: from }];
  });
  return turned.length === 0 ? [] : [{ readings: turned, part: false }];
}
