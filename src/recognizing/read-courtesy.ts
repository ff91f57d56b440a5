import { readIntent } from './read-intent.ts';

const LONGEST = 240;
const GREETING = /^\W*(?:hi+|hello|hey+|hiya+|good (?:morning|afternoon|evening|day)|dear|greetings)\b/i;

/** The courtesy that a message opens or closes with, for one that says nothing else we know; a question is never only that. */
export function readCourtesy(
  text: string,
  intents: Readonly<Record<string, readonly string[]>>,
): 'greeting' | 'thanks' | 'goodbye' | null {
  if (text.length > LONGEST || text.includes('?')) return null;
  const parts = text.split(/[.,;:!\n\u2026\u2013\u2014]+/).filter((part) => /\p{L}/u.test(part));
  const read = parts.map((part) => readIntent(part, intents));
  if (read.at(-1) === 'goodbye') return 'goodbye';
  if (read.slice(0, 2).includes('thanks')) return 'thanks';
  return GREETING.test(text) ? 'greeting' : null;
}
