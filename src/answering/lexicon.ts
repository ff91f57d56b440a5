import { stem } from './stem.ts';
import { normalise, splitWords } from './words.ts';

/** Words that come and go inside a phrase: "bottom of my foot" is "bottom of foot". */
const PASSED_OVER = new Set(['my', 'your', 'the', 'a', 'an', 'her', 'his', 'our', 'their', 'this', 'these', 'some']);
const LONGEST_PHRASE = 6;

/** A compiled lexicon: phrase (stems joined by spaces) to concepts, and how many words the longest phrase has that starts with a word. */
export interface Lexicon {
  readonly phrases: ReadonlyMap<string, readonly string[]>;
  readonly longest: ReadonlyMap<string, number>;
}

const meaningful = (stems: readonly string[]) => stems.filter((each) => !PASSED_OVER.has(each));

/** Turns concept-to-phrases, as an editor writes it, into phrase-to-concepts. A phrase may name several concepts. */
export function compileLexicon(concepts: Readonly<Record<string, readonly string[]>>): Lexicon {
  const phrases = new Map<string, string[]>();
  const longest = new Map<string, number>();
  for (const concept of Object.keys(concepts).sort()) {
    for (const phrase of [...(concepts[concept] ?? []), concept.replaceAll('-', ' ')]) {
      const stems = meaningful(splitWords(normalise(phrase)).map(stem)).slice(0, LONGEST_PHRASE);
      const [first] = stems;
      if (first === undefined) continue;
      const key = stems.join(' ');
      const named = phrases.get(key) ?? [];
      if (!named.includes(concept)) phrases.set(key, [...named, concept]);
      longest.set(first, Math.max(stems.length, longest.get(first) ?? 0));
    }
  }
  return { phrases, longest };
}

/** The concepts that a text names, in order: at each word the longest phrase wins, and its words are used up. */
export function findConcepts(stems: readonly string[], { phrases, longest }: Lexicon): (readonly string[])[] {
  const words = meaningful(stems);
  const found: (readonly string[])[] = [];
  let at = 0;
  while (at < words.length) {
    let used = 1;
    const first = words[at] as string;
    for (let length = Math.min(longest.get(first) ?? 0, words.length - at); length > 0; length--) {
      const concepts = phrases.get(length === 1 ? first : words.slice(at, at + length).join(' '));
      if (concepts) {
        found.push(concepts);
        used = length;
        break;
      }
    }
    at += used;
  }
  return found;
}
