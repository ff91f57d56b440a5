import type { Activity } from '@microsoft/agents-activity';
import type { Link, Reply } from '../replies/reply.ts';
import { aboutLine } from './render-plain.ts';

/** Teams shows no more suggested actions than this. */
const MOST_BUTTONS = 3;

/** A reply for Teams: text that stands alone with numbered choices, and the first three as buttons. */
export function renderTeams({ heading, text, links, options, about }: Reply): Partial<Activity> {
  const parts = [
    heading && `**${heading}**`,
    text,
    links.filter(isSafe).map(markdownLink).join('\n'),
    options.map(({ label }, index) => `${index + 1}. ${label}`).join('\n'),
    about && aboutLine(about),
  ];
  const buttons = options.slice(0, MOST_BUTTONS).map(({ label }) => ({ type: 'imBack', title: label, value: label }));
  return {
    type: 'message',
    textFormat: 'markdown',
    text: hardBreaks(parts.filter(Boolean).join('\n\n')),
    ...(buttons.length > 0 ? { suggestedActions: { to: [], actions: buttons } } : {}),
  };
}

const isSafe = ({ href }: Link): boolean => /^(tel:|mailto:|https:\/\/)/.test(href);

/** Markdown joins lines unless they end in two spaces. */
const hardBreaks = (text: string): string => text.replace(/(?<!\n)\n(?!\n)/g, '  \n');

const markdownLink = ({ label, href }: Link): string =>
  `[${label.replace(/[[\]\\]/g, '\\$&')}](${href.replace(/[()\s]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}`)})`;
