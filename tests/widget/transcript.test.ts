import { describe, expect, it } from 'vitest';
import { readFrame } from '../../src/widget/chat/protocol.ts';
import { writeTranscript } from '../../src/widget/chat/transcript.ts';

const NOW = Date.parse('2026-12-01T15:00:00Z');
const hostile = '<img src=x onerror=alert(1)> =cmd() \u202egnp.exe \u001b[2J';

const { said } = readFrame(
  {
    activities: [
      { type: 'message', id: 'a', timestamp: '2026-12-01T14:58:00Z', from: { role: 'user' }, text: hostile },
      {
        type: 'message',
        id: 'b',
        from: { role: 'bot' },
        entities: [
          {
            type: 'https://plumbline.example/reply',
            kind: 'plain',
            heading: 'Is this right?',
            text: '**Nothing** is sent yet.',
            facts: [{ label: 'When', value: 'Tuesday\nThursday' }],
            links: [
              { label: 'Call 911', href: 'tel:911' },
              { label: 'press', href: 'javascript:alert(1)' },
            ],
            about: { sources: [{ name: 'NHS', url: null, supports: 'all' }], review: 'pending', due: '2027-05-21' },
          },
        ],
      },
    ],
  },
  null,
);

describe('a saved conversation', () => {
  const text = writeTranscript(said, 'Harbor Foot & Spine', NOW);

  it('is what was said, by whom, with numbers and sources, in plain words', () => {
    expect(text).toContain('Harbor Foot & Spine\nConversation saved on 1 Dec 2026, 15:00\n');
    expect(text).toContain('1 Dec 2026, 14:58 You:\n<img src=x');
    expect(text).toContain(
      'Assistant:\nIs this right?\nNothing is sent yet.\nWhen: Tuesday, Thursday\nCall 911: tel:911\nSources: NHS\n',
    );
  });

  it('carries no address that we do not follow, and no sign that reorders text or drives a terminal', () => {
    for (const sign of ['javascript:', '\u202e', '\u001b']) expect(text).not.toContain(sign);
  });
});
