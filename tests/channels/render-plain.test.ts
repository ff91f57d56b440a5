import { expect, test } from 'vitest';
import { aboutLine, plainText, renderPlain } from '../../src/channels/render-plain.ts';
import type { About, Reply } from '../../src/replies/reply.ts';

const reply: Reply = {
  id: 'r-0',
  kind: 'plain',
  heading: null,
  text: 'Hello.',
  links: [],
  options: [],
  about: null,
  lines: ['test.line'],
  urgency: 'none',
  answer: null,
};
const about: About = {
  sources: [
    { name: 'NHS', url: 'https://www.nhs.uk/x', supports: 'causes' },
    { name: 'NICE', url: null, supports: 'care' },
    { name: 'NHS', url: 'https://www.nhs.uk/y', supports: 'care' },
  ],
  review: 'pending',
  reviewedBy: null,
  due: '2027-05-21',
};

test.each<[string, Partial<Reply>, string]>([
  ['a text alone', {}, 'Hello.'],
  ['bold and line breaks', { text: '**Office**: 1 Road\nOpen\n\nCome in.' }, 'Office: 1 Road\nOpen\n\nCome in.'],
  ['a heading above', { heading: 'Call 911 now' }, 'Call 911 now\n\nHello.'],
  [
    'choices by number',
    {
      options: [
        { id: 'a', label: 'Yes' },
        { id: 'b', label: 'No' },
      ],
    },
    'Hello.\n\n1. Yes\n2. No',
  ],
  ['a number that the label shows', { links: [{ label: 'Call 911', href: 'tel:911' }] }, 'Hello.\n\nCall 911'],
  [
    'a number as people write it',
    { links: [{ label: 'Call (508) 555-0142', href: 'tel:+15085550142' }] },
    'Hello.\n\nCall (508) 555-0142',
  ],
  [
    'a number that it does not',
    { links: [{ label: 'Call the clinic', href: 'tel:+15085550142' }] },
    'Hello.\n\nCall the clinic: +15085550142',
  ],
  [
    'a number other than in the label',
    { links: [{ label: 'Call office 142', href: 'tel:+15085550199' }] },
    'Hello.\n\nCall office 142: +15085550199',
  ],
  [
    'an address that the label shows',
    { links: [{ label: 'E-mail a@b.example', href: 'mailto:a@b.example' }] },
    'Hello.\n\nE-mail a@b.example',
  ],
  [
    'a web page',
    { links: [{ label: 'Open booking', href: 'https://b.example/x' }] },
    'Hello.\n\nOpen booking: https://b.example/x',
  ],
  [
    'what it is, its sources counted, its review and its day, in one line, then their names',
    { about },
    'Hello.\n\nGeneral information · 2 sources · review pending · valid until 21 May 2027. Sources: NHS; NICE.',
  ],
  [
    'what is read back',
    {
      facts: [
        { label: 'Where', value: 'Mill Road' },
        { label: 'When', value: 'Monday 9:00' },
      ],
    },
    'Hello.\n\nWhere: Mill Road\nWhen: Monday 9:00',
  ],
  ['who at the clinic speaks', { kind: 'staff', from: 'Ann, front desk' }, 'Ann, front desk:\nHello.'],
  ['a file, which it leaves out', { file: { name: 'visit.ics', type: 'text/calendar', text: 'BEGIN' } }, 'Hello.'],
  [
    'a picture, which it leaves out',
    { picture: { id: 'arches', title: 'Arches', alt: 'Three feet.', height: 256 } },
    'Hello.',
  ],
])('plain text of %s', (_, given, text) => {
  expect(plainText({ ...reply, ...given })).toBe(text);
});

test('all of it, in this order, and nothing hidden', () => {
  const full: Reply = {
    ...reply,
    heading: 'Top',
    links: [{ label: 'Call 911', href: 'tel:911' }],
    options: [{ id: 'a', label: 'Yes' }],
    about,
    urgency: 'emergency',
  };
  expect(renderPlain(full)).toEqual({
    type: 'message',
    textFormat: 'plain',
    text: `Top\n\nHello.\n\nCall 911\n\n1. Yes\n\n${aboutLine(about)}`,
  });
});

test('a reviewed answer names its reviewer', () => {
  expect(aboutLine({ ...about, sources: about.sources.slice(0, 1), review: 'reviewed', reviewedBy: 'Dr A' })).toBe(
    'General information · 1 source · reviewed by Dr A · valid until 21 May 2027. Sources: NHS.',
  );
});
