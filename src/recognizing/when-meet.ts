import type { TimeRange } from './when-pieces.ts';
import type { Gap, TimePiece, WishedTime } from './when-wish.ts';

const NOON = 720;

/** The times of a group: either of two, or what they have in common. */
export function timesOf(times: readonly TimePiece[], gap: Gap): readonly WishedTime[] {
  const wished: WishedTime[] = [];
  for (const [index, time] of times.entries()) {
    const before = times[index - 1];
    const both = before && !/\bor\b|,/.test(gap(before, time)) ? meet(wished.at(-1) ?? null, time) : null;
    if (both) wished.splice(-1, 1, both);
    else wished.push(time);
  }
  return wished;
}

/** What two times have in common when one is within a part of the day, or they are the two ends of a stretch; else null. */
export function meet(one: WishedTime, other: WishedTime): WishedTime {
  if (!one || !other) return null;
  if (one.part && other.part) return null;
  if (one.part || other.part) {
    const [part, clock] = one.part ? [one.readings[0], other] : [other.readings[0], one];
    const early = (part?.from ?? 0) < NOON;
    const fitting = clock.readings.filter(({ from, to }) =>
      early ? (from ?? to ?? 0) <= NOON : (from ?? to ?? 0) >= NOON,
    );
    if (!part || fitting.length === 0) return null;
    return {
      part: false,
      readings: fitting.map(({ from, to }) => ({
        from: from ?? Math.min(part.from ?? 0, to ?? 0),
        to: to ?? Math.max(part.to ?? 0, from ?? 0),
      })),
    };
  }
  const stretches = one.readings.flatMap((a) =>
    other.readings.flatMap((b): TimeRange[] => {
      const [from, to] = [a.from ?? b.from, a.to ?? b.to];
      const halves =
        (a.from === null) !== (a.to === null) &&
        (b.from === null) !== (b.to === null) &&
        (a.from === null) !== (b.from === null);
      return halves && from !== null && to !== null && from < to && to - from < NOON ? [{ from, to }] : [];
    }),
  );
  return stretches.length === 0 ? null : { readings: stretches, part: false };
}
