import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainRenderer, rendererFor } from '../../src/channels/renderers.ts';
import { composeReply, voiceOf } from '../../src/replies/compose-reply.ts';
import type { Reply } from '../../src/replies/reply.ts';
import { inText } from '../../src/widget/chat/links.ts';
import { type Block, readTyped } from '../../src/widget/chat/markdown.ts';
import { readFrame } from '../../src/widget/chat/protocol.ts';
import { writeTranscript } from '../../src/widget/chat/transcript.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import { TUESDAY_MORNING } from '../support/visitor.ts';
import { slackFaults } from './support/check-blocks.ts';

const NAME = 'Robin Root';
const nasty = [
  '2 * 3 * 4, **not bold**, _nor this_, ~nor that~, `nor code`',
  '[x](javascript:alert(1)) and ![y](https://evil.example/y.png)',
  '1. first\n2) second\n- third\n# fourth\n> fifth\n    sixth',
  '**Where**: here\n**When**: now',
  '<script>alert(1)</script> <!channel> <@U1> <https://evil.example|press> &amp; &lt;',
  'two  spaces,\ta tab\n\n\n\nand four lines; {contact} {phone} :smile: \\*',
  'www.evil.example https://evil.example/?a=1&b=2',
];

/** What staff typed, as the visit says it. */
function said(text: string): Reply {
  const { content } = shippedKnowledge();
  const [words, clinic] = [content.languages.en, content.clinics.get('harbor-foot-spine')];
  if (!words || !clinic) throw new Error('the shipped content lacks English or Harbor Foot & Spine');
  const line = { line: 'staff.wrote', values: { name: NAME, text } };
  return composeReply(line, voiceOf(content, words, clinic, TUESDAY_MORNING), {
    ...{ id: 'r-0', urgency: 'none', answer: null },
  });
}
const textOf = (blocks: readonly Block[]): string =>
  blocks
    .flatMap((block) => (block.kind === 'paragraph' ? block.lines : []))
    .map((runs) => runs.map(({ text }) => text).join(''))
    .join('\n');
const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

describe.each(nasty)('%j', (text) => {
  it.each(['webchat', 'directline', 'msteams', 'sms'])('is plain text on %s', (channel) => {
    expect(rendererFor(channel, null)(said(text))).toMatchObject({
      textFormat: 'plain',
      text: `${NAME}:\n${text}`,
    });
    expect(plainRenderer(said(text)).text).toBe(`${NAME}:\n${text}`);
  });

  it('is shown by Slack as no markup, in its blocks and in its text', () => {
    const { channelData } = rendererFor('slack', null)(said(text));
    expect(slackFaults(channelData)).toEqual([]);
    expect(channelData).toMatchObject({ mrkdwn: false, blocks: [{ text: { text: `*${NAME}*` } }, {}] });
    const [, words] = channelData.blocks;
    expect(words.text).toMatchObject({ type: 'plain_text', emoji: false });
    expect(unescaped(words.text.text)).toBe(text);
    expect(unescaped(channelData.text)).toBe(`${NAME}:\n${text}`);
    expect(JSON.stringify(channelData)).not.toMatch(/<[!@#h]/);
  });

  it('is shown by the widget as it was typed, and so it is saved', () => {
    const activity = rendererFor('directline', null)(said(text));
    const [read] = readFrame({ activities: [{ ...activity, id: 'a', from: { role: 'bot' } }] }, null).said;
    const known = inText([{ label: 'Call (508) 555-0142', href: 'tel:+15085550142' }]);
    const blocks = readTyped(read?.text ?? '', known);
    expect(textOf(blocks)).toBe(text);
    const runs = blocks.flatMap((block) => (block.kind === 'paragraph' ? block.lines.flat() : []));
    expect(runs.filter(({ bold, href }) => bold || href !== null)).toEqual([]);
    expect(writeTranscript(read ? [read] : [], 'Harbor', TUESDAY_MORNING)).toContain(text);
  });
});

it('leads to a number of the clinic that staff name, and nowhere else', () => {
  const known = inText([{ label: 'Call (508) 555-0142', href: 'tel:+15085550142' }]);
  const [block] = readTyped('Ring (508) 555-0142 or *911*', known);
  expect(block).toEqual({
    kind: 'paragraph',
    lines: [
      [
        { text: 'Ring ', bold: false, href: null },
        { text: '(508) 555-0142', bold: false, href: 'tel:+15085550142' },
        { text: ' or *911*', bold: false, href: null },
      ],
    ],
  });
});

it('loses nothing of any words, on any channel', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 400 }), (typed) => {
      const text = typed.replace(/\r\n?/g, '\n');
      expect(textOf(readTyped(said(text).text))).toBe(text);
      expect(rendererFor('msteams', null)(said(text)).text).toBe(`${NAME}:\n${text}`);
    }),
  );
});
