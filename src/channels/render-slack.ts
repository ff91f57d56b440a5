import type { Activity } from '@microsoft/agents-activity';
import type { Link, Reply } from '../replies/reply.ts';
import { capabilities } from './capabilities.ts';
import { isSafe } from './markdown.ts';
import { aboutLine, numbered } from './render-plain.ts';
import type { Scene } from './renderers.ts';
import { shortened } from './shortened.ts';
import { bounded, choiceBlocks, context, factSections, pictureBlock, sections } from './slack-blocks.ts';

/**
 * A reply for Slack: its own markup in blocks, and the same as one text with numbered choices for notifications, readers
 * and clients that show no blocks. Both are given as Slack's message JSON, since Azure's Slack channel sends `channelData`
 * in place of the text when there is any.
 */
export function renderSlack(reply: Reply, { publicUrl, thread }: Scene): Partial<Activity> {
  const { from, heading, text, facts = [], links, options, about, picture } = reply;
  const opening = [from && `*${escaped(from)}*`, heading && `*${escaped(heading)}*`].filter(Boolean).join('\n\n');
  const body = [opening, escaped(text).replaceAll('**', '*'), links.filter(isSafe).map(slackLink).join('\n')];
  const parts = [
    ...body.slice(0, 2),
    facts.map(({ label, value }) => `*${escaped(label)}:* ${escaped(value)}`).join('\n'),
    ...body.slice(2),
    numbered(options.map(({ id, label }) => ({ id, label: escaped(label) }))),
    about && escaped(aboutLine(about)),
  ];
  const whole = shortened(parts.filter(Boolean).join('\n\n'), capabilities.slack.text);
  const blocks = bounded([
    ...sections(body.filter(Boolean).join('\n\n')),
    ...factSections(facts, escaped),
    ...(picture && publicUrl ? [pictureBlock(picture, publicUrl)] : []),
    ...(about ? [context(escaped(aboutLine(about)))] : []),
    ...choiceBlocks(reply),
  ]);
  return { type: 'message', text: whole, channelData: { text: whole, blocks, ...(thread && { thread_ts: thread }) } };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const slackLink = ({ label, href }: Link): string =>
  `<${escaped(href).replaceAll('|', '%7C')}|${escaped(label).replaceAll('|', '/')}>`;
