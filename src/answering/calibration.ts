import type { Scored } from './scored.ts';

/** Coefficients of the confidence model, learned on phrasings that the scores had not seen. */
export type Calibration = readonly number[];

/** What the confidence model looks at in some scores. */
export function readSigns({ guesses, none, bestCover, words, strange }: Scored): number[] {
  const [best = none, second] = guesses;
  return [
    1,
    logit(best.chance),
    Math.min(6, Math.log((best.chance + 1e-4) / ((second?.chance ?? 0) + 1e-4))),
    logit(none.chance),
    Math.min(1, best.cover),
    best.cover - bestCover,
    Math.log(1 + words) - 2,
    strange,
    strange / (1 + words / 6),
    best.likeness,
    Math.max(-0.5, best.likeness - none.likeness),
  ];
}

/** How likely the best topic is the right one, by the confidence model. */
export function confidenceOf(signs: readonly number[], calibration: Calibration): number {
  let sum = 0;
  for (let at = 0; at < signs.length; at++) sum += (signs[at] as number) * (calibration[at] ?? 0);
  return 1 / (1 + Math.exp(-sum));
}

/** Fits the confidence model by plain gradient descent with a fixed number of steps. */
export function fitCalibration(seen: readonly { signs: readonly number[]; right: boolean }[]): Calibration {
  const size = seen[0]?.signs.length ?? 0;
  const coefficients = new Array<number>(size).fill(0);
  const squares = new Array<number>(size).fill(1e-6);
  for (let step = 0; step < 300; step++) {
    const slopes = new Array<number>(size).fill(0);
    for (const { signs, right } of seen) {
      const gap = confidenceOf(signs, coefficients) - (right ? 1 : 0);
      for (let at = 0; at < size; at++) slopes[at] = (slopes[at] as number) + gap * (signs[at] as number);
    }
    for (let at = 0; at < size; at++) {
      const slope = (slopes[at] as number) / seen.length + (at === 0 ? 0 : 1e-4 * (coefficients[at] as number));
      squares[at] = (squares[at] as number) + slope * slope;
      coefficients[at] = (coefficients[at] as number) - (0.3 * slope) / Math.sqrt(squares[at] as number);
    }
  }
  return coefficients;
}

function logit(chance: number): number {
  const kept = Math.min(0.999, Math.max(0.001, chance));
  return Math.log(kept / (1 - kept));
}
