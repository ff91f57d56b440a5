import type { Content } from '../content/content-schema.ts';
import { applyContext, type Sign } from './apply-context.ts';
import { applyRules, compileRules, type Rules } from './apply-rules.ts';
import { addUp, combine } from './combine.ts';
import { compileSigns } from './compile-signs.ts';
import { compileCorrector } from './correct-words.ts';
import { findConcepts } from './find-concepts.ts';
import { normaliseText } from './normalise-text.ts';
import { plainWords } from './plain-words.ts';
import { readWords } from './read-words.ts';
import { NOTHING_FOUND, type Screening, type ScreenText } from './screening.ts';
import { type Judge, labelledTexts, loadOpinion, type ReadText } from './second-opinion.ts';
import { splitClauses, type Word } from './split-clauses.ts';

/** Asked when screening itself fails: better one question too many. */
const WHEN_BROKEN = 'ces-saddle-numbness';

/** The part of content that screening is made of. */
export type ScreeningContent = Pick<Content, 'redFlags' | 'notes' | 'languages'>;

/** A caution holds for whoever asks, too. */
const plainly = (sign: Sign): Sign => ({ ...sign, asking: false, unreal: false, longAgo: false, gone: false });

/** How a text is read: its words, corrected and cut into clauses, and the signs in them with their standing. */
export function compileReader(content: ScreeningContent): {
  read: ReadText;
  rules: Rules;
  notes: Rules;
  wanted: ReadonlySet<string>;
  plain: ReadonlySet<string>;
} {
  const english = content.languages.en;
  const signs = compileSigns(english?.signs ?? {});
  const rules = compileRules(content.redFlags.values());
  const notes = compileRules([...content.notes.values()].map((note) => ({ ...note, urgency: 'soon' as const })));
  const wanted = new Set([...rules.concepts, ...notes.concepts]);
  const plain = plainWords(english, signs.plain);
  const correct = compileCorrector(signs.words, signs.signWords, plain);
  const read: ReadText = (text) => {
    const clauses = splitClauses(readWords(normaliseText(text)), correct);
    return { words: clauses.words, signs: applyContext(findConcepts(clauses.words, signs), clauses, wanted) };
  };
  return { read, rules, notes, wanted, plain };
}

/** A text screened by itself, and all that this took. */
interface Alone extends ReturnType<ReadText> {
  readonly text: string;
  readonly ruled: Screening;
  readonly screening: Screening;
}

/**
 * Compiles signs and rules once, and trains the second opinion on the content's labelled messages (or reads it from
 * `cacheDir`); the result screens any text, purely and in bounded time.
 */
export function compileScreening(content: ScreeningContent, cacheDir: string | null = null): ScreenText {
  const english = content.languages.en;
  const { read, rules, notes, wanted, plain } = compileReader(content);
  const reading = JSON.stringify([
    english?.signs,
    [...content.redFlags.values()].map(({ id, urgency, rules }) => [id, urgency, rules]),
    [...wanted].sort(),
    [...plain].sort(),
  ]);
  const judge: Judge = (signs, words) => applyRules(rules, signs, words);
  const opine = english?.messages.length ? loadOpinion(labelledTexts(content), read, judge, reading, cacheDir) : null;
  const findCautions = (signs: readonly Sign[], words: readonly Word[]): readonly string[] =>
    signs.some(({ concept }) => notes.byConcept.has(concept))
      ? applyRules(notes, signs.map(plainly), words).findings.map(({ flag }) => flag)
      : [];
  const screenAlone = (text: string): Alone => {
    const { words, signs } = read(text);
    if (words.length === 0) return { text, words, signs, ruled: NOTHING_FOUND, screening: NOTHING_FOUND };
    const ruled = { ...applyRules(rules, signs, words), notes: findCautions(signs, words) };
    return { text, words, signs, ruled, screening: opine ? combine(ruled, opine(words, signs, ruled)) : ruled };
  };
  // A turn screens its message first by itself and then with what was heard before: the same text is read once.
  let last: Alone | null = null;
  return (text, heard = []) => {
    try {
      last = last?.text === text ? last : screenAlone(text);
      const { words, signs, ruled, screening } = last;
      if (heard.length === 0 || words.length === 0) return screening;
      return addUp(screening, ruled, applyRules(rules, signs, words, heard));
    } catch {
      return content.redFlags.has(WHEN_BROKEN)
        ? { ...NOTHING_FOUND, asks: WHEN_BROKEN, asksFor: 'emergency' }
        : NOTHING_FOUND;
    }
  };
}
