import { get as httpGet } from 'node:http';
import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, test } from 'vitest';
import { heldTurn } from './support/fake-turn.ts';
import { SECRET, startServer, type TestServer } from './support/server.ts';

const sign = (claims: object, { secret = SECRET, audience = 'directline', exp = '10m', alg = 'HS256' } = {}) =>
  new SignJWT({ ...claims }).setProtectedHeader({ alg }).setAudience(audience).setExpirationTime(exp).sign(secret);
const claims = { user: 'dl_x', conv: 'AAAAAAAAAAAAAAAAAAAAAA', clinic: 'harbor', origin: [] };

describe('a token', () => {
  test('that has expired is 403 TokenExpired on every endpoint, for a 401 stops polling for good', async () => {
    const server = await startServer();
    const { conversationId: id, token } = await server.start();
    server.forward(31 * 60_000);
    const answers = await Promise.all([
      server.post('/directline/tokens/refresh', token),
      server.post('/directline/conversations', token),
      server.get(`/directline/conversations/${id}?watermark=`, token),
      server.get(`/directline/conversations/${id}/activities`, token),
      server.post(`/directline/conversations/${id}/activities`, token, { type: 'message', text: 'x' }),
      server.post(`/directline/conversations/${id}/upload`, token),
    ]);
    for (const { status, body } of answers)
      expect([status, body]).toEqual([403, { error: { code: 'TokenExpired', message: expect.any(String) } }]);
  });

  test('that is missing is 401', async () => {
    const server = await startServer();
    const { status, body } = await server.post('/directline/conversations', null);
    expect([status, body.error.code]).toEqual([401, 'MissingToken']);
  });

  test.each<[string, () => string | Promise<string>]>([
    ['rubbish', () => 'abc.def.ghi'],
    ['the secret itself', () => Buffer.from(SECRET).toString('base64url')],
    ['alg none', () => new UnsecuredJWT(claims).setAudience('directline').setExpirationTime('10m').encode()],
    ['another secret', () => sign(claims, { secret: new Uint8Array(32) })],
    ['another algorithm', () => sign(claims, { alg: 'HS512' })],
    ['a socket ticket', () => sign({ ...claims, watermark: '0', jti: 'x' }, { audience: 'directline-stream' })],
    ['no conversation', () => sign({ ...claims, conv: undefined })],
    [
      'no expiry',
      () => new SignJWT(claims).setProtectedHeader({ alg: 'HS256' }).setAudience('directline').sign(SECRET),
    ],
  ])('with %s is 403 BadToken', async (_, make) => {
    const server = await startServer();
    const { status, body } = await server.post('/directline/conversations', await make());
    expect([status, body.error.code]).toEqual([403, 'BadToken']);
  });

  test('of another conversation is 403, whatever is asked, and shows nothing', async () => {
    const { takeTurn, came } = heldTurn();
    const server = await startServer({ takeTurn });
    const [mine, theirs] = [await server.start(), await server.start({ clinic: 'garden' })];
    const path = `/directline/conversations/${theirs.conversationId}`;
    const answers = await Promise.all([
      server.get(`${path}?watermark=`, mine.token),
      server.get(`${path}/activities`, mine.token),
      server.post(`${path}/activities`, mine.token, { type: 'message', text: 'x' }),
      server.post(`${path}/upload`, mine.token),
      server.get('/directline/conversations/guessed', mine.token),
      server.get('/directline/conversations/..%2F..%2Fadmin', mine.token),
    ]);
    for (const { status, body } of answers) expect([status, body.error.code]).toEqual([403, 'WrongConversation']);
    expect(came.filter(({ kind }) => kind === 'wrote')).toEqual([]);
  });

  test('of a clinic that is no longer there is 404', async () => {
    const server = await startServer();
    const { status } = await server.post('/directline/conversations', await sign({ ...claims, clinic: 'gone' }));
    expect(status).toBe(404);
  });

  test('is never made with a short secret', async () => {
    const { createTokens } = await import('../../../src/channels/direct-line/tokens.ts');
    expect(() => createTokens(new Uint8Array(16), 30, Date.now)).toThrow('32');
  });

  test('decides who speaks, not `from.id`', async () => {
    const server = await startServer();
    const chat = await server.start({ user: { id: 'dl_ann' } });
    await server.post(`/directline/conversations/${chat.conversationId}/activities`, chat.token, {
      type: 'message',
      text: 'hello',
      from: { id: 'plumbline', role: 'bot' },
    });
    const echo = (await chat.poll()).activities.find(({ text }) => text === 'hello');
    expect(echo?.from).toEqual({ id: 'dl_ann', role: 'user' });
  });
});

const OUTSIDE = 'https://chat.plumbline.example';
/** A page and the tokens of clinic harbor, when our own address is not a loopback one. */
const pages: [string | undefined, boolean][] = [
  [undefined, true],
  [OUTSIDE, true],
  ['https://harbor.example', true],
  ['https://www.harbor.example:8443', true],
  ['null', false],
  ['', false],
  ['http://harbor.example', false],
  ['https://harbor.example:444', false],
  ['https://www.harbor.example', false],
  ['https://harbor.example.evil.example', false],
  ['https://evilharbor.example', false],
  ['https://harbor.example/', false],
  ['https://HARBOR.example', false],
  ['https://garden.example', false],
  ['http://localhost:3978', false],
  ['https://localhost', false],
];

describe('a page', () => {
  test.each(pages)('at %j may use the chat of harbor: %s', async (origin, allowed) => {
    const server = await startServer({ publicUrl: OUTSIDE });
    const chat = await server.start();
    const headers: Record<string, string> = origin === undefined ? {} : { origin };
    const path = `/directline/conversations/${chat.conversationId}`;
    const answers = [
      await server.post('/directline/tokens/generate', null, {}, headers),
      await server.post('/directline/tokens/refresh', chat.token, undefined, headers),
      await server.post('/directline/conversations', chat.token, undefined, headers),
      await server.get(path, chat.token, headers),
      await server.get(`${path}/activities`, chat.token, headers),
      await server.post(`${path}/activities`, chat.token, { type: 'message', text: 'x' }, headers),
    ];
    for (const answer of answers) {
      expect(answer.status < 300).toBe(allowed);
      if (!allowed) expect([answer.status, answer.body.error.code]).toEqual([403, 'OriginNotAllowed']);
      if (allowed && origin) expect(answer.headers.get('access-control-allow-origin')).toBe(origin);
      expect(answer.headers.get('vary')).toContain('Origin');
    }
    const streamUrl = (await server.get(path, chat.token)).body.streamUrl.replace(
      OUTSIDE.replace('https', 'wss'),
      server.url.replace('http', 'ws'),
    );
    const socket = server.open(streamUrl, headers);
    await (allowed ? expect(socket).resolves.toBeDefined() : expect(socket).rejects.toThrow('refused 403'));
  });

  test('preflight allows what Direct Line clients send, to pages of a clinic only', async () => {
    const server = await startServer({ publicUrl: OUTSIDE });
    const ask = (origin: string) =>
      fetch(`${server.url}/directline/conversations`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': 'POST' },
      });
    const { status, headers } = await ask('https://garden.example');
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe('https://garden.example');
    expect(headers.get('access-control-allow-headers')).toBe(
      'authorization, content-type, x-ms-bot-agent, x-requested-with',
    );
    expect(headers.get('access-control-expose-headers')).toBe('Retry-After');
    expect(headers.get('access-control-allow-credentials')).toBeNull();
    const evil = await ask('https://evil.example');
    expect([evil.status, evil.headers.get('access-control-allow-origin')]).toEqual([403, null]);
  });

  test('a token made for one page of the clinic is not for another', async () => {
    const server = await startServer({ publicUrl: OUTSIDE });
    const { body } = await server.post('/directline/tokens/generate', null, {}, { origin: 'https://harbor.example' });
    const use = async (origin: string) =>
      (await server.post('/directline/conversations', body.token, undefined, { origin })).status;
    expect(await use('https://www.harbor.example:8443')).toBe(403);
    expect(await use(OUTSIDE)).toBe(201);
    expect(await use('https://harbor.example')).toBe(200);
  });

  test('in development every loopback page is our own; no other is', async () => {
    const server = await startServer();
    const use = async (origin: string) =>
      (await server.post('/directline/tokens/generate', null, {}, { origin })).status;
    for (const origin of ['http://localhost:5173', 'http://127.0.0.1:1', 'http://[::1]:8080', 'https://localhost'])
      expect([origin, await use(origin)]).toEqual([origin, 200]);
    for (const origin of [
      'http://localhost.evil.example',
      'http://127.evil.example',
      'http://10.0.0.1',
      'http://localhost:5173/page',
      'null',
      'file://',
    ])
      expect([origin, await use(origin)]).toEqual([origin, 403]);
  });
});

describe('the address of a stream', () => {
  test.each([
    ['https://chat.plumbline.example', 'evil.example', 'wss://chat.plumbline.example/'],
    ['https://chat.plumbline.example/bot/', 'localhost', 'wss://chat.plumbline.example/bot/'],
    ['http://localhost:4000', 'evil.example', 'ws://localhost:4000/'],
    ['http://localhost:4000', '127.0.0.1:4000', 'ws://127.0.0.1:4000/'],
    ['http://localhost:4000', '127.0.0.1:9999', 'ws://localhost:4000/'],
    ['http://localhost:4000', 'localhost:4000@evil.example', 'ws://localhost:4000/'],
    ['http://localhost:4000', 'localhost:4000/x', 'ws://localhost:4000/'],
  ])('at %s is not that of the Host header %s: %s', async (publicUrl, host, starts) => {
    const server = await startServer({ publicUrl });
    const chat = await server.start();
    expect(await streamUrlFor(server, chat, host)).toMatch(new RegExp(`^${starts}directline/conversations/`));
  });

  test('opens once, for its own conversation, and not after a minute', async () => {
    const server = await startServer();
    const [chat, other] = [await server.start(), await server.start()];
    await server.open(chat.streamUrl);
    await expect(server.open(chat.streamUrl)).rejects.toThrow('refused 403');
    const moved = other.streamUrl.replace(other.conversationId, chat.conversationId);
    await expect(server.open(moved)).rejects.toThrow('refused 403');
    const { streamUrl } = (await server.get(`/directline/conversations/${chat.conversationId}`, chat.token)).body;
    server.forward(61_000);
    await expect(server.open(streamUrl)).rejects.toThrow('refused 403');
  });

  test('does not open with a token, with none, or on another path', async () => {
    const server = await startServer();
    const chat = await server.start();
    const at = (path: string) => server.open(`${server.url.replace('http', 'ws')}${path}`);
    await expect(at(`/directline/conversations/${chat.conversationId}/stream?t=${chat.token}`)).rejects.toThrow('403');
    await expect(at(`/directline/conversations/${chat.conversationId}/stream`)).rejects.toThrow('403');
    await expect(at('/elsewhere')).rejects.toThrow('404');
  });
});

function streamUrlFor(
  server: TestServer,
  chat: { conversationId: string; token: string },
  host: string,
): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { host, authorization: `Bearer ${chat.token}` };
    httpGet(`${server.url}/directline/conversations/${chat.conversationId}`, { headers }, (res) => {
      let body = '';
      res.on('data', (part) => {
        body += part;
      });
      res.on('end', () => resolve(JSON.parse(body).streamUrl));
    }).on('error', reject);
  });
}
