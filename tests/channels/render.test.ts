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
  const render = rendererFor(channel);

  it('a reply stands alone as text: heading, words, choices in order, where it comes from', () => {
    const { text = '', suggestedActions } = render(rich);
    for (const part of ['Heel', 'the foot', 'Twice a day', '508', 'Clinical review pending'])
      expect(text).toContain(part);
    const shown = suggestedActions?.actions.map(({ title }) => title) ?? [];
    for (const [index, { label }] of rich.options.entries())
      expect(shown.length === rich.options.length || text.includes(`${index + 1}. ${label}`)).toBe(true);
  });

  it('it says why in channelData.plumbline, and hides nothing else', () => {
    const { channelData, text } = render(rich);
    const { plumbline, ...others } = channelData;
    expect(plumbline).toEqual({ lines: ['answer.heel'], urgency: 'soon', answer: 'heel' });
    expect(others).toEqual(channel === 'slack' ? { text } : {});
  });

  it('nothing leads to a script', () => {
    const { text = '', entities = [] } = render(rich);
    expect(channel === 'sms' || channel === 'email' || channel === 'constructor' || !text.includes('javascript:')).toBe(
      true,
    );
    expect(JSON.stringify(entities)).not.toContain('javascript:');
  });

  it('the SDK takes it', () => {
    for (const reply of [rich, bare]) expect(Activity.fromObject(render(reply)).type).toBe('message');
  });

  it('a reply without choices has no buttons', () => {
    expect(render(bare)).not.toHaveProperty('suggestedActions');
  });
});

describe('Teams', () => {
  it('gets markdown with links, numbers, and three buttons that say their label', () => {
    const { text, suggestedActions, textFormat } = rendererFor('msteams')(rich);
    expect(textFormat).toBe('markdown');
    expect(text).toContain('**Heel & arch**');
    expect(text).toContain('[Call (508) 555-0142](tel:+15085550142)');
    expect(text).toContain('[Open \\[online\\] booking](https://booking.example/a%28b%29)');
    expect(text).toContain('stretch.  \nTwice');
    expect(text).toContain('1. Book  \n2. Ask  \n3. Check  \n4. Call me');
    expect(suggestedActions?.actions).toEqual(
      ['Book', 'Ask', 'Check'].map((label) => ({ type: 'imBack', title: label, value: label })),
    );
  });
});

describe('Slack', () => {
  it('gets its own markup, escaped, and no buttons', () => {
    const { text, suggestedActions } = rendererFor('slack')(rich);
    expect(text).toContain('*Heel &amp; arch*');
    expect(text).toContain('Rest *the foot* &amp; stretch.');
    expect(text).toContain('&lt;b&gt;worse&lt;/b&gt;');
    expect(text).toContain('<tel:+15085550142|Call (508) 555-0142>');
    expect(text).toContain('4. Call me');
    expect(suggestedActions).toBeUndefined();
  });
});
