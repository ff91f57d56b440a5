import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { notFound } from '../../src/http/error-handler.ts';
import { pictureRoutes } from '../../src/http/picture-endpoint.ts';

const drawing = { svg: '<svg/>', png: Buffer.from('89504e47', 'hex'), height: 200 };
const app = express();
app.use(
  pictureRoutes(() => new Map([['arches', drawing]])),
  notFound,
);
const server = createServer(app);
beforeAll(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));
const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`, { headers });

it.each([
  ['svg', 'image/svg+xml; charset=utf-8', Buffer.from(drawing.svg)],
  ['png', 'image/png', drawing.png],
])('gives a picture as %s to any page, kept for a day, unable to run anything', async (kind, type, bytes) => {
  const response = await get(`/pictures/arches.${kind}`);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(bytes);
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': type,
    'cache-control': 'public, max-age=86400',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    'cross-origin-resource-policy': 'cross-origin',
    'x-content-type-options': 'nosniff',
  });
});

it('answers 304 to who has it', async () => {
  const etag = (await get('/pictures/arches.svg')).headers.get('etag') ?? '';
  const again = await get('/pictures/arches.svg', { 'If-None-Match': etag, 'Cache-Control': 'max-age=0' });
  expect(again.status).toBe(304);
});

it.each(['nothing.svg', 'arches.gif', 'arches', 'ARCHES.svg', '..%2F..%2Fpackage.json', 'constructor.svg', '%00.svg'])(
  'answers 404 for %s',
  async (file) => {
    expect((await get(`/pictures/${file}`)).status).toBe(404);
  },
);
