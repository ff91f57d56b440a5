import { plainText } from './plain-text.ts';

const LONGEST = 80;
const LEAD = '(?:(?:and|but|so|ok|okay|hi|hello|hey|hm+|wait|sorry|also|please) )*';
const DATA =
  '(?:(?:this|the) (?:chat|conversation)|(?:any of )?(?:my|the) (?:data|messages?|details|information|info|chat|answers|words|(?:phone )?number|phone|e ?mail|address|name|contact details)|(?:my )?(?:personal )?data|(?:what|everything|anything) i (?:write|type|say|tell you|wrote|typed|said|told you))';
const SAID = `(?:${DATA}|this|it|that|me|i)`;
const TRAILING = /(?: (?:here|for|anyway|though|tho|exactly|please|then|now|by the way|btw))+$/;
const KEPT = '(?:private|confidential|anonymous|kept|saved|stored|recorded|logged)';
const KEEP = '(?:keep|keeping|save|saving|store|storing|record|recording|log|logging|collect|collecting|remember)';
const ASKS = new RegExp(
  `^${LEAD}(?:(?:your )?privacy(?: policy)?|data protection|gdpr|hipaa` +
    `|(?:is|are|am|will|does) ${SAID} (?:(?:being|be|get|stay) )?${KEPT}(?: (?:here|anywhere|somewhere|on file))?` +
    `|(?:are|do|will) you ${KEEP} ${SAID}(?: (?:here|anywhere|somewhere|on file))?` +
    `|how long (?:is|are|will) ${SAID} (?:be )?kept|how long (?:do|will) you ${KEEP} ${SAID}` +
    `|(?:who|can (?:anyone|anybody|someone|other people|staff|my doctor|the doctor)) (?:else )?(?:(?:can|will|gets? to) )?(?:sees?|reads?) ${SAID}` +
    `|what (?:happens|will happen|do you do) (?:to|with) ${DATA}|where (?:does|do|is|are) ${DATA}(?: (?:go|kept|stored|saved))?` +
    '|what (?:do you keep|is kept|data (?:do you|is) (?:keep|kept|collected?|stored?)))$',
);

/** Whether a message asks what becomes of what is written here. */
export const asksWhatIsKept = (text: string): boolean =>
  text.length <= LONGEST && ASKS.test(plainText(text).replace(/ ?\?/g, '').replace(TRAILING, '').trim());
