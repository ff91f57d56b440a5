/** Between a word and the one before it: nothing, a comma or dash, or the end of a sentence. */
export type Gap = 'none' | 'comma' | 'end';

/** A word as written, and what stands before it. */
export interface RawWord {
  readonly text: string;
  readonly gap: Gap;
}

/** The words of a normalised text. */
export interface RawText {
  readonly words: readonly RawWord[];
}

const WORD = /[\p{L}\p{N}]/u;
const LEET = new Set(['@', '$', '!', '|', '*', '+', '€']);
const COMMA = new Set([',', ':', '(', ')', '\n', '–', '—', '[', ']', '"', '•', '|', '~']);
const END = new Set(['.', '!', '?', ';', '。', '！', '？']);

/** Cuts a normalised text into words in one pass. Apostrophes vanish; symbols inside a word stay, for they may stand for letters. */
export function readWords(text: string): RawText {
  const words: RawWord[] = [];
  const characters = [...text];
  const isWord = (index: number): boolean => {
    const character = characters[index];
    if (character === undefined) return false;
    if (character >= 'a' && character <= 'z') return true;
    return character > '\u007f' ? WORD.test(character) : character >= '0' && character <= '9';
  };
  let word = '';
  let gap: Gap = 'none';
  const finish = (): void => {
    if (word === '') return;
    words.push({ text: word, gap });
    word = '';
    gap = 'none';
  };
  for (const [index, character] of characters.entries()) {
    if (isWord(index)) word += character;
    else if (character === "'" && word !== '') continue;
    else if (LEET.has(character) && isWord(index + 1) && (word !== '' || character === '@' || character === '$'))
      word += character;
    else if (character === '.' && word !== '' && isWord(index + 1) && /\d/.test(word)) word += character;
    else {
      finish();
      if (END.has(character) && !(character === '.' && characters[index - 1] === '.')) gap = 'end';
      else if (character === '.' || character === '…') gap = 'comma';
      else if (COMMA.has(character) || (character === '-' && /\s/.test(characters[index + 1] ?? ''))) {
        if (character === '\n' && gap === 'comma' && characters[index - 1] === '\n') gap = 'end';
        else if (gap === 'none') gap = 'comma';
      }
    }
  }
  finish();
  return { words };
}
