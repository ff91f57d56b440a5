const HOUR = 60;
const NOON = 12 * HOUR;
const DAY_END = 24 * HOUR;

/** A clock time in figures or words, as the source of a pattern. */
export const CLOCK =
  '(?:noon|midday|midnight|(?:half(?: past)?|(?:a )?quarter (?:past|to|after|of)|(?:5|10|20|25) past|(?:5|10|20|25) minutes (?:past|to)) \\d{1,2}(?: ?[ap]m)?|\\d{1,2}(?:[:.]\\d{2}|h(?:\\d{2})?)?(?: ?[ap]m| oclock)?(?![\\d:/]))';

/** The minutes of the day that a clock time may mean: two without am, pm or a zero before the hour; none for 25:00. */
export function readClock(clock: string): readonly number[] {
  if (/^(?:noon|midday)$/.test(clock)) return [NOON];
  if (clock === 'midnight') return [DAY_END];
  const half = /^(?:a )?(half|quarter|\d+)(?: minutes)?(?: (past|to|after|of))? (\d{1,2}) ?([ap]m)?$/.exec(clock);
  if (half) {
    const [, size = '', side, hour, suffix = ''] = half;
    const minutes = size === 'half' ? 30 : size === 'quarter' ? 15 : Number(size);
    const moved = side === 'to' || side === 'of' ? -minutes : minutes;
    return readClock(`${hour}${suffix}`).map((at) => at + moved);
  }
  const [, typed = '', minute = '00', suffix] =
    /^(\d{1,2})(?:[:.h](\d{2})|h)?(?: ?([ap]m)| oclock)?$/.exec(clock) ?? [];
  const hour = Number(typed);
  if (typed === '' || hour > 24 || Number(minute) > 59 || (hour === 24 && minute !== '00')) return [];
  const at = hour * HOUR + Number(minute);
  if (hour > 12 || typed.startsWith('0') || /h/.test(clock.replace('oclock', ''))) return [at];
  if (suffix) return [(at % NOON) + (suffix === 'pm' ? NOON : 0)];
  return hour === 12 ? [at] : [at, at + NOON];
}
