import { describe, expect, it } from 'vitest';
import { parseActivity } from '../../../src/channels/bot-framework/activity-schema.ts';
import { readActivity } from '../../../src/channels/read-activity.ts';
import type { VisitorMessage } from '../../../src/turn/visitor-message.ts';
import { activity } from './support/samples.ts';

const read = (parts: Record<string, unknown> = {}): VisitorMessage | null => {
  const parsed = parseActivity(activity(parts));
  if (!parsed.activity) throw new Error(`malformed: ${parsed.faults}`);
  return readActivity(parsed.activity, 'harbor');
};
const said = (parts: Record<string, unknown>): string | undefined => read(parts)?.text;

describe('what a visitor wrote', () => {
  it('is read with its visit, keys and language', () => {
    expect(read({ locale: 'en-GB', channelData: { clientActivityID: '17.x', ApiToken: 'xoxb' } })).toEqual({
      visitId: 'emulator/harbor/c1',
      channel: 'emulator',
      clinicId: 'harbor',
      keys: ['emulator:c1:a1', 'emulator:c1:client:17.x'],
      kind: 'wrote',
      text: 'my heel hurts',
      locale: 'en-GB',
      handOffs: 'answered',
    });
  });

  it.each([
    ['directline', {}, 'posted'],
    ['webchat', {}, 'posted'],
    ['webchat', { deliveryMode: 'expectReplies' }, 'answered'],
    ['directline', { conversation: { id: 'c1', isGroup: true } }, undefined],
    ['msteams', {}, undefined],
    ['slack', {}, undefined],
    ['sms', {}, undefined],
  ])('tells whether hand-off events reach a hub: %s %j', (channelId, parts, handOffs) => {
    const text = '<at>Plumbline</at> hello';
    const entities = [{ type: 'mention', mentioned: { id: 'bot-1' }, text: '<at>Plumbline</at>' }];
    expect(read({ deliveryMode: undefined, channelId, text, entities, ...parts })?.handOffs).toBe(handOffs);
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    ['a pressed button (imBack)', { text: 'Book an appointment' }, 'Book an appointment'],
    ['a value', { text: undefined, value: 'yes' }, 'yes'],
    ['a number', { text: null, value: 3 }, '3'],
    [
      'a submitted card',
      { text: undefined, value: { msteams: { type: 'x' }, a: 'chest pain', b: ['since noon', { c: 'left arm' }] } },
      'chest pain\nsince noon\nleft arm',
    ],
    ['words beside a value', { text: 'typed', value: { a: 'pressed' } }, 'typed'],
    ['a Slack button', { text: '', channelData: { Payload: { actions: [{ name: 'x', value: '2' }] } } }, '2'],
    ['a Slack button, other spelling', { text: null, channelData: { payload: { actions: [{ value: '2' }] } } }, '2'],
    [
      'a Slack menu',
      { text: null, channelData: { Payload: { actions: [{ selected_options: [{ value: 'knee' }] }] } } },
      'knee',
    ],
    [
      'a Slack block menu',
      { text: null, channelData: { Payload: { actions: [{ selected_option: { value: 'hip' } }] } } },
      'hip',
    ],
    ['a strange Slack payload', { text: 'typed', channelData: { Payload: { actions: 'x' } } }, 'typed'],
    ['NUL and controls inside words', { text: 'che\0st\u0007 pa\u009fin' }, 'chest pain'],
    ['odd line ends', { text: 'a\r\nb\u2028c\vd' }, 'a\nb\nc\nd'],
    ['half a surrogate pair', { text: 'a\ud800b' }, 'a\ufffdb'],
    ['only spaces around', { text: ' \n hurts \t' }, 'hurts'],
  ])('%s', (_, parts, text) => expect(said(parts)).toBe(text));

  it.each([
    ['wide', Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`k${n}`, 'word']))],
    ['many lists', Array.from({ length: 300 }, () => ['a', 'b'])],
  ])('a %s value is read to a bound', (_, value) => {
    expect(said({ text: null, value })?.split('\n')).toHaveLength(100);
  });
});

describe('a press on a choice of ours', () => {
  const value = { plumbline: 'abc-0', choice: 'Not sure' };

  it('is its label, and known by its card too', () => {
    expect(read({ text: undefined, value })).toMatchObject({
      text: 'Not sure',
      keys: [
        'emulator:c1:a1',
        'emulator/harbor/c1:card:abc-0',
        expect.stringMatching(/^emulator\/harbor\/c1:card:abc-0:[\w-]{20}$/),
      ],
    });
  });

  it.each<readonly [string, Record<string, unknown>, string]>([
    ['typed words', { text: 'chest pain', value }, 'chest pain'],
    ['more in its value', { text: null, value: { ...value, note: 'chest pain' } }, 'abc-0\nNot sure\nchest pain'],
    [
      'other words than its button’s',
      {
        text: 'chest pain',
        channelId: 'slack',
        channelData: { Payload: { actions: [{ block_id: 'plumbline:abc-0', value: 'No' }] } },
      },
      'chest pain',
    ],
  ])('with %s is no press', (_, parts, words) => {
    const { text, keys } = read(parts) ?? {};
    expect([text, keys?.length]).toEqual([words, 1]);
  });
});

describe('a message without an id', () => {
  const key = (parts: Record<string, unknown>): string | undefined => read({ id: null, ...parts })?.keys[0];

  it('is known by when it was sent, what it says and who says it', () => {
    expect(key({})).toMatch(/^emulator:c1:hash:[\w-]{43}$/);
    expect(key({})).toBe(key({}));
    const others = [
      key({ timestamp: '2026-11-21T09:00:01.000Z' }),
      key({ text: 'other' }),
      key({ from: { id: 'visitor-2' } }),
      key({ text: null, value: 'a' }),
      key({ text: null, value: 'b' }),
    ];
    expect(new Set([key({}), ...others]).size).toBe(6);
  });
});

describe('a group', () => {
  it.each([{ isGroup: true }, { conversationType: 'groupChat' }, { conversationType: 'channel' }])(
    'holds a visit per person (%o)',
    (conversation) => {
      const visit = (from: string): string | undefined =>
        read({ conversation: { id: 'g1', ...conversation }, from: { id: from } })?.visitId;
      expect(visit('29:a/b')).toBe('emulator/harbor/g1/29%3Aa%2Fb');
      expect(visit('29:a')).not.toBe(visit('29:b'));
    },
  );

  it('cannot be entered by a conversation id that looks like one of its visits', () => {
    expect(parseActivity(activity({ conversation: { id: 'g1/29%3Aa' } })).activity).toBeNull();
  });
});

describe('in Teams', () => {
  const mention = { type: 'mention', text: '<at>Plumbline</at>', mentioned: { id: 'bot-1', name: 'Plumbline' } };
  const other = { type: 'mention', text: '<at>Ann</at>', mentioned: { id: '29:ann', name: 'Ann' } };
  const group = { id: '19:x@thread.tacv2', conversationType: 'channel', isGroup: true };
  const teams = { channelId: 'msteams', entities: [{ type: 'clientInfo', locale: 'en-GB' }, mention] };

  it.each([
    ['<at>Plumbline</at> my heel hurts', 'my heel hurts'],
    ['my <at>Plumbline</at>&nbsp;heel hurts\n', 'my   heel hurts'],
    ['<at>Plumbline</at> <at>Plumbline</at> hi', 'hi'],
    ['<at>Plumbline</at> I can&#39;t pee &amp; my back hurts', "I can't pee & my back hurts"],
  ])('the mention of us is no part of "%s"', (text, words) => {
    expect(said({ ...teams, text })).toBe(words);
  });

  it('the mention of somebody else is', () => {
    expect(said({ ...teams, entities: [other, mention], text: '<at>Plumbline</at> is <at>Ann</at> in?' })).toBe(
      'is <at>Ann</at> in?',
    );
  });

  it('we answer in a channel only when mentioned', () => {
    expect(said({ ...teams, conversation: group, text: '<at>Plumbline</at> hi' })).toBe('hi');
    expect(read({ ...teams, entities: [other], conversation: group, text: '<at>Ann</at> hi' })).toBeNull();
    expect(said({ ...teams, entities: [], text: 'hi' })).toBe('hi');
  });

  it('a mention and nothing else opens the chat', () => {
    expect(read({ ...teams, text: '<at>Plumbline</at> ' })).toMatchObject({
      kind: 'arrived',
      text: '',
      keys: ['msteams:c1:a1'],
    });
  });
});

describe('in Slack', () => {
  const slack = { channelId: 'slack', recipient: { id: 'B1:T1', name: 'clinic' } };

  it.each([
    ['<tel:5085550142|508-555-0142>', '508-555-0142'],
    ['<tel:5085550142>', '5085550142'],
    ['<mailto:ann@clinic.example|ann@clinic.example>', 'ann@clinic.example'],
    [
      'see <http://foot.example|foot.example> or <https://spine.example/a>',
      'see foot.example or https://spine.example/a',
    ],
    ['<!channel> is <@U2> in <#C1|general>?', 'is   in  ?'],
    ['pain &gt; 8 &amp; it&#39;s &lt;numb&gt;', "pain > 8 & it's <numb>"],
    ['&amp;lt; &bogus; &#9999;', '&lt; &bogus; &#9999;'],
    ['@clinic my heel hurts', 'my heel hurts'],
  ])('"%s" says "%s"', (text, words) => expect(said({ ...slack, text })).toBe(words));

  it('an address at a place of our name does not mention us', () => {
    const conversation = { id: 'B1:T1:C1' };
    expect(read({ ...slack, conversation, text: 'ask ann@clinic.example' })).toBeNull();
    expect(said({ ...slack, conversation, text: 'hi @clinic' })).toBe('hi');
  });

  it('a press that comes with its label as text is one, whatever signs are in it', () => {
    const channelData = { Payload: { actions: [{ block_id: 'plumbline:abc-0', value: 'Foot & ankle' }] } };
    const { text, keys } = read({ ...slack, text: 'Foot &amp; ankle', channelData }) ?? {};
    expect([text, keys?.length]).toEqual(['Foot & ankle', 3]);
  });
});

describe('an arrival', () => {
  it.each<readonly [string, Record<string, unknown>]>([
    ['of us', { type: 'conversationUpdate', membersAdded: [{ id: 'bot-1' }] }],
    ['of the visitor', { type: 'conversationUpdate', membersAdded: [{ id: 'visitor-1' }] }],
    ['by installation', { type: 'installationUpdate', action: 'add' }],
  ])('%s opens the chat, and all of one conversation are one', (_, parts) => {
    expect(read({ ...parts, id: 'i1', text: undefined })).toEqual({
      visitId: 'emulator/harbor/c1',
      channel: 'emulator',
      clinicId: 'harbor',
      keys: ['emulator:c1:i1', 'emulator/harbor/c1:arrived:2026-11-21'],
      kind: 'arrived',
      text: '',
      locale: null,
      handOffs: 'answered',
    });
  });

  it('of another day is another: the app may have been taken out in between', () => {
    const once = (parts: object) => read({ type: 'installationUpdate', action: 'add', ...parts })?.keys[1];
    expect(once({ timestamp: '2026-12-24T09:00:00Z' })).toBe('emulator/harbor/c1:arrived:2026-12-24');
    expect(once({ timestamp: null })).toBe('emulator/harbor/c1:arrived:');
  });
});

describe('nothing is said to us by', () => {
  it.each<readonly [string, Record<string, unknown>]>([
    ['typing', { type: 'typing' }],
    ['an event', { type: 'event', name: 'x', value: 'y' }],
    ['an invoke', { type: 'invoke' }],
    ['a departure', { type: 'conversationUpdate', membersRemoved: [{ id: 'bot-1' }] }],
    ['an empty arrival', { type: 'conversationUpdate', membersAdded: [] }],
    ['a removal', { type: 'installationUpdate', action: 'remove' }],
    ['a reaction', { type: 'messageReaction', reactionsAdded: [{ type: 'like' }] }],
    ['a deletion', { type: 'messageDelete' }],
    ['the end', { type: 'endOfConversation' }],
    ['an empty message', { text: '' }],
  ])('%s', (_, parts) => expect(read(parts)).toBeNull());
});
