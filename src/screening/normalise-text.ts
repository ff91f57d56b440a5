import { readCharacter } from './confusables.ts';

const LONGEST_RAW = 400_000;
const LONGEST = 20_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: hidden characters are what is removed
const UNSEEN = /[\p{Cf}\p{M}\u0000-\u0008\u000e-\u001f\u007f-\u009f\u115f\u1160\u3164\uffa0]+/gu;
const MARKS = /\p{M}+/gu;
const LONE = /\p{Cs}+/gu;

/** A text as a reader sees it: no hidden characters, no marks, lower case, lookalike letters and full width made plain. */
export function normaliseText(text: string): string {
  const seen = text.slice(0, LONGEST_RAW).replace(UNSEEN, '').slice(0, LONGEST);
  const plain = seen.replace(LONE, ' ').normalize('NFKD').toLowerCase().replace(MARKS, '');
  let read = '';
  for (const character of plain) {
    read += character < '\u007f' && character !== '`' ? character : readCharacter(character);
    if (read.length >= LONGEST) break;
  }
  return read;
}
