/** A `Retry-After` header (seconds or a date) as milliseconds from `now`; null when it says nothing of use. */
export function retryAfterMs(header: string | undefined, now: number): number | null {
  if (header === undefined) return null;
  const wait = /^\d{1,9}$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(wait) ? null : Math.max(wait, 0);
}
