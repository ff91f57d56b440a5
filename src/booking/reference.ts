import { hash } from 'node:crypto';

/** Digits and letters that are not taken for each other when read aloud or by hand. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';
const DIGITS = '23456789';
const LENGTH = 6;
const DIGIT = 2;
const WRITTEN = /(?<![\p{L}\d])([2-9A-HJ-NP-TV-Z]{3})[ -]?([2-9A-HJ-NP-TV-Z]{3})(?![\p{L}\d])/giu;

/** The reference of what a message asks of the clinic: `K7M-4QD`, the same however often the message is taken. */
export function referenceOf(messageKey: string): string {
  const bytes = hash('sha256', `reference ${messageKey}`, 'buffer');
  // The digit in the middle tells a reference from a word.
  const signs = Array.from({ length: LENGTH }, (_, at) => {
    const choices = at === DIGIT ? DIGITS : SIGNS;
    return choices[(bytes[at] as number) % choices.length];
  }).join('');
  return `${signs.slice(0, 3)}-${signs.slice(3)}`;
}

/** A reference in what somebody wrote; null when there is none. Plain words are not taken for one: a digit must be in it. */
export function readReference(text: string): string | null {
  for (const [, first = '', last = ''] of text.matchAll(WRITTEN))
    if (/\d/.test(first + last)) return `${first}-${last}`.toUpperCase();
  return null;
}
