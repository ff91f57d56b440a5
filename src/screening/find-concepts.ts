import type { Signs, Step } from './compile-signs.ts';
import type { Word } from './split-clauses.ts';

/** A concept said in a text, from word `start` to before word `end`. */
export interface Mention {
  readonly concept: string;
  readonly start: number;
  readonly end: number;
}

const MOST_FILLERS = 3;
const LONGEST_GAP = 3;
const MOST_STEPS = 400;
const MOST_HERE = 60;
/** Cues that keep their meaning inside an idiom. */
const CUES = new Set(['person', 'negation', 'pseudo-negation']);

/** Finds every concept said in the words, idioms first: what an idiom covers has no other meaning. */
export function findConcepts(words: readonly Word[], signs: Signs): readonly Mention[] {
  const symbols = words.map((word) => symbolsOf(word, signs));
  const idioms = climb(words, symbols, signs.idiomLayers, signs.idiomFillers, null).filter(
    ({ concept }) => concept === 'idiom',
  );
  const masked: (Mention | undefined)[] = new Array(words.length);
  for (const idiom of idioms) {
    for (let at = idiom.start; at < idiom.end; at++) {
      const other = masked[at];
      if (!other || other.end - other.start < idiom.end - idiom.start) masked[at] = idiom;
    }
  }
  return climb(words, symbols, signs.layers, signs.fillers, masked);
}

function climb(
  words: readonly Word[],
  symbols: readonly (readonly string[])[],
  layers: readonly Step[],
  fillers: ReadonlySet<string>,
  masked: readonly (Mention | undefined)[] | null,
): Mention[] {
  const here: Mention[][] = words.map(() => []);
  const found: Mention[] = [];
  for (const layer of layers) {
    for (let start = 0; start < words.length; start++) {
      const fresh = matchAt(start, layer, words, symbols, here, fillers);
      const spans = here[start] as Mention[];
      for (const mention of fresh) {
        if (masked !== null && isMasked(mention, masked)) continue;
        if (spans.length >= MOST_HERE) break;
        spans.push(mention);
        found.push(mention);
      }
    }
  }
  return found;
}

function isMasked({ concept, start, end }: Mention, masked: readonly (Mention | undefined)[]): boolean {
  if (concept === 'idiom' || CUES.has(concept)) return false;
  for (let at = start; at < end; at++) {
    const idiom = masked[at];
    if (idiom && !(start <= idiom.start && end >= idiom.end && end - start > idiom.end - idiom.start)) return true;
  }
  return false;
}

function matchAt(
  start: number,
  layer: Step,
  words: readonly Word[],
  symbols: readonly (readonly string[])[],
  here: readonly (readonly Mention[])[],
  fillers: ReadonlySet<string>,
): readonly Mention[] {
  const found = new Map<string, Mention>();
  let budget = MOST_STEPS;
  const broken = (at: number): boolean => {
    const word = words[at];
    return at > start && (word?.afterComma === true || word?.sentence !== words[start]?.sentence);
  };
  const visit = (step: Step, at: number, skipped: number): void => {
    if (--budget < 0) return;
    for (const concept of step.ends) {
      const key = `${concept} ${at}`;
      if (at > start && !found.has(key)) found.set(key, { concept, start, end: at });
    }
    if (at >= words.length || broken(at)) return;
    follow(step, at);
    if (step.gap) {
      for (let over = 0; over <= LONGEST_GAP && at + over < words.length && !broken(at + over); over++)
        follow(step.gap, at + over);
    }
    if (at > start && skipped < MOST_FILLERS && fillers.has(words[at]?.text ?? '') && step.next.size > 0)
      visit(withoutEnds(step), at + 1, skipped + 1);
  };
  const follow = (step: Step, at: number): void => {
    if (step.next.size === 0) return;
    for (const symbol of symbols[at] ?? []) {
      const next = step.next.get(symbol);
      if (next) visit(next, at + 1, 0);
    }
    for (const { concept, end } of here[at] ?? []) {
      const next = step.next.get(`<${concept}>`);
      if (next) visit(next, end, 0);
    }
  };
  follow(layer, start);
  return [...found.values()];
}

const withoutEnds = (step: Step): Step => ({ next: step.next, gap: null, ends: [] });

function symbolsOf({ text, stem }: Word, { prefixes }: Signs): readonly string[] {
  const symbols = [stem, `=${text}`];
  if (prefixes.size > 0) {
    for (let length = 3; length <= Math.min(stem.length, 12); length++) {
      const prefix = `${stem.slice(0, length)}*`;
      if (prefixes.has(prefix)) symbols.push(prefix);
    }
  }
  const number = /^(\d{1,4})(?:st|nd|rd|th|x)?$/.exec(text);
  if (number) {
    const value = Number(number[1]);
    symbols.push('#num');
    if (value >= 9) symbols.push('#many');
    if (value >= 1930 && value <= 2035) symbols.push('#year');
  }
  return symbols;
}
