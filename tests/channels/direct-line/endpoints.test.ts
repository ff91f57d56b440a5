import { gzipSync } from 'node:zlib';
import { decodeJwt } from 'jose';
import { describe, expect, test } from 'vitest';
import { heldTurn } from './support/fake-turn.ts';
import { startServer, textsOf } from './support/server.ts';

describe('POST tokens/generate', () => {
  test('gives a token of one new conversation, bound to user and clinic, and starts nothing', async () => {
    const { came, takeTurn } = heldTurn();
    const server = await startServer({ takeTurn });
    const { status, body, headers } = await server.post('/directline/tokens/generate', null, {
      user: { id: 'dl_ann', name: 'Ann' },
      clinic: 'garden',
      trustedOrigins: ['https://garden.example'],
    });
    expect(status).toBe(200);
    expect(Object.keys(body).sort()).toEqual(['conversationId', 'expires_in', 'token']);
    expect(body.expires_in).toBe(1800);
    expect(body.conversationId).toMatch(/^[\w-]{22}$/);
    expect(decodeJwt(body.token)).toMatchObject({
      user: 'dl_ann',
      conv: body.conversationId,
      clinic: 'garden',
      origin: ['https://garden.example'],
    });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(await server.store.isOpen(`directline/garden/${body.conversationId}`)).toBe(false);
    expect(came).toEqual([]);
  });

  test('makes a user and takes the default clinic when none is named, with no body at all', async () => {
    const server = await startServer();
    const { status, body } = await server.post('/v3/directline/tokens/generate', null);
    expect(status).toBe(200);
    expect(decodeJwt(body.token)).toMatchObject({ clinic: 'harbor', user: expect.stringMatching(/^dl_[\w-]{22}$/) });
  });

  test.each([
    ['an unknown clinic', { clinic: 'nowhere' }, 404, 'UnknownClinic'],
    ['a path for a clinic', { clinic: '../harbor' }, 404, 'UnknownClinic'],
    ['an inherited property for a clinic', { clinic: '__proto__' }, 404, 'UnknownClinic'],
    ['a user that does not start dl_', { user: { id: 'ann' } }, 400, 'BadArgument'],
    ['a user with a path', { user: { id: 'dl_../../x' } }, 400, 'BadArgument'],
    ['a user that is no object', { user: 'dl_ann' }, 400, 'BadArgument'],
    ["another clinic's page", { trustedOrigins: ['https://garden.example'] }, 403, 'OriginNotAllowed'],
    ['no JSON', '{"user":', 400, 'BadArgument'],
  ])('refuses %s', async (_, body, status, code) => {
    const server = await startServer();
    const answer = await server.post('/directline/tokens/generate', null, body);
    expect([answer.status, answer.body.error.code]).toEqual([status, code]);
  });

  test('too many from one address are told when to come back, and those who chat are not stopped', async () => {
    const server = await startServer({ startsPerMinute: 2 });
    const chat = await server.start();
    await server.post('/directline/tokens/generate', null, {});
    const { status, headers, body } = await server.post('/directline/tokens/generate', null, {});
    expect([status, headers.get('retry-after'), body.error.code]).toEqual([429, '60', 'TooManyRequests']);
    for (let count = 0; count < 10; count++) expect((await chat.say(`number ${count}`)).status).toBe(200);
  });
});

describe('POST conversations', () => {
  test('is 201 when new and 200 when it exists, with a stream under the base that was called; greets once', async () => {
    const server = await startServer();
    for (const base of ['/directline', '/v3/directline']) {
      const { body } = await server.post(`${base}/tokens/generate`, null);
      const first = await server.post(`${base}/conversations`, body.token, { user: { id: 'dl_x' }, locale: 'en-GB' });
      const second = await server.post(`${base}/conversations`, first.body.token);
      expect([first.status, second.status]).toEqual([201, 200]);
      expect(first.body).toEqual({
        conversationId: body.conversationId,
        token: expect.any(String),
        expires_in: 1800,
        streamUrl: expect.stringContaining(
          `${server.url.replace('http', 'ws')}${base}/conversations/${body.conversationId}/stream?t=`,
        ),
      });
      await server.directLine.close();
      const { activities } = (await server.get(`${base}/conversations/${body.conversationId}/activities`, body.token))
        .body;
      expect(textsOf(activities)).toEqual(['Hello there.']);
    }
  });
});

describe('GET conversations/:id', () => {
  test('is 404 before it was started, then 200 with a token and a stream that work', async () => {
    const server = await startServer();
    const { body } = await server.post('/directline/tokens/generate', null);
    const path = `/directline/conversations/${body.conversationId}`;
    for (const unknown of [path, `${path}/activities`]) {
      const answer = await server.get(unknown, body.token);
      expect([answer.status, answer.body.error.code]).toEqual([404, 'ConversationNotFound']);
    }
    await server.post('/directline/conversations', body.token);
    server.forward(1_000);
    const again = await server.get(`${path}?watermark=`, body.token);
    expect(again.status).toBe(200);
    expect(again.body.token).not.toBe(body.token);
    const socket = await server.open(again.body.streamUrl);
    await socket.untilText('Hello there.');
  });
});

describe('POST activities', () => {
  test('answers with the id, and the stream shows the echo with the same client id before the turn is taken', async () => {
    const { takeTurn, came, letGo } = heldTurn();
    const server = await startServer({ takeTurn });
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    await stream.untilText('Hello there.');
    const { status, body } = await chat.say('my heel hurts', 'client-1');
    expect([status, Object.keys(body)]).toEqual([200, ['id']]);
    await stream.until((seen) => seen.at(-1)?.type === 'typing');
    expect(stream.activities.at(-2)).toEqual({
      type: 'message',
      id: body.id,
      timestamp: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      channelId: 'directline',
      from: { id: decodeJwt(chat.token).user, role: 'user' },
      conversation: { id: chat.conversationId },
      text: 'my heel hurts',
      textFormat: 'plain',
      channelData: { clientActivityID: 'client-1' },
    });
    expect(came.at(-1)).toEqual({
      visitId: `directline/harbor/${chat.conversationId}`,
      channel: 'directline',
      clinicId: 'harbor',
      keys: [`directline:${chat.conversationId}:client:client-1`],
      kind: 'wrote',
      text: 'my heel hurts',
      locale: null,
    });
    letGo();
    await stream.untilText('You said: my heel hurts');
    expect(stream.activities.at(-1)).toMatchObject({ replyToId: body.id, from: { id: 'plumbline', role: 'bot' } });
    expect(stream.activities.map(({ type }) => type)).toEqual(['message', 'message', 'typing', 'message']);
  });

  test('no typing is shown while a person at the clinic has the visit', async () => {
    const { takeTurn, letGo } = heldTurn();
    const server = await startServer({ takeTurn });
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    await stream.untilText('Hello there.');
    const visitId = `directline/harbor/${chat.conversationId}`;
    const { revision } = await server.store.load(visitId);
    const nothing = { answers: null, replies: [], outbox: [], miss: null, audit: null, forget: false };
    const state = { value: 'withStaff' };
    await server.store.commit({ visitId, clinicId: 'harbor', revision, state, keys: ['joined'], now: 1, ...nothing });
    await chat.say('one');
    await stream.untilText('one');
    await chat.poll();
    letGo();
    await stream.untilText('You said: one');
    expect(stream.activities.map(({ type }) => type)).toEqual(['message', 'message', 'message']);
  });

  test('typing is not stored', async () => {
    const { takeTurn, letGo } = heldTurn();
    const server = await startServer({ takeTurn });
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    await chat.say('one');
    await stream.until((seen) => seen.some(({ type }) => type === 'typing'));
    letGo();
    await stream.untilText('You said: one');
    expect((await chat.poll()).activities.map(({ type }) => type)).toEqual(['message', 'message', 'message']);
  });

  test('a greeting has no replyToId', async () => {
    const server = await startServer();
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    await stream.untilText('Hello there.');
    expect(stream.activities[0]).not.toHaveProperty('replyToId');
  });

  test('a reply does not point to an activity that the client read before', async () => {
    const { takeTurn, letGo } = heldTurn();
    const server = await startServer({ takeTurn });
    const chat = await server.start();
    await chat.say('one');
    const { watermark } = await chat.poll();
    letGo();
    await server.directLine.close();
    const { activities } = await chat.poll(watermark);
    expect(textsOf(activities)).toEqual(['You said: one']);
    expect(activities[0]).not.toHaveProperty('replyToId');
  });

  test.each([
    ['no body', undefined],
    ['no JSON', '{"type":'],
    ['an array', []],
    ['no type', { text: 'hello' }],
    ['a type that is no word', { type: 7 }],
    ['a text that is no text', { type: 'message', text: { toString: 'x' } }],
    ['channelData that is no object', { type: 'message', text: 'hello', channelData: 'x' }],
  ])('%s is 400 with a reason', async (_, body) => {
    const server = await startServer();
    const chat = await server.start();
    const answer = await server.post(`/directline/conversations/${chat.conversationId}/activities`, chat.token, body);
    expect([answer.status, answer.body.error.code]).toEqual([400, 'BadArgument']);
  });

  test.each([
    ['typing', { type: 'typing' }],
    ['an event', { type: 'event', name: 'webchat/join' }],
    ['a type unknown to us', { type: 'invoke', name: 'x', value: {} }],
    ['null for text', { type: 'message', text: null }],
    ['an empty message', { type: 'message', text: ' \n' }],
    ['nothing but NULs', { type: 'message', text: '\0\0' }],
  ])('%s is accepted and is no turn', async (_, body) => {
    const { takeTurn, came } = heldTurn();
    const server = await startServer({ takeTurn });
    const chat = await server.start();
    const answer = await server.post(`/directline/conversations/${chat.conversationId}/activities`, chat.token, body);
    expect([answer.status, typeof answer.body.id]).toEqual([200, 'string']);
    await server.directLine.close();
    expect(came.map(({ kind }) => kind)).toEqual(['arrived']);
  });

  test.each([
    ['a text', { text: 'heel pain' }, 'heel pain'],
    ['a text beside a value', { text: 'Yes', value: { yes: true } }, 'Yes'],
    ['a value that is a text', { value: 'Book a visit', channelData: { postBack: true } }, 'Book a visit'],
    ['a value that is a number', { text: '', value: 2 }, '2'],
    [
      'the words in a form',
      { value: { name: 'Ann', note: 'I have chest pain', deep: { x: 1 } } },
      'Ann I have chest pain',
    ],
    ['a restart', { type: 'event', name: 'restart' }, 'start over'],
    ['NULs and half characters', { text: 'a\0b \uD83D!' }, 'ab \uFFFD!'],
    ['whole characters', { text: 'foot 🦶' }, 'foot 🦶'],
    ['a form with __proto__', JSON.parse('{"value":{"__proto__":"heel pain"}}'), 'heel pain'],
  ])('%s is read', async (_, given, text) => {
    const { takeTurn, came } = heldTurn();
    const server = await startServer({ takeTurn });
    const chat = await server.start();
    const { status } = await server.post(`/directline/conversations/${chat.conversationId}/activities`, chat.token, {
      type: 'message',
      locale: 'es-MX',
      ...given,
    });
    expect(status).toBe(200);
    await expect.poll(() => came.at(-1)).toMatchObject({ text, locale: 'es-MX', kind: 'wrote' });
  });

  test('20,000 characters of a long message are kept; 256 KB and more are 413', async () => {
    const { takeTurn, came } = heldTurn();
    const server = await startServer({ takeTurn });
    const chat = await server.start();
    expect((await chat.say('x'.repeat(150_000))).status).toBe(200);
    await expect.poll(() => came.at(-1)?.text.length).toBe(20_000);
    const { status, body } = await chat.say('x'.repeat(300_000));
    expect([status, body.error.code]).toEqual([413, 'MessageSizeTooBig']);
  });

  test('a body that unpacks to 50 MB is 413', async () => {
    const server = await startServer();
    const chat = await server.start();
    const response = await fetch(`${server.url}/directline/conversations/${chat.conversationId}/activities`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${chat.token}`,
        'content-type': 'application/json',
        'content-encoding': 'gzip',
      },
      body: gzipSync(`{"type":"message","text":"${'x'.repeat(50_000_000)}"}`),
    });
    expect(response.status).toBe(413);
    await response.text();
  });

  test('deep JSON is answered', async () => {
    const server = await startServer();
    const chat = await server.start();
    const deep = `{"type":"message","text":"x","value":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
    const answer = await server.post(`/directline/conversations/${chat.conversationId}/activities`, chat.token, deep);
    expect(answer.status).toBe(200);
  });
});

describe('the rest', () => {
  test('files are refused with a code', async () => {
    const server = await startServer();
    const chat = await server.start();
    const path = `/directline/conversations/${chat.conversationId}/upload?userId=dl_x`;
    const { status, body } = await server.post(path, chat.token, 'x'.repeat(1000), { 'content-type': 'image/png' });
    expect([status, body.error.code]).toEqual([415, 'AttachmentsNotAllowed']);
  });

  test('tokens/refresh gives a token for another while', async () => {
    const server = await startServer();
    const chat = await server.start();
    server.forward(20 * 60_000);
    const { status, body } = await server.post('/directline/tokens/refresh', chat.token);
    expect([status, body.conversationId, body.expires_in]).toEqual([200, chat.conversationId, 1800]);
    server.forward(20 * 60_000);
    const path = `/directline/conversations/${chat.conversationId}/activities`;
    expect((await server.get(path, chat.token)).status).toBe(403);
    expect((await server.get(path, body.token)).status).toBe(200);
  });

  test('an unknown path is 404 in JSON', async () => {
    const server = await startServer();
    const { status, body } = await server.get('/directline/session/getsessionid', null);
    expect([status, body.error.code]).toEqual([404, 'NotFound']);
  });
});
