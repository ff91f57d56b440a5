import { editDistance } from './edit-distance.ts';

/** Words corrected in one message at most; the rest stay as typed, so that a hostile message costs no more than a long one. */
const MOST_CORRECTIONS = 12;

/** Corrects words nobody has written before to the nearest word of the topics. */
export type CorrectWords = (words: readonly string[]) => string[];

/** `known` are words left alone; `targets` the words that a correction may arrive at, with how often they are written. */
export function buildSpelling(known: ReadonlySet<string>, targets: ReadonlyMap<string, number>): CorrectWords {
  const byInitial = new Map<string, { word: string; times: number }[]>();
  for (const word of [...targets.keys()].sort()) {
    const times = targets.get(word) as number;
    if (word.length < 4) continue;
    const initial = word.charAt(0);
    const shelf = byInitial.get(initial);
    if (shelf) shelf.push({ word, times });
    else byInitial.set(initial, [{ word, times }]);
  }

  const correct = (typed: string): string => {
    const limit = typed.length >= 8 ? 2 : 1;
    let best = typed;
    let bestCost = limit + 1;
    let bestTimes = 0;
    for (const { word, times } of byInitial.get(typed.charAt(0)) ?? []) {
      if (Math.abs(word.length - typed.length) > limit) continue;
      if (typed.length < 5 && (word.length !== typed.length || !sameLetters(word, typed))) continue;
      const cost = editDistance(typed, word, limit);
      if (cost < bestCost || (cost === bestCost && cost <= limit && times > bestTimes)) {
        best = word;
        bestCost = cost;
        bestTimes = times;
      }
    }
    return best;
  };

  return (words) => {
    let left = MOST_CORRECTIONS;
    return words.map((word) => {
      if (word.length < 4 || word.length > 24 || left === 0 || known.has(word)) return word;
      left--;
      return correct(word);
    });
  };
}

const sameLetters = (one: string, other: string) => [...one].sort().join('') === [...other].sort().join('');
