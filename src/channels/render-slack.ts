import type { Activity } from '@microsoft/agents-activity';
import type { Link, Reply } from '../replies/reply.ts';
import { aboutLine } from './render-plain.ts';

/**
 * A reply for Slack: its own markup, choices as numbers, for Azure's Slack channel shows no suggested actions. The text is
 * given as Slack's message JSON too, since that channel sends `channelData` in place of the text when there is any.
 */
export function renderSlack({ heading, text, links, options, about }: Reply): Partial<Activity> {
  const message = [
    heading && `*${escaped(heading)}*`,
    escaped(text).replaceAll('**', '*'),
    links.filter(isSafe).map(slackLink).join('\n'),
    options.map(({ label }, index) => `${index + 1}. ${escaped(label)}`).join('\n'),
    about && escaped(aboutLine(about)),
  ]
    .filter(Boolean)
    .join('\n\n');
  return { type: 'message', text: message, channelData: { text: message } };
}

const isSafe = ({ href }: Link): boolean => /^(tel:|mailto:|https:\/\/)/.test(href);

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const slackLink = ({ label, href }: Link): string =>
  `<${escaped(href).replaceAll('|', '%7C')}|${escaped(label).replaceAll('|', '/')}>`;
