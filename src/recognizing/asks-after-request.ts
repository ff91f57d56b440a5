import { plainText } from './plain-text.ts';

const LONGEST = 100;
const ANSWERS =
  '(?:(?:call|ring|phone|answer|respond|write|email|contact|hear|confirm)(?:s|ing)?|repl(?:y|ies)|get back|be in touch|get in touch|let me know)';
const WHEN = new RegExp(`\\b(?:when|how (?:long|soon|quickly|fast))\\b.*\\b${ANSWERS}\\b`);
const WHETHER =
  /\b(?:did|do|have|has|is|was|are|am|will)\b.*\b(?:(?:get|got|see|seen|receive|received|have) (?:it|this|that|my (?:request|message|number|details))|booked|confirmed|gone through|go through|went through|sent)\b/;
/** Asks to be told how, or about someone else's. */
const OTHERWISE = /\b(?:should|how do i|can i|could i|what if|cancel|change)\b/;

/** Whether a message asks what has become of a request, or when it is answered. */
export function asksAfterRequest(text: string): boolean {
  const said = plainText(text).replace(/ ?\?/g, '');
  return text.length <= LONGEST && !OTHERWISE.test(said) && (WHEN.test(said) || WHETHER.test(said));
}
