import type { About, Link, Reply } from '../replies/reply.ts';

/** A reply as one plain text: the floor for every channel. Options become numbered lines that the visitor can answer with. */
export function plainText({ heading, text, links, options, about }: Reply): string {
  return [
    heading,
    text.replaceAll('**', ''),
    links.map(linkLine).join('\n'),
    options.map(({ label }, index) => `${index + 1}. ${label}`).join('\n'),
    about ? aboutLine(about) : null,
  ]
    .filter(Boolean)
    .join('\n\n');
}

/** A reply as a Bot Framework message that any channel can show. */
export const renderPlain = (reply: Reply): { type: 'message'; textFormat: 'plain'; text: string } => ({
  type: 'message',
  textFormat: 'plain',
  text: plainText(reply),
});

/** Where an answer comes from and until when it holds, in one line. */
export function aboutLine({ sources, review, reviewedBy, due }: About): string {
  const names = [...new Set(sources.map(({ name }) => name))].join('; ');
  const state = review === 'reviewed' && reviewedBy ? `Reviewed by ${reviewedBy}` : 'Clinical review pending';
  return `${names ? `Sources: ${names}. ` : ''}${state}. Holds until ${due}.`;
}

/** `label: number or address`, or the label alone when it already shows where it leads. */
function linkLine({ label, href }: Link): string {
  const target = href.replace(/^(tel|mailto):/, '');
  const digits = label.replace(/\D/g, '');
  const shown = href.startsWith('tel:') ? digits.length >= 3 && target.endsWith(digits) : label.includes(target);
  return shown ? label : `${label}: ${target}`;
}
