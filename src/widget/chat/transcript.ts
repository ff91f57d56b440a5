import { safeLinks } from './links.ts';
import type { Said } from './protocol.ts';
import { words } from './words.ts';

/** What was said as plain text, which carries no script and no link: for the visitor to keep. `now` in epoch milliseconds. */
export function writeTranscript(said: readonly Said[], clinic: string, now: number): string {
  const head = [clinic, words.transcriptOf(shownTime(now)), words.transcriptNote];
  return `${[head.join('\n'), ...said.map(writeSaid)].map(plain).join('\n\n')}\n`;
}

function writeSaid({ at, from, person, heading, text, facts, links, about }: Said): string {
  const speaker =
    from === 'visitor' ? words.visitorSaid : person ? `${words.personSaid(person)}:` : words.assistantSaid;
  const body = from === 'visitor' || person !== null ? text : text.replace(/\*\*([^*]+)\*\*/g, '$1');
  const sources = about?.sources.map(({ name }) => name) ?? [];
  return [
    at === null ? speaker : `${shownTime(at)} ${speaker}`,
    heading,
    body,
    ...facts.map(({ label, value }) => `${label}: ${value.replaceAll('\n', ', ')}`),
    ...safeLinks(links).map(({ label, href }) => `${label}: ${href}`),
    sources.length > 0 && words.sourcesAre([...new Set(sources)]),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Without the signs that reorder text or drive a terminal. */
const plain = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must go
    .replace(/[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, '');

const shownTime = (time: number): string =>
  new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
