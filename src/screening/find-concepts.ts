import { getPair } from '../learning/pair-table.ts';
import { NO_STEP, NO_SYMBOL, type Phrases, type Signs } from './compile-signs.ts';
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
  readonly symbol: number;
}

function climb(
  words: readonly Word[],
  symbols: readonly (readonly number[])[],
  phrases: Phrases,
  fillers: ReadonlySet<string>,
  masked: readonly (Mention | undefined)[] | null,
): Mention[] {
  const { layers, starts } = phrases;
  const text: Text = { words, symbols, phrases, fillers, named: new Array(words.length) };
  const many = new Int32Array(words.length);
  const startsOf = (symbol: number): number => starts[symbol] ?? 0;
  const begins = new Int32Array(words.length);
  for (let at = 0; at < words.length; at++)
    for (const symbol of symbols[at] as readonly number[]) begins[at] = (begins[at] as number) | startsOf(symbol);
  const found: Mention[] = [];
  for (let layer = 0; layer < layers.length; layer++) {
    for (let start = 0; start < words.length; start++) {
      if (((begins[start] as number) & (1 << layer)) === 0) continue;
      for (const mention of matchAt(start, layers[layer] as number, text)) {
        if (masked !== null && isMasked(mention, masked)) continue;
        if ((many[start] as number) >= MOST_HERE) break;
        many[start] = (many[start] as number) + 1;
        if (mention.symbol !== NO_SYMBOL) {
          const named = text.named[start];
          if (named) named.push(mention);
          else text.named[start] = [mention];
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
  readonly symbols: readonly (readonly number[])[];
  readonly phrases: Phrases;
  readonly fillers: ReadonlySet<string>;
  readonly named: (Found[] | undefined)[];
}

/** One search from one word: what it found, and the steps it may still take. */
interface Search {
  readonly text: Text;
  readonly start: number;
  readonly sentence: number | undefined;
  readonly found: Found[];
  budget: number;
}

function matchAt(start: number, layer: number, text: Text): readonly Found[] {
  const search: Search = { text, start, sentence: text.words[start]?.sentence, found: [], budget: MOST_STEPS };
  visit(layer, start, 0, search);
  return search.found;
}

/** Follows a phrase from a step; after `skipped` fillers its end and its gap have had their turn. */
function visit(step: number, at: number, skipped: number, search: Search): void {
  if (--search.budget < 0) return;
  const { text, start, found } = search;
  const { ends, gaps, leadsOn } = text.phrases;
  if (at > start && skipped === 0)
    for (const { concept, symbol } of ends[step] as Phrases['ends'][number])
      if (!found.some((other) => other.end === at && other.concept === concept))
        found.push({ concept, start, end: at, symbol });
  if (at >= text.words.length || isBroken(at, search)) return;
  const goesOn = leadsOn[step] === 1;
  if (goesOn) follow(step, at, search);
  const gap = skipped === 0 ? (gaps[step] as number) : NO_STEP;
  if (gap !== NO_STEP) {
    for (let over = 0; over <= LONGEST_GAP && at + over < text.words.length && !isBroken(at + over, search); over++)
      follow(gap, at + over, search);
  }
  if (goesOn && at > start && skipped < MOST_FILLERS && text.fillers.has((text.words[at] as Word).text))
    visit(step, at + 1, skipped + 1, search);
}

function follow(step: number, at: number, search: Search): void {
  const { symbols, named, phrases } = search.text;
  for (const symbol of symbols[at] as readonly number[]) {
    const next = getPair(phrases.next, step, symbol);
    if (next >= 0) visit(next, at + 1, 0, search);
  }
  const mentions = named[at];
  if (mentions === undefined) return;
  for (const { symbol, end } of mentions) {
    const next = getPair(phrases.next, step, symbol);
    if (next >= 0) visit(next, end, 0, search);
  }
}

function isBroken(at: number, { text, start, sentence }: Search): boolean {
  const word = text.words[at];
  return at > start && (word?.afterComma === true || word?.sentence !== sentence);
}

const MOST_REMEMBERED = 8_000;

/** What a word may be matched by, of the symbols that any phrase has. */
function symbolsOf({ text, stem }: Word, { symbols: known, matched }: Signs): readonly number[] {
  const before = matched.get(text);
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
  const wanted = symbols.flatMap((symbol) => known.get(symbol) ?? []);
  if (matched.size < MOST_REMEMBERED) matched.set(text, wanted);
  return wanted;
}
