import type { VisitEvent } from '../../dialogs/visit.events.ts';
import type { LanguageContent } from '../content/content-schema.ts';
import { redact } from './redact.ts';
import type { Understanding } from './understand.ts';
import type { VisitorMessage } from './visitor-message.ts';

const LONGEST = 300;
const SHORTEST = 3;

/** What a clinic may learn from: a message in our language that asked for something and found no answer, made safe to keep. Null otherwise. */
export function missOf(
  { text }: VisitorMessage,
  understood: Understanding | null,
  events: readonly VisitEvent[],
  words: LanguageContent,
): string | null {
  const missed = events.some(({ type }) => type === 'visitor.asked-unclearly');
  if (!missed || !understood || understood.choice !== null || understood.language !== 'en') return null;
  if (understood.screening.urgency !== 'none' || understood.screening.asks !== null) return null;
  const said = redact(text.slice(0, LONGEST), words);
  return said.length < SHORTEST ? null : said;
}
