import type { Topic } from '../content/content-schema.ts';
import type { Ranked } from './ranking.ts';
import { normalise, splitWords } from './words.ts';

/** How sure we are when a message is, word for word, a text of one topic and of no other. */
const CERTAIN = 0.99;

/** Topics by the words of their own texts: question, label and phrasings; a text of two topics is nobody's. */
export function findOwnWords(topics: ReadonlyMap<string, Topic>): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  const shared = new Set<string>();
  for (const { id, question, label, phrasings } of topics.values()) {
    for (const text of [question, label, ...phrasings]) {
      const key = splitWords(normalise(text)).join(' ');
      if (own.has(key) && own.get(key) !== id) shared.add(key);
      own.set(key, id);
    }
  }
  for (const key of shared) own.delete(key);
  return own;
}

/** Puts a topic found by its own words before the others. */
export function putFirst(topic: string, ranked: readonly Ranked[]): Ranked[] {
  const rest = ranked
    .filter((each) => each.topic !== topic)
    .map((each) => ({ ...each, confidence: Math.min(each.confidence, 1 - CERTAIN) }));
  return [{ topic, confidence: CERTAIN }, ...rest].slice(0, Math.max(1, ranked.length));
}
