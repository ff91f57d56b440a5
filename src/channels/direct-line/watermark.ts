/** How far a client has read: log entries up to `seq`, and things said aside (while the store was down) up to `aside`. */
export interface Place {
  readonly seq: number;
  readonly aside: number;
}

/** Before the first entry. */
export const beginning: Place = { seq: 0, aside: 0 };

/** Reads a watermark; what we did not write is the beginning, so that nothing is missed. */
export function readWatermark(watermark: unknown): Place {
  const parts = typeof watermark === 'string' ? /^(\d{1,15})(?:\.(\d{1,15}))?$/.exec(watermark) : null;
  return parts ? { seq: Number(parts[1]), aside: Number(parts[2] ?? 0) } : beginning;
}

/** A growing integer; `12.1794…` only while something was said aside. */
export const writeWatermark = ({ seq, aside }: Place): string => (aside > 0 ? `${seq}.${aside}` : `${seq}`);
