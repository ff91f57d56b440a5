import type { LanguageContent } from '../content/content-schema.ts';

const EMAIL = /(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const LINK = /\b(?:https?:\/\/|www\.)\S+/gi;
const ADDRESS =
  /\b\d+[a-z]?,? (?:[A-Za-z'.-]+ ){0,3}(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|close|court|ct|place|pl|square|sq|terrace|way|boulevard|blvd|crescent|gardens|row|hill)\b\.?/gi;
const POSTCODE = /\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b/gi;
const NUMBER = /\+?\d(?:[\d\s().-]*\d)?/g;
const INTRODUCED =
  /\b((?:my|his|her|the) name(?: is|'s)|names|call me|this is|i am called|ask for|signed|regards|mr|mrs|ms|miss|dr|doctor|nurse|sister)((?:\.? [A-Za-z][A-Za-z'-]+){1,2})/gi;
const WORD = /(?<![\w[])[A-Z][\p{L}'’-]+/gu;

const vocabularies = new WeakMap<LanguageContent, ReadonlySet<string>>();

/** Takes out what could tell who wrote: e-mail and web addresses, streets, numbers, and names as far as they show themselves. */
export function redact(text: string, words: LanguageContent): string {
  const known = vocabularyOf(words);
  const isKnown = (word: string): boolean => known.has(word.toLowerCase().replace(/[’']s$/, ''));
  return text
    .replace(LINK, '[link]')
    .replace(EMAIL, '[email]')
    .replace(ADDRESS, '[address]')
    .replace(POSTCODE, '[address]')
    .replace(NUMBER, '[number]')
    .replace(INTRODUCED, (whole, before: string, named: string) => {
      const after = named.replace(/^\.? /, '').split(' ');
      const known = after.findIndex(isKnown);
      return known === 0 ? whole : [before, '[name]', ...(known < 0 ? [] : after.slice(known))].join(' ');
    })
    .replace(WORD, (word) => (isKnown(word) ? word : '[name]'))
    .replace(/\s+/g, ' ')
    .trim();
}

/** Every word that our own texts use: a capital letter on another word is taken for a name. */
function vocabularyOf(words: LanguageContent): ReadonlySet<string> {
  let known = vocabularies.get(words);
  if (!known) {
    const texts = [
      ...[...words.topics.values()].flatMap(({ answer, question, phrasings }) => [answer, question, ...phrasings]),
      ...Object.values(words.lexicon).flat(),
      ...Object.values(words.intents).flat(),
      ...words.outOfScope,
    ];
    const lower = texts.flatMap((text) => text.match(/(?<![\p{L}'’])\p{Ll}[\p{Ll}'’-]*/gu) ?? []);
    known = new Set(lower);
    vocabularies.set(words, known);
  }
  return known;
}
