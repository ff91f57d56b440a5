import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js';

/** A phone number in E.164, as people in the clinic's country know it and without its extension; or why there is none. */
export type PhoneRead =
  | { readonly ok: string; readonly shown: string; readonly extension: string | null }
  | { readonly problem: 'nothing' | 'emergency-number' | 'short-number' | 'not-possible' | 'letters' };

const LONGEST_TEXT = 300;
const EMERGENCY = new Set('000 100 101 108 110 111 112 113 117 118 119 911 988 995 999 116123'.split(' '));
const SPOKEN = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
const SPOKEN_DIGIT = new RegExp(`\\b(?:(double|triple) )?(${SPOKEN.join('|')}|oh|o|nought|\\d)\\b`, 'gi');
const MARKS = '[\\s().\\-\\u2010-\\u2015\\u2212/\\u30fc~]';
const NUMBER = new RegExp(`(?:\\+${MARKS}*)?\\(?\\d(?:${MARKS}{0,4}\\d)*`, 'g');
const EXTENSION = /^[\s,;]*(?:ext(?:ension|n)?\.?|x|#)\s*(?:no\.?|number)?\s*:?\s*(\d{1,7})(?!\d)/i;
const VANITY = /(?<![\p{L}\d])\+?\(?\d[\d\s().-]*?-? ?[A-Z]{3,}(?:-?[A-Z\d]+)?(?![\p{L}\d])/gu;

/** Finds the phone number a visitor wrote, in any digits or in words, with words around it. `country` is the clinic's, such as US. */
export function readPhone(text: string, country: string): PhoneRead {
  const home = isSupportedCountry(country) ? country : undefined;
  const said = inDigits(text.slice(0, LONGEST_TEXT));
  const found = [...said.matchAll(NUMBER)].map((match) => ({
    typed: match[0],
    digits: match[0].replace(/\D/g, ''),
    after: said.slice(match.index + match[0].length),
  }));
  for (const { typed, after } of found) {
    const phone = parsePhone(typed, home);
    if (phone) return { ok: phone.number, shown: shownIn(phone, home), extension: EXTENSION.exec(after)?.[1] ?? null };
  }
  if ([...said.matchAll(VANITY)].some(([typed]) => looksVanity(typed))) return { problem: 'letters' };
  const longest = found.sort((one, other) => other.digits.length - one.digits.length)[0];
  if (!longest || longest.digits.length < 3) return { problem: 'nothing' };
  if (EMERGENCY.has(longest.digits)) return { problem: 'emergency-number' };
  return { problem: longest.digits.length <= 6 ? 'short-number' : 'not-possible' };
}

/** Every script's digits, and digits said as words, as 0 to 9. */
function inDigits(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .replace(/\p{Nd}/gu, (digit) => String(digitOf(digit)))
    .replace(SPOKEN_DIGIT, (_, times: string | undefined, digit: string) => {
      const spoken = SPOKEN.indexOf(digit.toLowerCase());
      const value = /\d/.test(digit) ? digit : String(Math.max(spoken, 0));
      return value.repeat(times?.toLowerCase() === 'triple' ? 3 : times ? 2 : 1);
    })
    .replace(/(?<=\d)[oO](?=\d)|\b[oO](?=\d)|(?<=\d)[oO]\b/g, '0')
    .replace(/\bplus (?=\d)/gi, '+')
    .replace(/(?<=\d), ?(?=\d)/g, ' ');
}

/** Digits of a script stand in a row of ten that starts where the one before is no digit, or ends another ten. */
function digitOf(digit: string): number {
  const point = digit.codePointAt(0) ?? 0;
  let first = point;
  while (point - first < 9 && /\p{Nd}/u.test(String.fromCodePoint(first - 1))) first--;
  return point - first;
}

function parsePhone(typed: string, home: CountryCode | undefined): PhoneNumber | null {
  const phone = parsePhoneNumberFromString(typed.replace(/[\u30fc~]/g, '-'), home ?? { extract: false });
  if (!phone?.isPossible()) return null;
  return /^\+1(?:[01]|\d{3}[01])/.test(phone.number) ? null : phone;
}

const shownIn = (phone: PhoneNumber, home: CountryCode | undefined): string =>
  home && phone.countryCallingCode === getCountryCallingCode(home)
    ? phone.formatNational()
    : phone.formatInternational();

/** A whole number with letters in it has seven, ten or eleven signs. */
const looksVanity = (typed: string): boolean =>
  /\d[\s().-]*\d[\s().-]*\d/.test(typed) && [7, 10, 11].includes(typed.replace(/[^\dA-Z]/g, '').length);
