import { areMixedUp } from './mixed-up.ts';
import type { Ranked, Ranking } from './ranking.ts';

/** From this confidence on an answer is said outright. */
const OUTRIGHT = 0.88;
/** Below this confidence nothing is offered. */
const OFFERED = 0.33;
/** A candidate is at least this likely beside all others. */
const WORTH_OFFERING = 0.03;
/** How near the second of a mixed-up pair must be for both to be offered. */
const CLOSE = 0.45;

/**
 * Answers, offers or says nothing. `chances` are by class, the last being "none of the topics"; `ranked` are the likeliest, best
 * first. A mixed-up pair that is close is offered, however sure we are that one of them is right.
 */
export function decide(chances: Float64Array, ranked: readonly Ranked[], topics: readonly string[]): Ranking {
  const chanceOf = (topic: string) => chances[topics.indexOf(topic)] as number;
  const [first, second] = ranked;
  if (!first) return { answers: [], candidates: [], ranked };
  const near = second !== undefined && chanceOf(second.topic) > CLOSE * chanceOf(first.topic);
  const unsure = near && areMixedUp(first.topic, second.topic);
  if (first.confidence >= OUTRIGHT && !unsure) return { answers: [first.topic], candidates: [], ranked };
  if (first.confidence < OFFERED) return { answers: [], candidates: [], ranked };
  const candidates = ranked
    .slice(0, 3)
    .filter(({ topic }, index) => index === 0 || chanceOf(topic) >= WORTH_OFFERING)
    .map(({ topic }) => topic);
  return { answers: [], candidates, ranked };
}
