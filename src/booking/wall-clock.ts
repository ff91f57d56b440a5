const DAY = 86_400_000;
const MINUTE = 60_000;
const MOST_ZONES = 600;

const clocks = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a hundred times its use. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const digits = '2-digit';
  const clock = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: digits,
    day: digits,
    hour: digits,
    minute: digits,
    hourCycle: 'h23',
  });
  if (clocks.size >= MOST_ZONES) clocks.clear();
  clocks.set(timeZone, clock);
  return clock;
}

/** What calendar and clock on a wall show: `day` as YYYY-MM-DD, `time` as HH:MM. */
export interface WallClock {
  readonly day: string;
  readonly time: string;
}

const last = new Map<string, { readonly minute: number; readonly shown: WallClock }>();

/** The wall clock in a zone at an instant (epoch milliseconds). Throws RangeError for a zone that does not exist. */
export function wallClock(zone: string, at: number): WallClock {
  const minute = Math.floor(at / MINUTE);
  const known = last.get(zone);
  if (known?.minute === minute) return known.shown;
  const parts = clockOf(zone).formatToParts(at);
  const part = (type: string): string => parts.find((p) => p.type === type)?.value ?? '00';
  const shown = { day: `${part('year')}-${part('month')}-${part('day')}`, time: `${part('hour')}:${part('minute')}` };
  if (last.size >= MOST_ZONES) last.clear();
  last.set(zone, { minute, shown });
  return shown;
}

/**
 * The instant (epoch milliseconds) at which a zone's wall clock shows `day` and `time` (00:00 to 24:00). A time shown
 * twice has a first and a last instant; one that is skipped is the instant of the change.
 */
export function instantOf(zone: string, { day, time }: WallClock, which: 'first' | 'last'): number {
  const wanted = Date.parse(`${day}T00:00Z`) + minutesOf(time) * MINUTE;
  const [before, after] = [offsetAt(zone, wanted - DAY), offsetAt(zone, wanted + DAY)];
  const shown = [wanted - before, wanted - after].filter((at) => at + offsetAt(zone, at) === wanted);
  if (shown.length > 0) return which === 'first' ? Math.min(...shown) : Math.max(...shown);
  let [early, late] = [wanted - after, wanted - before];
  while (late - early > MINUTE) {
    const middle = early + Math.floor((late - early) / (2 * MINUTE)) * MINUTE;
    if (offsetAt(zone, middle) === before) early = middle;
    else late = middle;
  }
  return late;
}

/** The day so many days after another (before it, when negative), both YYYY-MM-DD. */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY).toISOString().slice(0, 10);

/** The weekday of a day, 0 for Sunday. */
export const weekdayOf = (day: string): number => new Date(day).getUTCDay();

/** Minutes since midnight of HH:MM. */
export const minutesOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));

/** HH:MM of minutes since midnight. */
export const timeOf = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

function offsetAt(zone: string, at: number): number {
  const { day, time } = wallClock(zone, at);
  return Date.parse(`${day}T${time}Z`) - Math.floor(at / MINUTE) * MINUTE;
}
