import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Door, openDoor } from './support/door.ts';
import { activity } from './support/samples.ts';

let door: Door;
beforeAll(async () => {
  door = await openDoor();
});
afterAll(() => door.close());
beforeEach(() => void door.taken.splice(0));

const refused = async (body: unknown, headers: Record<string, string> = {}): Promise<[number, string]> => {
  const { status, json, text } = await door.post(body, headers);
  expect(Object.keys(json)).toEqual(['error']);
  expect(Object.keys(json.error)).toEqual(['code', 'message']);
  expect(text).not.toMatch(/node_modules|\.ts:|<html/i);
  expect(door.taken).toEqual([]);
  return [status, json.error.code];
};
const long = (length: number): string => 'x'.repeat(length);

describe('a malformed activity is refused in JSON', () => {
  it.each<readonly [string, unknown, string]>([
    ['no object', [], 'body'],
    ['empty', {}, 'type, channelId, conversation'],
    ['no type', activity({ type: undefined }), 'type'],
    ['a null type', activity({ type: null }), 'type'],
    ['an empty type', activity({ type: '' }), 'type'],
    ['a type that is a number', activity({ type: 7 }), 'type'],
    ['from as a word', activity({ from: 'me' }), 'from'],
    ['from.id as an object', activity({ from: { id: {} } }), 'from.id'],
    ['from.id with a control character', activity({ from: { id: 'a\nb' } }), 'from.id'],
    ['from.id too long', activity({ from: { id: long(513) } }), 'from.id'],
    ['text as an object', activity({ text: { $gt: '' } }), 'text'],
    ['no conversation', activity({ conversation: null }), 'conversation'],
    ['no conversation id', activity({ conversation: {} }), 'conversation.id'],
    ['an empty conversation id', activity({ conversation: { id: '' } }), 'conversation.id'],
    ['a climbing conversation id', activity({ conversation: { id: '../../admin?x=' } }), 'conversation.id'],
    ['dots for a conversation id', activity({ conversation: { id: '..' } }), 'conversation.id'],
    ['an encoded climb', activity({ conversation: { id: '%2e%2e%2fadmin' } }), 'conversation.id'],
    ['a backslash', activity({ conversation: { id: '..\\admin' } }), 'conversation.id'],
    ['a fragment', activity({ conversation: { id: 'c1#' } }), 'conversation.id'],
    ['a line break in the conversation id', activity({ conversation: { id: 'c1\r\nx: y' } }), 'conversation.id'],
    ['a NUL in the conversation id', activity({ conversation: { id: 'c1\0' } }), 'conversation.id'],
    ['half a surrogate pair', activity({ conversation: { id: 'c1\ud800' } }), 'conversation.id'],
    ['a conversation id too long', activity({ conversation: { id: long(513) } }), 'conversation.id'],
    ['no channel', activity({ channelId: null }), 'channelId'],
    ['a channel with a path', activity({ channelId: '../x' }), 'channelId'],
    ['a channel too long', activity({ channelId: long(65) }), 'channelId'],
    ['an activity id with a line break', activity({ id: 'a\n1' }), 'id'],
    ['members that are no list', activity({ membersAdded: 'all' }), 'membersAdded'],
  ])('%s', async (_, body, fault) => {
    expect(await refused(body)).toEqual([400, 'BadActivity']);
    expect((await door.post(body)).json.error.message).toBe(`wrong or missing: ${fault}`);
  });

  it('a deep list', async () => {
    expect(await refused(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)).toEqual([400, 'BadActivity']);
  });
});

describe('what real channels send', () => {
  const nulls = {
    text: null,
    locale: null,
    value: null,
    entities: null,
    channelData: null,
    recipient: null,
    from: null,
    serviceUrl: null,
  };

  it.each([null, undefined, '', '  ', '\0'])('a message without words (%o) is taken politely', async (text) => {
    const { status, json } = await door.post(activity({ ...nulls, text }));
    expect([status, json]).toEqual([200, { activities: [] }]);
    expect(
      (await door.post(activity({ ...nulls, text, deliveryMode: undefined, serviceUrl: 'https://a.botframework.com' })))
        .status,
    ).toBe(200);
    expect(door.taken).toEqual([]);
  });

  it('nulls around the words do not lose them', async () => {
    await door.post(activity({ ...nulls, text: 'I have chest pain' }));
    expect(door.taken).toMatchObject([{ kind: 'wrote', text: 'I have chest pain', locale: null }]);
  });

  it.each<readonly [string, Record<string, unknown>]>([
    ['a strange locale', { locale: '../../etc' }],
    ['strange entities', { entities: [null, 7, { type: 'clientInfo' }, { type: 'mention' }] }],
    ['strange channelData', { channelData: 'text' }],
    ['a strange client id', { channelData: { clientActivityID: { $ne: 1 } } }],
    ['unknown fields', { admin: true, turnState: {} }],
  ])('%s does not lose the words', async (_, parts) => {
    expect((await door.post(activity(parts))).status).toBe(200);
    expect(door.taken).toMatchObject([{ text: 'my heel hurts', locale: null }]);
  });

  it('a value 20,000 deep does not lose the words', async () => {
    const value = `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`;
    const body = JSON.stringify(activity()).replace('{', `{"value":${value},"channelData":${value},`);
    expect((await door.post(body)).status).toBe(200);
    expect(door.taken).toHaveLength(1);
  });

  it('__proto__ changes nothing', async () => {
    const body = JSON.stringify(activity()).replace(
      '{',
      '{"__proto__":{"deliveryMode":"x","polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    expect((await door.post(body)).status).toBe(200);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
    expect(door.taken[0]).not.toHaveProperty('polluted');
  });

  it('a message of 20,000 of the longest letters fits, and more is cut at 20,000', async () => {
    expect((await door.post(activity({ text: '\u{1D4D0}'.repeat(20_000) }))).status).toBe(200);
    expect(door.taken[0]?.text.length).toBe(20_000);
  });
});

describe('a body that cannot be read', () => {
  it.each([
    ['1 MB', () => activity({ text: long(1_000_000) })],
    ['10 MB', () => activity({ text: long(10_000_000) })],
  ])('of %s gets 413 in bounded time', async (_, body) => {
    const before = process.cpuUsage();
    expect(await refused(body())).toEqual([413, 'TooLarge']);
    expect(process.cpuUsage(before).user).toBeLessThan(1_500_000);
  });

  it('of 50 MB packed into 50 KB gets 413 in bounded memory', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000, '['));
    const before = process.memoryUsage().rss;
    expect(await refused(bomb, { 'content-encoding': 'gzip' })).toEqual([413, 'TooLarge']);
    expect(process.memoryUsage().rss - before).toBeLessThan(60_000_000);
  });

  it.each([
    ['gzip that is none', 'not gzip', { 'content-encoding': 'gzip' }, 400],
    ['an unknown packing', '{}', { 'content-encoding': 'x-zip' }, 415],
    ['half an object', '{"type":', {}, 400],
    ['a word', '"hello"', {}, 400],
    ['null', 'null', {}, 400],
    ['nothing', '', {}, 400],
    ['text', 'hello', { 'content-type': 'text/plain' }, 415],
    ['a form', 'type=message', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['an unknown alphabet', '{}', { 'content-type': 'application/json; charset=klingon' }, 415],
  ] as const)('%s', async (_, body, headers, status) => {
    expect((await refused(body, headers))[0]).toBe(status);
  });

  it('is not logged', async () => {
    await refused('{"text": "I have chest pain');
    expect(door.logged()).not.toContain('chest');
  });
});

describe('other requests', () => {
  it('for a clinic that is there reach it, for another get 404', async () => {
    expect((await door.post(activity(), {}, '/quay')).status).toBe(200);
    expect(door.taken).toMatchObject([{ clinicId: 'quay', visitId: 'emulator/quay/c1' }]);
    for (const path of ['/nowhere', '/__proto__', '/constructor', '/..%2fquay', '/%00']) {
      const { status, json } = await door.post(activity(), {}, path);
      expect([path, status, json.error.code]).toEqual([path, 404, 'UnknownClinic']);
    }
    expect((await door.post(activity(), {}, '/%ff')).status).toBe(400);
  });

  it('with another method get 405', async () => {
    const response = await fetch(door.url);
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it('to invoke something get 501 at once', async () => {
    const { status, json } = await door.post(activity({ type: 'invoke', name: 'task/fetch' }));
    expect([status, json.error.code]).toEqual([501, 'NotImplemented']);
    expect(door.taken).toEqual([]);
  });
});
