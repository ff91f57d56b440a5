import { stem } from '../answering/stem.ts';
import { normalise, splitWords } from '../answering/words.ts';
import type { Miss } from '../store/visit-store.ts';

/** Messages that ask for much the same. `last` is when the newest came, in epoch milliseconds. */
export interface MissGroup {
  readonly texts: readonly string[];
  readonly clinics: readonly string[];
  readonly count: number;
  readonly last: number;
}

/** The share of words that two messages must have in common to stand together. */
const ALIKE = 0.4;
const PLAIN = new Set(
  'a an and are be can do does for from get have how i if in is it me my of on or so that the this to was what when where which who why will with you your'.split(
    ' ',
  ),
);

/** Groups by likeness: each message joins the first group whose first message shares enough words. Largest group first. */
export function groupMisses(misses: readonly Miss[]): readonly MissGroup[] {
  const groups: { words: ReadonlySet<string>; members: Miss[] }[] = [];
  for (const miss of misses) {
    const words = new Set(
      splitWords(normalise(miss.text))
        .map(stem)
        .filter((word) => !PLAIN.has(word)),
    );
    const group = groups.find((each) => share(each.words, words) >= ALIKE);
    if (group) group.members.push(miss);
    else groups.push({ words, members: [miss] });
  }
  return groups
    .map(({ members }) => ({
      texts: [...new Set(members.map(({ text }) => text))],
      clinics: [...new Set(members.map(({ clinicId }) => clinicId))].sort(),
      count: members.length,
      last: Math.max(...members.map(({ at }) => at)),
    }))
    .sort((one, other) => other.count - one.count || other.last - one.last);
}

function share(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  const both = [...one].filter((word) => other.has(word)).length;
  return both / Math.max(1, one.size + other.size - both);
}
