import { Activity } from '@microsoft/agents-activity';
import { describe, expect, it } from 'vitest';
import { rendererFor } from '../../src/channels/renderers.ts';
import type { Reply } from '../../src/replies/reply.ts';

const rich: Reply = {
  id: 'r-0',
  kind: 'answer',
  heading: 'Heel & arch',
  text: 'Rest **the foot** & stretch.\nTwice a day.\n\nIf <b>worse</b>, call.',
  links: [
    { label: 'Call (508) 555-0142', href: 'tel:+15085550142' },
    { label: 'Open [online] booking', href: 'https://booking.example/a(b)' },
    { label: 'Bad', href: 'javascript:alert(1)' },
  ],
  options: ['Book', 'Ask', 'Check', 'Call me'].map((label) => ({ id: label.toLowerCase(), label })),
  about: {
    sources: [{ name: 'A & B', url: null, supports: 'x' }],
    review: 'pending',
    reviewedBy: null,
    due: '2027-05-21',
  },
  lines: ['answer.heel'],
  urgency: 'soon',
  answer: 'heel',
};
const bare: Reply = { ...rich, heading: null, links: [], options: [], about: null };
const channels = ['msteams', 'slack', 'webchat', 'directline', 'emulator', 'sms', 'email', 'constructor'];

describe.each(channels)('on %s', (channel) => {
  const render = rendererFor(channel, null);

  it('a reply stands alone as text: heading, words, choices in order, where it comes from', () => {
    const { suggestedActions, summary, text = summary ?? '' } = render(rich);
    for (const part of ['Heel', 'the foot', 'Twice a day', '508', 'General information']) expect(text).toContain(part);
    const shown = suggestedActions?.actions.map(({ title }) => title) ?? [];
    for (const [index, { label }] of rich.options.entries())
      expect(shown.length === rich.options.length || text.includes(`${index + 1}. ${label}`)).toBe(true);
  });

  it('it says why in channelData.plumbline, and hides nothing else', () => {
    const { plumbline, ...others } = render(rich).channelData;
    expect(plumbline).toEqual({ lines: ['answer.heel'], urgency: 'soon', answer: 'heel' });
    expect(Object.keys(others)).toEqual(channel === 'slack' ? ['text', 'blocks'] : []);
  });

  it('nothing leads to a script', () => {
    const { entities = [], attachments = [], channelData, text = '' } = render(rich);
    const isPlain = ['sms', 'email', 'constructor'].includes(channel);
    expect(JSON.stringify([entities, attachments, channelData, isPlain ? '' : text])).not.toContain('](javascript:');
    expect(JSON.stringify([entities, channelData])).not.toContain('javascript:');
  });

  it('the SDK takes it', () => {
    for (const reply of [rich, bare]) expect(Activity.fromObject(render(reply)).type).toBe('message');
  });

  it('what is read back and who speaks are in the text', () => {
    const facts = [{ label: 'When', value: 'Monday' }];
    const { summary, text } = render({ ...bare, kind: 'staff', from: 'Ann', facts });
    for (const part of ['Ann', 'When', 'Monday']) expect(summary ?? text).toContain(part);
  });

  it('a reply without choices has no buttons', () => {
    expect(render(bare)).not.toHaveProperty('suggestedActions');
  });
});

describe('Teams', () => {
  const talk: Reply = { ...rich, kind: 'plain', heading: null, about: null, options: [] };

  it('gets small talk as markdown, with links', () => {
    const { text, textFormat } = rendererFor('msteams', null)(talk);
    expect(textFormat).toBe('markdown');
    expect(text).toContain('[Call (508) 555-0142](tel:+15085550142)');
    expect(text).toContain('[Open \\[online\\] booking](https://booking.example/a%28b%29)');
    expect(text).toContain('stretch.  \nTwice');
  });

  it('gets bare words with at most three choices as text, with buttons that say their label', () => {
    const few = { ...talk, text: 'Which one?', links: [], options: rich.options.slice(0, 3) };
    const { text, suggestedActions, summary } = rendererFor('msteams', null)(few);
    expect(text).toBe('Which one?');
    expect(summary).toContain('1. Book\n2. Ask\n3. Check');
    expect(suggestedActions?.actions).toEqual(
      ['Book', 'Ask', 'Check'].map((label) => ({ type: 'imBack', title: label, value: label })),
    );
  });

  it('gets what is too large for it as plain text', () => {
    const { attachments, text } = rendererFor('msteams', null)({ ...rich, text: 'word\n'.repeat(3_000) });
    expect(attachments).toBeUndefined();
    expect(text).toContain('4. Call me');
  });
});

describe('Slack', () => {
  it('gets its own markup, escaped, and no buttons', () => {
    const { text, suggestedActions } = rendererFor('slack', null)(rich);
    expect(text).toContain('*Heel &amp; arch*');
    expect(text).toContain('Rest *the foot* &amp; stretch.');
    expect(text).toContain('&lt;b&gt;worse&lt;/b&gt;');
    expect(text).toContain('<tel:+15085550142|Call (508) 555-0142>');
    expect(text).toContain('4. Call me');
    expect(suggestedActions).toBeUndefined();
  });
});

describe('a picture', () => {
  const picture = { id: 'arches', title: 'Arches', alt: 'Three feet.', height: 256 };
  const shown = (channel: string, publicUrl: string | null) => rendererFor(channel, publicUrl)({ ...bare, picture });
  const url = 'https://chat.example/pictures/arches.png';

  it('is a card with its text alternative in Teams', () => {
    const [card] = shown('msteams', 'https://chat.example').attachments ?? [];
    expect(card?.contentType).toBe('application/vnd.microsoft.card.adaptive');
    expect(card?.content).toMatchObject({
      type: 'AdaptiveCard',
      body: [{}, { type: 'Image', url, altText: 'Three feet.' }, { text: 'Arches' }],
    });
  });

  it('is an image block with its text alternative in Slack, below the same text', () => {
    const { text, channelData } = shown('slack', 'https://chat.example');
    expect(channelData).toMatchObject({
      text,
      blocks: [{}, { type: 'image', image_url: url, alt_text: 'Three feet.', title: { text: 'Arches' } }],
    });
  });

  it('is an image named by its text alternative in Web Chat', () => {
    expect(shown('webchat', 'https://chat.example').attachments).toEqual([
      { contentType: 'image/png', contentUrl: url, name: 'Three feet.' },
    ]);
  });

  it.each(channels)('is taken by the SDK on %s, and left out where nobody could fetch it', (channel) => {
    expect(Activity.fromObject(shown(channel, 'https://chat.example')).type).toBe('message');
    for (const publicUrl of [null, 'http://127.0.0.1:3978'])
      expect(JSON.stringify(shown(channel, publicUrl))).not.toContain('arches.png');
  });
});
