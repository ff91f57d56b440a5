import { plainText } from './plain-text.ts';

const BACK = /\b(?:back|spine|spinal|lumbar|neck|sciatica|disc|disk|tailbone|waist)\b/;
const FOOT =
  /\b(?:foot|feet|heels?|toes?|ankles?|arch(?:es)?|soles?|legs?|calf|calves|shins?|knees?|achilles|bunions?|plantar|hips?|thighs?)\b/;

/** Words of coming back and calling back, which name no part of the body. */
const RETURNING =
  /\b(?:call|ring|phone|write|come|came|get|go|going|be|im|am|are|hear) (?:(?:me|you|us|to) )?back\b(?! (?:pain|ache|trouble|problem|issue|spasm))/g;

/** Which region a short answer to "where is it?" names; null when it names none. */
export function readRegion(text: string): 'back' | 'foot' | 'both' | null {
  if (text.length > 120) return null;
  const said = plainText(text).replace(RETURNING, ' ');
  const [back, foot] = [BACK.test(said), FOOT.test(said)];
  return back && foot ? 'both' : back ? 'back' : foot ? 'foot' : null;
}
