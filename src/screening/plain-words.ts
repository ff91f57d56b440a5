import type { LanguageContent } from '../content/content-schema.ts';

/** Words that are spelt right though no sign has them, so that "chess" is never read as "chest". */
export function plainWords(language: LanguageContent | undefined, listed: readonly string[]): ReadonlySet<string> {
  const known = new Set(listed);
  if (!language) return known;
  const read = (text: string): void => {
    for (const word of text
      .toLowerCase()
      .replace(/['’]/g, '')
      .match(/[a-z]+/g) ?? [])
      known.add(word);
  };
  for (const { question, label, answer } of language.topics.values()) read(`${question} ${label} ${answer}`);
  for (const { text } of language.lines.values()) read(text);
  for (const label of language.options.values()) read(label);
  return known;
}
