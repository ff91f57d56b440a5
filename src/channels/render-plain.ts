import type { About, Link, Option, Reply } from '../replies/reply.ts';
import { capabilities } from './capabilities.ts';
import { shortened } from './shortened.ts';

/** A reply as one plain text: the floor for every channel. Options become numbered lines that the visitor can answer with. */
export function plainText({ kind, from, heading, text, facts = [], links, options, about }: Reply): string {
  const said = kind === 'staff' ? text : text.replaceAll('**', '');
  return [
    heading,
    from ? `${from}:\n${said}` : said,
    facts.map(({ label, value }) => `${label}: ${value}`).join('\n'),
    links.map(linkLine).join('\n'),
    numbered(options),
    about ? aboutLine(about) : null,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** Choices as lines with the numbers that a visitor can answer with. */
export const numbered = (options: readonly Option[]): string =>
  options.map(({ label }, index) => `${index + 1}. ${label}`).join('\n');

/** A reply as a Bot Framework message that any channel can show. */
export const renderPlain = (reply: Reply): { type: 'message'; textFormat: 'plain'; text: string } => ({
  type: 'message',
  textFormat: 'plain',
  text: shortened(plainText(reply), capabilities.plain.text),
});

/** What an answer is, where it comes from, who read it and until when it holds, in one line. */
export function aboutLine(about: About): string {
  const names = sourceNames(about);
  return names.length > 0 ? `${aboutHead(about)}. Sources: ${names.join('; ')}.` : `${aboutHead(about)}.`;
}

const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' });

/** The same without the names of the sources. */
export function aboutHead(about: About): string {
  const { review, reviewedBy, due } = about;
  const { length } = sourceNames(about);
  const state = review === 'reviewed' && reviewedBy ? `reviewed by ${reviewedBy}` : 'review pending';
  return [
    'General information',
    `${length} source${length === 1 ? '' : 's'}`,
    state,
    `valid until ${day.format(new Date(due))}`,
  ].join(' · ');
}

const sourceNames = ({ sources }: About): string[] => [...new Set(sources.map(({ name }) => name))];

/** `label: number or address`, or the label alone when it already shows where it leads. */
function linkLine({ label, href }: Link): string {
  const target = href.replace(/^(tel|mailto):/, '');
  const digits = label.replace(/\D/g, '');
  const shown = href.startsWith('tel:') ? digits.length >= 3 && target.endsWith(digits) : label.includes(target);
  return shown ? label : `${label}: ${target}`;
}
