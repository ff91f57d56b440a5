import type { Activity } from '@microsoft/agents-activity';
import type { Link, Reply } from '../replies/reply.ts';
import { capabilities } from './capabilities.ts';
import { isSafe } from './markdown.ts';
import { aboutLine, numbered, plainText } from './render-plain.ts';
import type { Scene } from './renderers.ts';
import { shortened } from './shortened.ts';
import { bounded, choiceBlocks, context, factSections, pictureBlock, sections } from './slack-blocks.ts';

/**
 * A reply for Slack: its own markup in blocks, and the same as one text with numbered choices for notifications, readers
 * and clients that show no blocks. Both are given as Slack's message JSON, since Azure's Slack channel sends `channelData`
 * in place of the text when there is any. What staff typed is no markup in either.
 */
export function renderSlack(reply: Reply, { publicUrl, thread }: Scene): Partial<Activity> {
  const { kind, from, heading, text, facts = [], links, options, about, picture } = reply;
  const asTyped = kind === 'staff';
  const opening = [from && `*${escaped(from)}*`, heading && `*${escaped(heading)}*`].filter(Boolean).join('\n\n');
  const leads = links.filter(isSafe).map(slackLink).join('\n');
  const body = [opening, escaped(text).replaceAll('**', '*'), leads];
  const parts = [
    ...body.slice(0, 2),
    facts.map(({ label, value }) => `*${escaped(label)}:* ${escaped(value)}`).join('\n'),
    ...body.slice(2),
    numbered(options.map(({ id, label }) => ({ id, label: escaped(label) }))),
    about && escaped(aboutLine(about)),
  ];
  const markup = parts.filter(Boolean).join('\n\n');
  const whole = shortened(asTyped ? escaped(plainText(reply)) : markup, capabilities.slack.text);
  const blocks = bounded([
    ...(asTyped
      ? [...sections(opening), ...sections(escaped(text), true), ...sections(leads)]
      : sections(body.filter(Boolean).join('\n\n'))),
    ...factSections(facts, escaped),
    ...(picture && publicUrl ? [pictureBlock(picture, publicUrl)] : []),
    ...(about ? [context(escaped(aboutLine(about)))] : []),
    ...choiceBlocks(reply),
  ]);
  const channelData = { text: whole, blocks, ...(asTyped && { mrkdwn: false }), ...(thread && { thread_ts: thread }) };
  return { type: 'message', text: whole, channelData };
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

const slackLink = ({ label, href }: Link): string =>
  `<${escaped(href).replaceAll('|', '%7C')}|${escaped(label).replaceAll('|', '/')}>`;
