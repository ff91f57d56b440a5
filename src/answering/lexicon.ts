import { stem } from './stem.ts';
import { normalise, splitWords } from './words.ts';

/** Words that come and go inside a phrase: "bottom of my foot" is "bottom of foot". */
const PASSED_OVER = new Set(['my', 'your', 'the', 'a', 'an', 'her', 'his', 'our', 'their', 'this', 'these', 'some']);
const LONGEST_PHRASE = 6;

/** A compiled lexicon: phrase (stems joined by spaces) to concepts. */
export type Lexicon = ReadonlyMap<string, readonly string[]>;

const meaningful = (stems: readonly string[]) => stems.filter((each) => !PASSED_OVER.has(each));

/** Turns concept-to-phrases, as an editor writes it, into phrase-to-concepts. A phrase may name several concepts. */
export function compileLexicon(concepts: Readonly<Record<string, readonly string[]>>): Lexicon {
  const lexicon = new Map<string, string[]>();
  for (const concept of Object.keys(concepts).sort()) {
    for (const phrase of [...(concepts[concept] ?? []), concept.replaceAll('-', ' ')]) {
      const key = meaningful(splitWords(normalise(phrase)).map(stem))
        .slice(0, LONGEST_PHRASE)
        .join(' ');
      const named = lexicon.get(key) ?? [];
      if (key !== '' && !named.includes(concept)) lexicon.set(key, [...named, concept]);
    }
  }
  return lexicon;
}

/** The concepts that a text names, in order: at each word the longest phrase wins, and its words are used up. */
export function findConcepts(stems: readonly string[], lexicon: Lexicon): (readonly string[])[] {
  const words = meaningful(stems);
  const found: (readonly string[])[] = [];
  let at = 0;
  while (at < words.length) {
    let used = 1;
    for (let length = Math.min(LONGEST_PHRASE, words.length - at); length > 0; length--) {
      const concepts = lexicon.get(length === 1 ? (words[at] as string) : words.slice(at, at + length).join(' '));
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
