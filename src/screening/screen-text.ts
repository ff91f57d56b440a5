import type { Content } from '../content/content-schema.ts';
import { applyContext } from './apply-context.ts';
import { applyRules, compileRules } from './apply-rules.ts';
import { compileSigns } from './compile-signs.ts';
import { compileCorrector } from './correct-words.ts';
import { findConcepts } from './find-concepts.ts';
import { normaliseText } from './normalise-text.ts';
import { plainWords } from './plain-words.ts';
import { readWords } from './read-words.ts';
import type { Screening, ScreenText } from './screening.ts';
import { splitClauses } from './split-clauses.ts';

const NOTHING: Screening = { urgency: 'none', findings: [], asks: null };
/** Asked when screening itself fails: better one question too many. */
const WHEN_BROKEN = 'ces-saddle-numbness';

/** Compiles signs and rules once; the result screens any text, purely and in bounded time. */
export function compileScreening(content: Pick<Content, 'redFlags' | 'languages'>): ScreenText {
  const english = content.languages.en;
  const signs = compileSigns(english?.signs ?? {});
  const rules = compileRules(content.redFlags.values());
  const correct = compileCorrector(signs.words, signs.signWords, plainWords(english, signs.plain));
  return (text) => {
    try {
      const clauses = splitClauses(readWords(normaliseText(text)), correct);
      if (clauses.words.length === 0) return NOTHING;
      const mentions = findConcepts(clauses.words, signs);
      return applyRules(rules, applyContext(mentions, clauses), clauses.words);
    } catch {
      return { ...NOTHING, asks: content.redFlags.has(WHEN_BROKEN) ? WHEN_BROKEN : null };
    }
  };
}
