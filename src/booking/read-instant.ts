/** A moment with its offset, in epoch milliseconds; null without an offset. Publishers also write hours alone: `-05`. */
export function readInstant(written: string): number | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d(?::\d\d)?)$/.exec(written);
  if (!parts) return null;
  const [, moment = '', offset = ''] = parts;
  const at = Date.parse(moment + (offset.length === 3 ? `${offset}:00` : offset));
  return Number.isNaN(at) ? null : at;
}
