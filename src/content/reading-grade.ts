/**
 * The US school grade needed to read `text`, by the formula of Flesch and Kincaid (Kincaid 1975):
 * 0.39 words a sentence + 11.8 syllables a word − 15.59. Markdown is left out, a brace counts as one short word.
 */
export function readingGrade(text: string): number {
  const plain = text.replace(/\{[^}]*\}/g, 'it').replace(/[*_#]/g, '');
  const words = plain.match(/[A-Za-z][A-Za-z'’]*/g) ?? [];
  const sentences = plain.split(/[.!?]+(?=\s|$)/).filter((sentence) => /[A-Za-z]/.test(sentence)).length;
  if (words.length === 0) return 0;
  const syllables = words.reduce((sum, word) => sum + countSyllables(word.toLowerCase()), 0);
  return (0.39 * words.length) / sentences + (11.8 * syllables) / words.length - 15.59;
}

/** Groups of vowels, less the silent endings of English: `bone`, `bones`, `walked`, but not `muscle`, `wounded`, `changes`. */
function countSyllables(word: string): number {
  const spoken = word.replace(
    /(?<=[^aeiouy][^aeiouyl]|[aeiouy][^aeiouydt])e(?:d)?$|(?<![cgsxzhl])es$|e$(?<![^aeiouy]le)/,
    '',
  );
  return Math.max(1, (spoken.match(/[aeiouy]+/g) ?? []).length);
}
