import type { Content } from '../content/content-schema.ts';
import { applyContext } from './apply-context.ts';
import { applyRules, compileRules } from './apply-rules.ts';
import { addUp, combine } from './combine.ts';
import { compileSigns } from './compile-signs.ts';
import { compileCorrector } from './correct-words.ts';
import { findConcepts } from './find-concepts.ts';
import { normaliseText } from './normalise-text.ts';
import { plainWords } from './plain-words.ts';
import { readWords } from './read-words.ts';
import type { Screening, ScreenText } from './screening.ts';
import { labelledTexts, loadOpinion } from './second-opinion.ts';
import { splitClauses } from './split-clauses.ts';

const NOTHING: Screening = { urgency: 'none', findings: [], asks: null, chances: null, heard: [] };
/** Asked when screening itself fails: better one question too many. */
const WHEN_BROKEN = 'ces-saddle-numbness';

/**
 * Compiles signs and rules once, and trains the second opinion on the content's labelled messages (or reads it from
 * `cacheDir`); the result screens any text, purely and in bounded time.
 */
export function compileScreening(
  content: Pick<Content, 'redFlags' | 'languages'>,
  cacheDir: string | null = null,
): ScreenText {
  const english = content.languages.en;
  const signs = compileSigns(english?.signs ?? {});
  const rules = compileRules(content.redFlags.values());
  const correct = compileCorrector(signs.words, signs.signWords, plainWords(english, signs.plain));
  const read = (text: string) => {
    const clauses = splitClauses(readWords(normaliseText(text)), correct);
    return { words: clauses.words, signs: applyContext(findConcepts(clauses.words, signs), clauses, rules.concepts) };
  };
  const texts = labelledTexts(content);
  const spoken = JSON.stringify(english?.signs ?? {});
  const opine = english?.messages.length ? loadOpinion(texts, read, spoken, cacheDir) : null;
  return (text, heard = []) => {
    try {
      const { words, signs: found } = read(text);
      if (words.length === 0) return NOTHING;
      const ruled = applyRules(rules, found, words);
      const alone = opine ? combine(ruled, opine(words, found)) : ruled;
      return heard.length === 0 ? alone : addUp(alone, ruled, applyRules(rules, found, words, heard));
    } catch {
      return { ...NOTHING, asks: content.redFlags.has(WHEN_BROKEN) ? WHEN_BROKEN : null };
    }
  };
}
