import { stemWord } from './stem-word.ts';

/** One way to read a phrase: word stems, `=exact` words, `prefix*`, `#number` kinds, `<concept>` and the gap `..`. */
export type Symbols = readonly string[];

const MOST = 4_000;

/**
 * Reads a phrase of `signs/` into every sequence it stands for. `a/b` is a choice, `word?` may be absent, `=word` is
 * that very form, `numb*` any ending, `<concept>` any phrase of that concept, `..` up to three words of any kind.
 */
export function parsePhrase(phrase: string): readonly Symbols[] {
  let forms: string[][] = [[]];
  for (const slot of phrase.trim().split(/\s+/)) {
    const optional = slot.endsWith('?');
    const choices = (optional ? slot.slice(0, -1) : slot).split('/').map(toSymbol);
    const longer = forms.flatMap((form) => choices.map((choice) => [...form, choice]));
    forms = optional ? [...forms, ...longer] : longer;
    if (forms.length > MOST)
      throw new Error(`"${phrase}" stands for more than ${MOST} phrases; write it as two concepts`);
  }
  return forms.filter((form) => form.some((symbol) => symbol !== '..'));
}

/** The plain words in a phrase, for spelling. */
export function wordsOfPhrase(phrase: string): readonly string[] {
  return phrase
    .split(/[\s/]+/)
    .map((slot) => slot.replace(/[?*=]/g, ''))
    .filter((slot) => /^[a-z]+$/.test(slot));
}

/** The concepts that a phrase builds on. */
export function conceptsOfPhrase(phrase: string): readonly string[] {
  return [...phrase.matchAll(/<([a-z0-9-]+)>/g)].map((match) => match[1] ?? '');
}

/** What a phrase's word is matched by. An ending that a stem drops is dropped before `*` too. */
function toSymbol(word: string): string {
  if (word.endsWith('*')) return word.length > 6 ? word.replace(/e\*$/, '*') : word;
  return /^[<=#.]/.test(word) ? word : stemWord(word);
}
