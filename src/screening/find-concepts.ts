import type { Phrases, Signs, Step } from './compile-signs.ts';
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
  const idioms = climb(words, symbols, signs.idioms, signs.idiomFillers, null).filter(
    ({ concept }) => concept === 'idiom',
  );
  const masked: (Mention | undefined)[] = new Array(words.length);
  for (const idiom of idioms) {
    for (let at = idiom.start; at < idiom.end; at++) {
      const other = masked[at];
      if (!other || other.end - other.start < idiom.end - idiom.start) masked[at] = idiom;
    }
  }
  return climb(words, symbols, signs.phrases, signs.fillers, masked);
}

/** A mention on its way, with the symbol by which phrases of higher layers name it. */
interface Found extends Mention {
  readonly symbol: string | null;
}

function climb(
  words: readonly Word[],
  symbols: readonly (readonly string[])[],
  { layers, starts }: Phrases,
  fillers: ReadonlySet<string>,
  masked: readonly (Mention | undefined)[] | null,
): Mention[] {
  const text: Text = { words, symbols, fillers, named: words.map(() => []) };
  const many = new Int32Array(words.length);
  const startsOf = (symbol: string): number => starts.get(symbol) ?? 0;
  const begins = Int32Array.from(symbols, (each) => each.reduce((bits, symbol) => bits | startsOf(symbol), 0));
  const found: Mention[] = [];
  for (const [index, layer] of layers.entries()) {
    for (let start = 0; start < words.length; start++) {
      if (((begins[start] as number) & (1 << index)) === 0) continue;
      for (const mention of matchAt(start, layer, text)) {
        if (masked !== null && isMasked(mention, masked)) continue;
        if ((many[start] as number) >= MOST_HERE) break;
        many[start] = (many[start] as number) + 1;
        if (mention.symbol !== null) {
          text.named[start]?.push(mention);
          begins[start] = (begins[start] as number) | startsOf(mention.symbol);
        }
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

/** The words being matched, what each is matched by, and the mentions found so far that phrases may name, by their first word. */
interface Text {
  readonly words: readonly Word[];
  readonly symbols: readonly (readonly string[])[];
  readonly fillers: ReadonlySet<string>;
  readonly named: readonly Found[][];
}

/** One search from one word: what it found, and the steps it may still take. */
interface Search {
  readonly text: Text;
  readonly start: number;
  readonly sentence: number | undefined;
  readonly found: Found[];
  budget: number;
}

function matchAt(start: number, layer: Step, text: Text): readonly Found[] {
  const search: Search = { text, start, sentence: text.words[start]?.sentence, found: [], budget: MOST_STEPS };
  visit(layer, start, 0, false, search);
  return search.found;
}

function visit(step: Step, at: number, skipped: number, ended: boolean, search: Search): void {
  if (--search.budget < 0) return;
  const { text, start, found } = search;
  if (at > start && !ended)
    for (const { concept, symbol } of step.ends)
      if (!found.some((other) => other.end === at && other.concept === concept))
        found.push({ concept, start, end: at, symbol });
  if (at >= text.words.length || isBroken(at, search)) return;
  if (step.next.size > 0) follow(step, at, search);
  if (step.gap) {
    for (let over = 0; over <= LONGEST_GAP && at + over < text.words.length && !isBroken(at + over, search); over++)
      follow(step.gap, at + over, search);
  }
  if (at > start && skipped < MOST_FILLERS && step.next.size > 0 && text.fillers.has(text.words[at]?.text ?? ''))
    visit(step.gap ? { ...step, gap: null } : step, at + 1, skipped + 1, true, search);
}

function follow(step: Step, at: number, search: Search): void {
  for (const symbol of search.text.symbols[at] ?? []) {
    const next = step.next.get(symbol);
    if (next) visit(next, at + 1, 0, false, search);
  }
  for (const { symbol, end } of search.text.named[at] ?? []) {
    const next = step.next.get(symbol as string);
    if (next) visit(next, end, 0, false, search);
  }
}

function isBroken(at: number, { text, start, sentence }: Search): boolean {
  const word = text.words[at];
  return at > start && (word?.afterComma === true || word?.sentence !== sentence);
}

const remembered = new WeakMap<Signs, Map<string, readonly string[]>>();
const MOST_REMEMBERED = 8_000;

/** What a word may be matched by, of the symbols that any phrase has. */
function symbolsOf({ text, stem }: Word, signs: Signs): readonly string[] {
  let known = remembered.get(signs);
  if (!known) {
    known = new Map();
    remembered.set(signs, known);
  }
  const key = `${text} ${stem}`;
  const before = known.get(key);
  if (before) return before;
  const symbols = [stem, `=${text}`];
  for (let length = 3; length <= Math.min(stem.length, 12); length++) symbols.push(`${stem.slice(0, length)}*`);
  const number = /^(\d{1,4})(?:st|nd|rd|th|x)?$/.exec(text);
  if (number) {
    const value = Number(number[1]);
    symbols.push('#num');
    if (value >= 9) symbols.push('#many');
    if (value >= 1930 && value <= 2035) symbols.push('#year');
  }
  const wanted = symbols.filter((symbol) => signs.symbols.has(symbol));
  if (known.size < MOST_REMEMBERED) known.set(key, wanted);
  return wanted;
}
