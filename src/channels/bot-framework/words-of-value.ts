const MOST_DEEP = 5;
const MOST_PARTS = 100;

/** The words in a pressed button's or card's value, so that whatever a visitor put there is screened. Bounded: the value is the caller's. */
export function wordsOfValue(value: unknown): string {
  const words: string[] = [];
  collect(value, words, MOST_DEEP);
  return words.join('\n');
}

function collect(value: unknown, words: string[], deep: number): void {
  if (words.length >= MOST_PARTS) return;
  if (typeof value === 'string' || typeof value === 'number') words.push(String(value));
  if (typeof value !== 'object' || value === null || deep === 0) return;
  for (const [name, part] of Object.entries(value)) if (name !== 'msteams') collect(part, words, deep - 1);
}
