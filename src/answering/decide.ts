import { areMixedUp } from './mixed-up.ts';
import type { Ranked, Ranking } from './ranking.ts';

/** From this confidence on an answer is said outright. */
const OUTRIGHT = 0.92;
/** Below this confidence nothing is offered. */
const OFFERED = 0.33;
/** A candidate is at least this likely beside all others. */
const WORTH_OFFERING = 0.03;
/** How near the second of a mixed-up pair must be for both to be offered. */
const CLOSE = 0.45;

/**
 * Answers, offers or says nothing. `ranked` are the likeliest topics, best first, and `chances` theirs beside all others. A mixed-up
 * pair that is close is offered, however sure we are that one of them is right.
 */
export function decide(ranked: readonly Ranked[], chances: readonly number[]): Ranking {
  const [first, second] = ranked;
  if (!first) return { answers: [], candidates: [], ranked };
  const near = second !== undefined && (chances[1] as number) > CLOSE * (chances[0] as number);
  const unsure = near && areMixedUp(first.topic, second.topic);
  if (first.confidence >= OUTRIGHT && !unsure) return { answers: [first.topic], candidates: [], ranked };
  if (first.confidence < OFFERED) return { answers: [], candidates: [], ranked };
  const candidates = ranked
    .slice(0, 3)
    .filter((_, index) => index === 0 || (chances[index] as number) >= WORTH_OFFERING)
    .map(({ topic }) => topic);
  return { answers: [], candidates, ranked };
}
