import { editDistance } from '../learning/edit-distance.ts';
import { stemWord } from './stem-word.ts';

/** A word and the part of it that its endings share. */
export interface Spelt {
  readonly text: string;
  readonly stem: string;
}

/** Gives the words that a written word stands for: itself, its correction, or its parts when words were run together. */
export type CorrectWord = (written: string) => readonly Spelt[];

const LONGEST = 48;
const leet: Readonly<Record<string, readonly string[]>> = {
  '0': ['o'],
  '1': ['i', 'l'],
  '3': ['e'],
  '4': ['a'],
  '5': ['s'],
  '7': ['t'],
  '8': ['b'],
  '9': ['g'],
  '@': ['a'],
  $: ['s'],
  '!': ['i'],
  '|': ['l', 'i'],
  '+': ['t'],
  '€': ['e'],
  '*': ['u', 'i', 'a', 'e', 'o'],
};

/** Builds a corrector towards `targets`. Words of `signs`, which has more, and of `plain` are never changed. */
export function compileCorrector(
  signs: ReadonlySet<string>,
  targets: ReadonlySet<string>,
  plain: ReadonlySet<string>,
): CorrectWord {
  const stems = new Set([...signs].map(stemWord));
  const byDeletion = new Map<string, string[]>();
  for (const word of targets) {
    if (word.length < 4 || !/^[a-z]+$/.test(word)) continue;
    for (const key of deletions(word, word.length >= 9 ? 2 : 1)) {
      const known = byDeletion.get(key);
      if (known) known.push(word);
      else byDeletion.set(key, [word]);
    }
  }
  const isSign = (word: string): boolean => signs.has(word) || stems.has(stemWord(word));
  const isKnown = (word: string): boolean => isSign(word) || plain.has(word);

  const correct = (written: string): readonly string[] => {
    if (written.length < 3 || isKnown(written) || written.length > LONGEST) return [written];
    const letters = /[^a-z]/.test(written) ? unleet(written, isSign) : written;
    if (letters === null) return [written];
    if (isKnown(letters)) return [letters];
    for (const squeezed of [letters.replace(/(.)\1{2,}/g, '$1$1'), letters.replace(/(.)\1+/g, '$1')]) {
      if (squeezed.length >= 3 && squeezed !== letters && isKnown(squeezed)) return [squeezed];
    }
    const near = nearest(letters.replace(/(.)\1{2,}/g, '$1'));
    if (near !== null) return [near];
    return letters.length >= 7 ? (cutApart(letters, isSign, plain) ?? [letters]) : [letters];
  };

  const nearest = (word: string): string | null => {
    if (word.length < 5 || word.length > 20) return null;
    const limit = word.length >= 9 ? 2 : 1;
    let best: string | null = null;
    let least = limit + 1;
    for (const key of deletions(word, limit)) {
      for (const candidate of byDeletion.get(key) ?? []) {
        if (candidate[0] !== word[0] && candidate[0] !== word[1]) continue;
        if (limit === 2 && candidate.length < 8) continue;
        const most = Math.min(limit, least - 1);
        const distance = editDistance(word, candidate, most);
        if (distance > most) continue;
        best = candidate;
        least = distance;
        if (least === 1) return best;
      }
    }
    return best;
  };

  const remembered = new Map<string, readonly Spelt[]>();
  return (written) => {
    const known = remembered.get(written);
    if (known) return known;
    const corrected = correct(written).map((text): Spelt => ({ text, stem: stemWord(text) }));
    if (written.length > LONGEST) return corrected;
    if (remembered.size > 5_000) remembered.clear();
    remembered.set(written, corrected);
    return corrected;
  };
}

function deletions(word: string, depth: number): Set<string> {
  const keys = new Set([word]);
  let last = [word];
  for (let step = 0; step < depth; step++) {
    const next: string[] = [];
    for (const key of last) {
      for (let index = 0; index < key.length; index++) {
        const shorter = key.slice(0, index) + key.slice(index + 1);
        if (keys.has(shorter)) continue;
        keys.add(shorter);
        next.push(shorter);
      }
    }
    last = next;
  }
  return keys;
}

function unleet(written: string, isSign: (word: string) => boolean): string | null {
  if (!/[a-z]/.test(written) || /^\d+[a-z]+$/.test(written) || written.length > 20) return null;
  let forms = [''];
  for (const character of written) {
    const letters = leet[character] ?? [character];
    forms = forms.flatMap((form) => letters.map((letter) => form + letter)).slice(0, 64);
  }
  return forms.find(isSign) ?? forms.find((form) => isSign(form.replace(/(.)\1+/g, '$1'))) ?? null;
}

/** Fewest known words that make up a run-together one; needs a sign word of four letters or more. */
export function cutApart(
  letters: string,
  isSign: (word: string) => boolean,
  plain: ReadonlySet<string>,
): readonly string[] | null {
  const best: (readonly string[] | null)[] = [[]];
  for (let end = 1; end <= letters.length; end++) {
    let found: readonly string[] | null = null;
    for (let start = Math.max(0, end - 14); start < end; start++) {
      const before = best[start];
      const word = letters.slice(start, end);
      if (!before || (word.length === 1 && word !== 'i' && word !== 'a')) continue;
      if (!isSign(word) && !(word.length >= 2 && plain.has(word)) && word !== 'i' && word !== 'a') continue;
      if (!found || before.length + 1 < found.length) found = [...before, word];
    }
    best.push(found);
  }
  const parts = best[letters.length];
  return parts?.some((part) => part.length >= 4 && isSign(part)) ? parts : null;
}
