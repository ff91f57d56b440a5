const lookalikes: Readonly<Record<string, string>> = {
  a: 'аαɑᴀ',
  b: 'вЬьʙβƄ',
  c: 'сϲᴄ',
  d: 'ԁɗᴅđ',
  e: 'еєεҽᴇɛ',
  f: 'ғꜰƒ',
  g: 'ɡԍɢ',
  h: 'һհнʜħ',
  i: 'іιɪıɩ',
  j: 'јϳᴊ',
  k: 'кκᴋ',
  l: 'ӏʟɭłǀ',
  m: 'мᴍ',
  n: 'пηոɴո',
  o: 'оοσօᴏ๐०',
  p: 'рρᴘ',
  q: 'ԛզ',
  r: 'гʀг',
  s: 'ѕꜱʂ',
  t: 'тτᴛŧ',
  u: 'υսᴜц',
  v: 'ѵνᴠ',
  w: 'ԝωᴡш',
  x: 'хχ',
  y: 'уүγʏ',
  z: 'ᴢʐ',
  "'": '‘’ʼʹ`´＇′ˈ',
};
const pictures: Readonly<Record<string, string>> = {
  '🍑': 'bum',
  '🥶': 'freezing cold',
  '🩸': 'bleeding',
  '🤒': 'fever',
  '🤮': 'vomiting',
  '🤢': 'feel sick',
  '🦵': 'leg',
  '🦶': 'foot',
  '🦴': 'bone',
  '💩': 'poo',
  '🚽': 'toilet',
  '🍆': 'penis',
  '💊': 'pills',
  '🚑': 'ambulance',
  '🤰': 'pregnant',
  '🔥': 'burning',
};

const readAs = new Map<string, string>();
for (const [letter, forms] of Object.entries(lookalikes)) for (const form of forms) readAs.set(form, letter);
for (const [picture, words] of Object.entries(pictures)) readAs.set(picture, ` ${words} `);

const squared: readonly (readonly [number, number])[] = [
  [0x1f130, 0x1f149],
  [0x1f150, 0x1f169],
  [0x1f170, 0x1f189],
  [0x1f1e6, 0x1f1ff],
];

/** What a character is read as: the Latin letter that it looks like, the words of a picture, or itself. */
export function readCharacter(character: string): string {
  const known = readAs.get(character);
  if (known !== undefined) return known;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x1f130) return character;
  for (const [first, last] of squared) {
    if (code >= first && code <= last) return String.fromCharCode(97 + code - first);
  }
  return character;
}
