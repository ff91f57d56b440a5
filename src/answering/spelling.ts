import { editDistance } from '../learning/edit-distance.ts';
import { remember } from './remember.ts';

/** Words corrected in one message at most; the rest stay as typed, so that a hostile message costs no more than a long one. */
const MOST_CORRECTIONS = 12;

const MOST_REMEMBERED = 5_000;

/** `known` are words left alone; `targets` the words that a correction may arrive at, with how often they are written. */
export interface WrittenWords {
  readonly known: ReadonlySet<string>;
  readonly targets: ReadonlyMap<string, number>;
}

/** Corrects words nobody has written before to the nearest word of the topics. */
export type CorrectWords = (words: readonly string[]) => string[];

interface Target {
  readonly word: string;
  readonly times: number;
  readonly letters: number;
}

/** Indexes words by their first letter and length. */
export function buildSpelling({ known, targets }: WrittenWords): CorrectWords {
  const shelves = new Map<string, Target[]>();
  for (const word of [...targets.keys()].sort()) {
    if (word.length < 4) continue;
    const target = { word, times: targets.get(word) as number, letters: letterSet(word) };
    const shelf = shelves.get(shelfOf(word, word.length));
    if (shelf) shelf.push(target);
    else shelves.set(shelfOf(word, word.length), [target]);
  }

  const correct = (typed: string): string => {
    const limit = typed.length >= 8 ? 2 : 1;
    const letters = letterSet(typed);
    let best: Target | null = null;
    let bestCost = limit;
    for (let length = typed.length - limit; length <= typed.length + limit; length++) {
      if (typed.length < 5 && length !== typed.length) continue;
      for (const target of shelves.get(shelfOf(typed, length)) ?? []) {
        if (countBits(letters ^ target.letters) > 2 * limit) continue;
        if (typed.length < 5 && !sameLetters(target.word, typed)) continue;
        const cost = editDistance(typed, target.word, bestCost);
        if (cost < bestCost || (cost === bestCost && (best === null || comesBefore(target, best)))) {
          best = target;
          bestCost = cost;
        }
      }
    }
    return best?.word ?? typed;
  };

  const corrected = remember(correct, MOST_REMEMBERED);
  return (words) => {
    let left = MOST_CORRECTIONS;
    return words.map((word) => {
      if (word.length < 4 || word.length > 24 || left === 0 || known.has(word)) return word;
      left--;
      return corrected(word);
    });
  };
}

const shelfOf = (word: string, length: number): string => `${word.charAt(0)}${length}`;
const comesBefore = (one: Target, other: Target): boolean =>
  one.times > other.times || (one.times === other.times && one.word < other.word);

/** Which letters a word has, a bit each: one slip changes two at most. */
function letterSet(word: string): number {
  let letters = 0;
  for (let at = 0; at < word.length; at++) letters |= 1 << (word.charCodeAt(at) & 31);
  return letters;
}

function countBits(bits: number): number {
  let many = 0;
  for (let left = bits; left !== 0; left &= left - 1) many++;
  return many;
}

const sameLetters = (one: string, other: string) => [...one].sort().join('') === [...other].sort().join('');
