import type { Fact, Option, Picture, Reply } from '../replies/reply.ts';
import { capabilities } from './capabilities.ts';
import { pictureAddress } from './picture-address.ts';
import { slackBlockId } from './read-press.ts';
import { shortened, unbroken } from './shortened.ts';

/** A block of a Slack message. */
export type Block = Readonly<Record<string, unknown>>;

const {
  blocks: MOST_BLOCKS,
  sectionText: SECTION,
  buttons: BUTTONS,
  buttonText: LABEL,
  overflow: OVERFLOW,
} = capabilities.slack;
/** Fields of one section. */
const FIELDS = 10;
const FIELD_TEXT = 2_000;

/**
 * A text that is too long for one section as several, cut where a line or a word ends and never inside an escaped sign.
 * `asTyped`: nothing in it is markup. None is folded: what follows a fold may be the number to call.
 */
export function sections(text: string, asTyped = false): Block[] {
  const parts: string[] = [];
  for (let rest = text.trim(); rest !== ''; ) {
    let end = rest.length;
    if (end > SECTION) {
      const head = rest.slice(0, SECTION);
      end = Math.max(head.lastIndexOf('\n'), head.lastIndexOf(' '));
      if (end < SECTION / 2) end = unbroken(head).length;
    }
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trim();
  }
  return parts.map((part) => ({
    type: 'section',
    text: asTyped ? { ...plain(part), emoji: false } : mrkdwn(part),
    expand: true,
  }));
}

/** What is read back, in two columns. */
export const factSections = (facts: readonly Fact[], escaped: (text: string) => string): Block[] =>
  Array.from({ length: Math.ceil(facts.length / FIELDS) }, (_, index) => ({
    type: 'section',
    fields: facts
      .slice(index * FIELDS, (index + 1) * FIELDS)
      .map(({ label, value }) => mrkdwn(shortened(`*${escaped(label)}*\n${escaped(value)}`, FIELD_TEXT))),
  }));

/** A picture with its text alternative. */
export const pictureBlock = (picture: Picture, publicUrl: string): Block => ({
  type: 'image',
  image_url: pictureAddress(picture, publicUrl),
  alt_text: picture.alt,
  title: plain(picture.title),
});

/** Small print. */
export const context = (text: string): Block => ({ type: 'context', elements: [mrkdwn(text)] });

/** The first choices as buttons, the next in a menu, or in a button if it is but one. A visitor can type any of them. */
export function choiceBlocks({ id, options }: Reply): Block[] {
  if (options.length === 0) return [];
  const buttons = options.length === BUTTONS + 1 ? options.length : BUTTONS;
  const shown = options.slice(0, buttons);
  const more = options.slice(buttons, buttons + OVERFLOW);
  const menu = {
    type: 'overflow',
    action_id: 'more',
    options: more.map(({ label }) => ({ text: plain(shortened(label, LABEL)), value: label })),
  };
  return [
    {
      type: 'actions',
      block_id: slackBlockId(id),
      elements: [...shown.map(button), ...(more.length > 0 ? [menu] : [])],
    },
  ];
}

/** As many blocks as Slack takes; the choices stand last and are never the ones left out. */
export const bounded = (blocks: readonly Block[]): Block[] =>
  blocks.length <= MOST_BLOCKS ? [...blocks] : [...blocks.slice(0, MOST_BLOCKS - 1), ...blocks.slice(-1)];

const button = ({ label }: Option, index: number): Block => ({
  type: 'button',
  action_id: `choice-${index}`,
  text: plain(shortened(label, LABEL)),
  value: label,
});

const plain = (text: string) => ({ type: 'plain_text', text });
const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
