const SPOKEN: Readonly<Record<string, string>> = {
  u: 'you',
  ur: 'your',
  r: 'are',
  wat: 'what',
  wot: 'what',
  wut: 'what',
  hw: 'how',
  cuz: 'because',
  coz: 'because',
  bc: 'because',
  cos: 'because',
  becuz: 'because',
  bcoz: 'because',
  tht: 'that',
  dat: 'that',
  abt: 'about',
  wen: 'when',
  hav: 'have',
  shud: 'should',
  cud: 'could',
  wud: 'would',
  w: 'with',
  n: 'and',
  da: 'the',
  dr: 'doctor',
  doc: 'doctor',
  docs: 'doctors',
  drs: 'doctors',
  appt: 'appointment',
  appts: 'appointments',
  apt: 'appointment',
  pls: 'please',
  plz: 'please',
  thx: 'thanks',
  ty: 'thanks',
  gonna: 'going to',
  wanna: 'want to',
  gotta: 'got to',
  gimme: 'give me',
  dunno: 'do not know',
  idk: 'i do not know',
  kinda: 'kind of',
  sorta: 'sort of',
  cant: 'can not',
  cannot: 'can not',
  dont: 'do not',
  doesnt: 'does not',
  isnt: 'is not',
  arent: 'are not',
  wont: 'will not',
  didnt: 'did not',
  havent: 'have not',
  shouldnt: 'should not',
  im: 'i am',
  ive: 'i have',
  whats: 'what is',
  wheres: 'where is',
  whos: 'who is',
  hows: 'how is',
  thats: 'that is',
  theres: 'there is',
  yall: 'you',
};

const CONTRACTIONS: readonly (readonly [RegExp, string])[] = [
  [/\bcan't\b/g, 'can not'],
  [/\bwon't\b/g, 'will not'],
  [/\by'all\b/g, 'you'],
  [/n't\b/g, ' not'],
  [/\b(what|where|who|how|that|there|it|when|why|he|she)'s\b/g, '$1 is'],
  [/\blet's\b/g, 'let us'],
  [/'re\b/g, ' are'],
  [/'m\b/g, ' am'],
  [/'ve\b/g, ' have'],
  [/'ll\b/g, ' will'],
  [/'d\b/g, ' would'],
  [/'s\b/g, ''],
];

/** One spelling for every way of typing the same letters: case, width, quotes, accents. Sentence marks stay. */
export function normalise(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[\u2018\u2019\u02bc\u0060\u00b4]/g, "'")
    .replace(/(\p{L})\1{2,}/gu, '$1$1');
}

/** The words of a normalised text: contractions opened, chat spellings written out, numbers as `#` save those of three digits (911). */
export function splitWords(normalised: string): string[] {
  let text = normalised;
  if (text.includes("'")) for (const [pattern, opened] of CONTRACTIONS) text = text.replace(pattern, opened);
  const words: string[] = [];
  for (const raw of text.match(/[\p{L}\p{N}]+/gu) ?? []) {
    const word = raw.length > 30 ? raw.slice(0, 30) : raw;
    if (/^\p{N}+$/u.test(word) && word.length !== 3) words.push('#');
    else {
      const spoken = Object.hasOwn(SPOKEN, word) ? SPOKEN[word] : undefined;
      if (spoken === undefined) words.push(word);
      else words.push(...spoken.split(' '));
    }
  }
  return words;
}
