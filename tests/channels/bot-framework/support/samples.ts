import type { Reply } from '../../../../src/replies/reply.ts';

export const CLIENT = '11111111-2222-4333-8444-555555555555';
export const TENANT = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee';
export const OTHER_TENANT = '99999999-bbbb-4ccc-8ddd-eeeeeeeeeeee';

type Json = Record<string, unknown>;

/** An incoming message as JSON, answered inline. */
export const activity = (parts: Json = {}): Json => ({
  type: 'message',
  id: 'a1',
  timestamp: '2026-11-21T09:00:00.000Z',
  channelId: 'emulator',
  from: { id: 'visitor-1', name: 'V' },
  recipient: { id: 'bot-1', name: 'Plumbline' },
  conversation: { id: 'c1' },
  text: 'my heel hurts',
  deliveryMode: 'expectReplies',
  ...parts,
});

/** A reply to send. */
export const reply = (parts: Partial<Reply> = {}): Reply => ({
  id: 'r-0',
  kind: 'plain',
  heading: null,
  text: 'Rest the **heel** & stretch.',
  links: [],
  options: [],
  about: null,
  lines: ['asking.sample'],
  urgency: 'none',
  answer: null,
  ...parts,
});

export const emergency = reply({ id: 'e-0', kind: 'emergency', urgency: 'emergency', lines: ['safety.emergency'] });
