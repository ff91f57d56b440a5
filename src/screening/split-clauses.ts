import type { CorrectWord } from './correct-words.ts';
import type { RawText } from './read-words.ts';

/** A word of a message with its place: `sentence` and `clause` count up through the text. */
export interface Word {
  readonly text: string;
  readonly stem: string;
  readonly written: string;
  readonly sentence: number;
  readonly clause: number;
  readonly afterComma: boolean;
}

/** A message cut into words. */
export interface Clauses {
  readonly words: readonly Word[];
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(' '));
const JOINTS = set(
  'but however although though tho yet except because cos cuz coz whereas while whilst then plus so until till unless despite',
);
const SUBJECTS = set('i im ive id he hes she shes they theyre we weve its it theres theyve ill');
const LINKERS = set(
  'when if that what how where why as like than whenever which who before after since and or so whether think know say says said thought',
);
const OPENERS = set(
  'i im ive he hes she shes they we its it theres my his her their our the now then also cant cannot couldnt have has had am is are feel feels felt feeling dont no not this that today yesterday suddenly wont keep started having getting',
);
const withNot: Readonly<Record<string, string>> = {
  can: 'cant',
  could: 'cant',
  do: 'dont',
  does: 'dont',
  did: 'dont',
  will: 'wont',
  would: 'wont',
  have: 'havent',
  has: 'havent',
};
const LONGEST_CLAUSE = 40;

/** Corrects words and gives each its sentence and clause. Commas, joints ("but", "so") and new subjects start a clause. */
export function splitClauses({ words: raw }: RawText, correct: CorrectWord): Clauses {
  const words: Word[] = [];
  let sentence = 0;
  let clause = 0;
  let inClause = 0;
  const joined = joinLetters(raw);
  for (const [index, { text, gap }] of joined.entries()) {
    const before = words.at(-1)?.text ?? '';
    if (gap === 'end') sentence++;
    const opens = SUBJECTS.has(text) && inClause >= 2 && !LINKERS.has(before);
    const joins = JOINTS.has(text) && inClause >= 1;
    const continues = (text === 'and' || text === 'n') && inClause > 2 && OPENERS.has(joined[index + 1]?.text ?? '');
    const lists = gap === 'comma' && (inClause > 2 || opensAfter(joined, index));
    if (gap === 'end' || opens || joins || continues || lists || inClause >= LONGEST_CLAUSE) {
      clause++;
      inClause = 0;
    }
    for (const part of correct(text)) {
      const short = part.text === 'not' ? withNot[words.at(-1)?.text ?? ''] : undefined;
      const last = words.at(-1);
      if (short !== undefined && last && gap === 'none') {
        words[words.length - 1] = { ...last, text: short, stem: short, written: `${last.written} ${text}` };
        continue;
      }
      const { text: spelt, stem } = part;
      words.push({ text: spelt, stem, written: text, sentence, clause, afterComma: gap === 'comma' });
      inClause++;
    }
  }
  return { words };
}

interface Joined {
  readonly text: string;
  readonly gap: 'none' | 'comma' | 'end';
}

const opensAfter = (words: readonly Joined[], index: number): boolean => {
  const next = words[index + 1];
  const third = words[index + 2];
  return next !== undefined && next.gap === 'none' && third !== undefined && third.gap === 'none';
};

/** "n u m b" and "n.u.m.b" are one word: three or more single letters in a row are joined. */
function joinLetters(raw: RawText['words']): readonly Joined[] {
  const out: Joined[] = [];
  for (let index = 0; index < raw.length; index++) {
    const word = raw[index];
    if (!word) continue;
    let end = index;
    while (end + 1 < raw.length && raw[end + 1]?.text.length === 1 && word.text.length === 1 && end - index < 47) end++;
    if (end - index < 2) {
      out.push(word);
      continue;
    }
    let text = '';
    for (let at = index; at <= end; at++) text += raw[at]?.text ?? '';
    out.push({ text, gap: word.gap });
    index = end;
  }
  return out;
}
