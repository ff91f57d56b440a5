/** A proportion with Wilson's 95 % interval, all from 0 to 1. Source: Wilson 1927, J Am Stat Assoc 22:209. */
export interface Proportion {
  readonly hits: number;
  readonly of: number;
  readonly share: number;
  readonly low: number;
  readonly high: number;
}

/** The proportion of `hits` in `of`. */
export function proportion(hits: number, of: number): Proportion {
  if (of === 0) return { hits, of, share: 0, low: 0, high: 1 };
  const z = 1.96;
  const share = hits / of;
  const middle = (share + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((share * (1 - share)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  return { hits, of, share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

const per = (share: number): string => (100 * share).toFixed(1);
/** "12/40 = 30.0 % (18.1 to 45.4)". */
export const shown = ({ hits, of, share, low, high }: Proportion): string =>
  of === 0 ? '–' : `${hits}/${of} = ${per(share)} % (${per(low)} to ${per(high)})`;
