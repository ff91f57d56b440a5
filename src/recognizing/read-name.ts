const LONGEST_TEXT = 200;
const LONGEST_NAME = 60;
const MOST_WORDS = 6;
const GREETING =
  /^(?:(?:hi|hello|hey|ok|okay|sure|yes|yeah|yep|well|um+|uh+|so|oh|please|thanks|just)\b[\s,.!:-]*)+(?=\S)/i;
const LEAD_IN =
  /^(?:(?:my|the|first|full|last) )*(?:name(?:'s| is|s)?|it's|its|it is|i'm|im|i am|this is|that's|call me|(?:you|they|people|everyone) (?:can )?call me|i go by|go(?:es)? by|ask for|(?:put|use|write)(?: me)?(?: down)?(?: as| for)?|for|me llamo|mi nombre es|soy|私の名前は|私は|名前は)(?![\p{L}\p{N}])[\s:,-]*|^(?:私の名前は|私は|名前は)/iu;
const TRAILING =
  /(?:[\s,.!]+(?:please|pls|thanks|thank you|thx|here|speaking|is my (?:first |full )?name|is fine|will do|and you)|と申します|といいます|と言います|です)[\s.!。]*$/i;
const WORD = /^[\p{L}\p{M}](?:[\p{L}\p{M}'.·・-])*,?$/u;
/** Whole messages that answer something else. */
const NOT_A_NAME = new Set(
  'no nope nah none nothing nobody never yes yeah yep yup ok okay sure maybe hi hello hey thanks bye me stop cancel skip back help menu restart anonymous anon private pass idk why what who how when where later myself please sorry wait good fine great unsure female male patient visitor test'.split(
    ' ',
  ),
);
/** Words of a sentence, in any case. */
const SENTENCE = new Set(
  "is am are was were be been have has had having want wants need needs hurt hurts hurting pain painful ache aches sore don't dont can't cant won't wont didn't doesn't not the you your yours what why when where how who which i i'm i've our she he it they this that these those there because but if about with from would could should did does know think tell say said give rather appointment book booking no yes not cancel tomorrow today please help nothing none idk".split(
    ' ',
  ),
);
/** Words of a sentence that are also names when they are written with a capital. */
const LOWER_ONLY = new Set(
  'my me he she we a do to can will an so no in on of for and or at by as up go got get'.split(' '),
);

/** The name a visitor gave, a first name will do, without lead-in, controls and markup; null for anything that is not a name. */
export function readName(text: string): string | null {
  if (text.length > LONGEST_TEXT || /[?@\uff1f\n]|https?:/i.test(text.trim())) return null;
  const name = bare(cleaned(text));
  const words = name.split(' ');
  if (name.length > LONGEST_NAME || words.length > MOST_WORDS) return null;
  if (!words.every((word) => WORD.test(word)) || !/\p{L}/u.test(name)) return null;
  return looksLikeSentence(words) ? null : name;
}

function cleaned(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/<[^>]{0,60}>/g, '')
    .replace(/\ufe0f/g, '')
    .replace(/[\p{Cf}\p{Cc}\p{Co}\p{Cs}\p{Extended_Pictographic}<>{}[\]()"“”«»`*_~|\\#=^]/gu, '')
    .replace(/[\u2018\u2019\u02bc\u00b4]/g, "'")
    .replace(/(\p{M}{2})\p{M}+/gu, '$1')
    .replace(/\s+/g, ' ')
    .trim();
}

function bare(said: string): string {
  let name = said;
  for (let round = 0; round < 3; round++) {
    name = name.replace(GREETING, '').replace(LEAD_IN, '').replace(TRAILING, '').trim();
  }
  return name.replace(/^[\s,'.!:-]+|(?<!\b(?:jr|sr|dr|[A-Z]))[.]+$|[\s,!:;。-]+$/giu, '');
}

function looksLikeSentence(words: readonly string[]): boolean {
  return words.some((typed) => {
    const word = typed.replace(/[,.]$/, '').toLowerCase();
    if (words.length === 1 && NOT_A_NAME.has(word)) return true;
    return SENTENCE.has(word) || (LOWER_ONLY.has(word) && typed.startsWith(word.charAt(0)));
  });
}
