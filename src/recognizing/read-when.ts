import { wallClock } from '../booking/wall-clock.ts';
import { anyRules } from './when-any.ts';
import { dateRules } from './when-dates.ts';
import { piecesOf } from './when-found.ts';
import type { OpenPeriods } from './when-openings.ts';
import { findPieces, type Piece } from './when-pieces.ts';
import { askRecognizer } from './when-recognizer.ts';
import { refusalRules } from './when-refusals.ts';
import { tidyWhen } from './when-tidy.ts';
import { bareHourRules, timeRules } from './when-times.ts';
import { weekRules } from './when-weeks.ts';
import { type WhenWindow, windowsOfWish } from './when-windows.ts';
import { wishesOf } from './when-wishes.ts';

/** What a visitor said about when to come: at most four windows, and what stands in their way. `closed` and `past` keep the windows, `ambiguous-hour` gives both readings. */
export interface WhenRead {
  readonly windows: readonly WhenWindow[];
  readonly problem: null | 'past' | 'closed' | 'impossible' | 'ambiguous-hour' | 'nothing';
}

/** The clinic's zone and country (US writes 12/03 for December), `now` in epoch milliseconds, and its opening periods if it gave them. */
export interface WhenContext {
  readonly zone: string;
  readonly country: string;
  readonly now: number;
  readonly openPeriods?: OpenPeriods | undefined;
  readonly deadlineMs?: number;
}

const DEADLINE_MS = 400;
const MOST_WINDOWS = 4;
const OWN_RULES = [...dateRules, ...weekRules, ...anyRules, ...timeRules, ...refusalRules];
/** Words that say nothing about when. */
const FILLER = new Set(
  'a an the i im id ill we you it its is are be my me us at on in of for to or and if so as by from this that then around about any some time times day days week works work good fine ok okay best better great suit suits free available possible possibly please pls thanks thank can could would will might maybe perhaps either like love prefer preferably want need come see book appointment visit slot hi hello hey yes yeah yep sure really only just ideally sometime how what when with do does am after before until till since no later than through thru'.split(
    ' ',
  ),
);

/** Reads when a visitor would like to come, in English. What our own rules leave unread goes to Recognizers-Text, for as long as `deadlineMs`. */
export async function readWhen(text: string, context: WhenContext): Promise<WhenRead> {
  const now = wallClock(context.zone, context.now);
  const said = tidyWhen(text, context.country, now.day);
  const own = withBareHours(said, findPieces(said, OWN_RULES, now));
  const found = isRead(said, own) ? [] : await askRecognizer(said, now, context.deadlineMs ?? DEADLINE_MS);
  const theirs = piecesOf(found ?? [], now).filter(({ start, end }) => !isRead(said, own, start, end));
  const outside = own.filter((each) => !theirs.some(({ start, end }) => each.start < end && start < each.end));
  const pieces = withBareHours(said, [...outside, ...theirs]);
  const checked = wishesOf(pieces, said, now.day).flatMap((wish) => windowsOfWish(wish, now, context.openPeriods));
  const good = checked.filter(({ past, closed }) => !past && !closed);
  const ahead = checked.filter(({ past }) => !past);
  const shown = good.length > 0 ? good : ahead.length > 0 ? ahead : checked;
  const windows = [...new Map(shown.map(({ window }) => [JSON.stringify(window), window])).values()].slice(
    0,
    MOST_WINDOWS,
  );
  if (pieces.some(({ kind }) => kind === 'impossible')) return { windows, problem: 'impossible' };
  if (windows.length === 0) return { windows, problem: 'nothing' };
  if (good.length === 0) return { windows, problem: ahead.length > 0 ? 'closed' : 'past' };
  return { windows, problem: good.some(({ ambiguous }) => ambiguous) ? 'ambiguous-hour' : null };
}

/** Whether every word that could tell a time, from `start` to `end`, is part of a piece. */
function isRead(text: string, pieces: readonly Piece[], start = 0, end = text.length): boolean {
  return hidden(text, pieces)
    .slice(start, end)
    .split(/[^\p{L}\p{N}]+/u)
    .every((word) => word === '' || FILLER.has(word));
}

/** The text with the words of pieces blotted out. */
function hidden(text: string, pieces: readonly Piece[]): string {
  let left = text;
  for (const { start, end } of pieces) left = `${left.slice(0, start)}${'¦'.repeat(end - start)}${left.slice(end)}`;
  return left;
}

function withBareHours(text: string, pieces: readonly Piece[]): readonly Piece[] {
  const hours = findPieces(hidden(text, pieces), bareHourRules, { day: '', time: '' });
  return [...pieces, ...hours].sort((one, other) => one.start - other.start);
}
