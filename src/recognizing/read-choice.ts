import { editDistance } from '../learning/edit-distance.ts';
import { plainText } from './plain-text.ts';

const NUMBERS = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
  'eleventh',
  'twelfth',
];
const AROUND =
  /^(?:(?:i|id|ill|i will|i would|lets|let me|can i|could i) )?(?:(?:would like|want|choose|pick|take|go (?:for|with)|say|think|have|like|mean|meant|guess|its|it is|thats|yes|ok|okay|please|um|maybe|probably|the|option|number|no|nr|num|choice|answer|button) )*/;
const AFTER = / (?:please|pls|thanks|thank you|one|option|choice|one please|option please|i think|then)$/;
const SMALL = new Set([
  'a',
  'an',
  'the',
  'my',
  'i',
  'is',
  'it',
  'to',
  'of',
  'in',
  'on',
  'and',
  'or',
  'for',
  'please',
  'me',
  'do',
  'have',
]);

/** A number and nothing else, or with "option" before it. */
const BARE_NUMBER = /^(?:# ?|number |option )?\d{1,2}$/;

/** The label that a message picks: its place (0 for the first), and whether by number or the label's very words. */
export interface Choice {
  readonly index: number;
  readonly exact: boolean;
}

/** Which of the offered labels a message picks, by number, ordinal or words; null when it picks none or several. */
export function readChoice(text: string, labels: readonly string[]): Choice | null {
  if (text.length > 120 || labels.length === 0) return null;
  const said = plainText(text.replace(/\u20E3/gu, '')).replace(/ ?\?/g, '');
  if (said === '') return null;
  const names = labels.map(plainText).map((name) => name.replace(/ ?\?/g, ''));
  const exact = names.indexOf(said);
  if (exact >= 0) return { index: exact, exact: true };
  const place = readPlace(said, labels.length);
  if (place !== undefined) return place === null ? null : { index: place, exact: BARE_NUMBER.test(said) };
  const inner = said.replace(AROUND, '').replace(AFTER, '').trim();
  const near = names.includes(inner) ? names.indexOf(inner) : (closest(said, names) ?? closest(inner, names));
  return near === null ? null : { index: near, exact: false };
}

/** A place in the list; null for one that the list does not have; undefined when the message names no place. */
function readPlace(said: string, many: number): number | null | undefined {
  let core = said.replace(/^# ?/, '').replace(/^(?:#|no|nr|n) ?(?=\d)/, '');
  for (let round = 0; round < 2; round++) {
    const within = (index: number) => (index >= 0 && index < many ? index : null);
    const digits = /^(\d{1,2})(?:st|nd|rd|th)?$/.exec(core)?.[1];
    if (digits !== undefined) return within(Number(digits) - 1);
    if (NUMBERS.includes(core)) return within(NUMBERS.indexOf(core));
    if (ORDINALS.includes(core)) return within(ORDINALS.indexOf(core));
    if (/^(?:last|bottom|final)$/.test(core)) return many - 1;
    if (/^top$/.test(core)) return 0;
    if (/^middle$/.test(core)) return many % 2 === 1 ? (many - 1) / 2 : null;
    core = core.replace(AFTER, '').replace(AFTER, '').replace(AROUND, '').replace(/^# ?/, '').trim();
  }
  return undefined;
}

/** The one label within a slip or two of the message, or sharing most of its telling words. */
function closest(said: string, names: readonly string[]): number | null {
  if (said.length < 3) return null;
  const limit = said.length >= 10 ? 2 : said.length >= 5 ? 1 : 0;
  const near = names.flatMap((name, index) => (limit > 0 && editDistance(said, name, limit) <= limit ? [index] : []));
  if (near.length > 0) return near.length === 1 ? (near[0] as number) : null;
  const words = tellingWords(said);
  if (words.length === 0) return null;
  const scores = names.map((name) => {
    const own = tellingWords(name);
    const shared = words.filter((word) => own.some((each) => sameWord(word, each))).length;
    const all = shared === words.length && shared / own.length >= 0.5;
    return all || shared / Math.max(own.length, words.length) >= 0.6
      ? shared / Math.max(own.length, words.length) + shared
      : 0;
  });
  const most = Math.max(...scores);
  if (most === 0 || scores.filter((score) => score === most).length > 1) return null;
  return scores.indexOf(most);
}

const tellingWords = (text: string): string[] => text.split(' ').filter((word) => word !== '' && !SMALL.has(word));
const sameWord = (one: string, other: string): boolean =>
  one === other || (Math.min(one.length, other.length) >= 5 && editDistance(one, other, 1) <= 1);
