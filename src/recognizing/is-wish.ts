import { plainText } from './plain-text.ts';

const LONGEST = 200;
const LEAD =
  '(?:(?:hi|hello|hey|hiya|ok|okay|oh|so|well|right|fine|great|good|thanks|thank you|please|pls|then|and|actually|yes|yeah|yep|no|now|just|maybe|perhaps) )*';
const ASKS = new RegExp(
  `^${LEAD}(?:(?:i|id|ill|im|we|wed|were)(?: \\w+){0,3}? (?:want|need|like|love|prefer|rather|wish|wanna|hope|hoping|looking)\\b` +
    '|(?:can|could|may|might|would|will) (?:i|we|you|u|he|she|they|someone|somebody|anyone|my \\w+|the \\w+)\\b' +
    '|(?:is|would) it (?:be )?possible|is there an?y? |any (?:chance|slots?|openings?|appointments?)\\b|do you have an?y? ' +
    '|(?:lets?|let me|get|book|schedule|squeeze|fit|put|need|want|wanna|looking (?:for|to)|hoping to)\\b)',
);
/** Asks how, whether or for how much, or for something else than a new one. */
const OTHERWISE =
  /\b(?:how|what|when|where|which|why|who|whose|or|if|without|costs?|prices?|charged?|fees?|insurance|cancel|change|move|reschedule|rearrange|dont|not|never|already)\b/;

/** Whether a message asks that something be done for the visitor now ("could you book me in"), not how or whether it is done. */
export function isWish(text: string): boolean {
  if (text.length > LONGEST || OTHERWISE.test(plainText(text))) return false;
  return text.split(/[.,;:!?\n]+|\b(?:and|but|so)\b/iu).some((clause) => ASKS.test(plainText(clause)));
}
