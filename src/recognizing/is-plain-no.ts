import { plainText } from './plain-text.ts';

const OPENING =
  /^(?:(?:well|um+|uh+|erm*|oh|ah|so|sorry|thanks|thank you|luckily|thankfully|fortunately|thank god|absolutely|definitely|certainly|of course|god|hell) )*/;
const NO = '(?:no+|nope+|nah+|naw?|never|none|nothing|negative|not at all)';
const THAT =
  '(?:that|those|these|them|this|it|any|the above|the ones you said|what you said|those things|these things)';
const DENIAL = `(?:i (?:dont|do not|havent|have not|havent got|have not got|dont have|do not have|am not|didnt|cant say i (?:do|have))|im not|it (?:doesnt|does not|hasnt|has not|isnt|is not|didnt)|they (?:dont|do not|havent)|he doesnt|she doesnt)`;
const PLAIN = new RegExp(
  `^(?:${NO}(?: ${NO})*(?: (?:thanks|thank you|sir|maam|mate|love|doc|luckily|thankfully|im good|all fine))?` +
    `|(?:${NO} )*${DENIAL}(?: (?:have|got|had|any))*(?: (?:none|any|either))?(?: of)?(?: ${THAT})?(?: (?:either|at all|no|thankfully|luckily|symptoms?|now))?` +
    `|(?:${NO} )*(?:none|not any|no to all|no to any|no to both|neither|not one|nothing)(?: (?:of|like))?(?: ${THAT})?(?: (?:either|at all|no|thankfully|luckily))?` +
    `|(?:${NO} )?(?:nothing|none) (?:like that|of the sort|of that sort|of that kind)` +
    `|(?:${NO} )?not (?:that i know of|that i know|that ive noticed|as far as i know|to my knowledge|for me|me)` +
    `|(?:${NO} )+(?:all (?:good|fine|normal|ok|okay) (?:there|here|down there))` +
    `|n)$`,
);

/** Whether a whole message is a plain no to a question about symptoms. Anything with a symptom in it, or a doubt, is not. */
export function isPlainNo(text: string): boolean {
  if (text.length > 80) return false;
  const said = plainText(text.replace(/[\u{1F44E}\u274C\u2716]/gu, ' no '))
    .replace(OPENING, '')
    .trim();
  return PLAIN.test(said);
}
