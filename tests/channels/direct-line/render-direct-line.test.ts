import { expect, test } from 'vitest';
import { type DirectLineActivity, renderDirectLine } from '../../../src/channels/render-direct-line.ts';
import type { Reply } from '../../../src/replies/reply.ts';
import { testReply } from './support/fake-turn.ts';

const to = {
  conversationId: 'c',
  clinicName: 'Harbor',
  at: Date.parse('2026-12-01T15:00:00Z'),
  replyToId: null,
  publicUrl: null,
};
const about: Reply['about'] = {
  sources: [{ name: 'NHS', url: 'https://www.nhs.uk/x', supports: 'causes' }],
  review: 'pending',
  reviewedBy: null,
  due: '2027-05-21',
};

test('the whole activity', () => {
  const reply = testReply({
    id: 'r-1',
    kind: 'answer',
    text: 'It helps.',
    links: [{ label: 'Call 911', href: 'tel:911' }],
    options: [{ id: 'topic:x', label: 'More' }],
    about,
    lines: ['answer.x'],
    urgency: 'soon',
    answer: 'x',
  });
  expect(renderDirectLine(reply, { ...to, replyToId: 'v-1' })).toEqual({
    type: 'message',
    id: 'r-1',
    timestamp: '2026-12-01T15:00:00.000Z',
    channelId: 'directline',
    from: { id: 'plumbline', name: 'Harbor', role: 'bot' },
    conversation: { id: 'c' },
    replyToId: 'v-1',
    text: 'It helps.\n\n[Call 911](tel:911)\n\nGeneral information · 1 source · review pending · valid until 21 May 2027. Sources: NHS.',
    textFormat: 'markdown',
    inputHint: 'expectingInput',
    suggestedActions: { to: [], actions: [{ type: 'imBack', title: 'More', value: 'More' }] },
    entities: [
      {
        type: 'https://plumbline.example/reply',
        kind: 'answer',
        heading: null,
        text: 'It helps.',
        links: [{ label: 'Call 911', href: 'tel:911' }],
        about,
      },
    ],
    channelData: { plumbline: { lines: ['answer.x'], urgency: 'soon', answer: 'x' } },
  } satisfies DirectLineActivity);
});

test('no choices, no suggested actions; nothing answered, no replyToId', () => {
  const activity = renderDirectLine(testReply(), to);
  expect(activity.inputHint).toBe('acceptingInput');
  expect(activity).not.toHaveProperty('suggestedActions');
  expect(activity).not.toHaveProperty('replyToId');
});

test('a picture goes to our widget as it is, and to other clients as an image with its text, where they can fetch it', () => {
  const picture = { id: 'arches', title: 'Arches', alt: 'Three feet.', height: 256 };
  const { entities, attachments } = renderDirectLine(testReply({ picture }), {
    ...to,
    publicUrl: 'http://localhost:1',
  });
  expect(entities?.[0]?.picture).toEqual(picture);
  expect(attachments).toEqual([
    { contentType: 'image/png', contentUrl: 'http://localhost:1/pictures/arches.png', name: 'Three feet.' },
  ]);
  expect(renderDirectLine(testReply({ picture }), to)).not.toHaveProperty('attachments');
});

test.each<[string, Partial<Reply>, string]>([
  ['a heading is bold and first', { heading: 'Call 911 now' }, '**Call 911 now**\n\nHello.'],
  ['single line breaks stay', { text: 'a\nb\n\nc' }, 'a  \nb\n\nc'],
  [
    'links stand below each other',
    {
      links: [
        { label: 'A', href: 'tel:1' },
        { label: 'B', href: 'https://b.example/' },
      ],
    },
    'Hello.\n\n[A](tel:1)  \n[B](https://b.example/)',
  ],
  [
    'a label cannot end its link',
    { links: [{ label: 'a](https://x.example) [b', href: 'tel:1' }] },
    'Hello.\n\n[a\\](https://x.example) \\[b](tel:1)',
  ],
  [
    'an address cannot end its link',
    { links: [{ label: 'A', href: 'https://b.example/(x) y' }] },
    'Hello.\n\n[A](https://b.example/%28x%29%20y)',
  ],
  [
    'other schemes are left out',
    {
      links: ['javascript:alert(1)', 'data:text/html,x', 'http://x.example', ' tel:1'].map((href) => ({
        label: 'X',
        href,
      })),
    },
    'Hello.',
  ],
])('%s', (_, given, text) => {
  const activity = renderDirectLine(testReply(given), to);
  expect(activity.text).toBe(text);
  expect(JSON.stringify(activity)).not.toContain('javascript:');
});
