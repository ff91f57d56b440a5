import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createStream } from '../../../src/channels/direct-line/stream.ts';
import { beginning } from '../../../src/channels/direct-line/watermark.ts';
import { startServer } from './support/server.ts';

describe('every 25 seconds', () => {
  beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));
  afterEach(() => void vi.useRealTimers());

  test('a socket is pinged, and ended when it did not answer the last one', async () => {
    const server = await startServer();
    const chat = await server.start();
    const healthy = await server.open(chat.streamUrl);
    const { body } = await server.get(`/directline/conversations/${chat.conversationId}`, chat.token);
    const dead = new WebSocket(body.streamUrl, { autoPong: false });
    await once(dead, 'open');
    const pinged = [once(dead, 'ping'), once(healthy.socket, 'ping')];
    vi.advanceTimersByTime(25_000);
    await Promise.all(pinged);
    healthy.socket.ping();
    await once(healthy.socket, 'pong');
    const [closed, again] = [once(dead, 'close'), once(healthy.socket, 'ping')];
    vi.advanceTimersByTime(25_000);
    expect((await closed)[0]).toBe(1006);
    await again;
  });

  test('a stream shows what another server stored', async () => {
    const one = await startServer();
    const two = await startServer({ store: one.store });
    const chat = await one.start();
    const stream = await one.open(chat.streamUrl);
    await stream.untilText('Hello there.');
    const path = `/directline/conversations/${chat.conversationId}/activities`;
    await two.post(path, chat.token, { type: 'message', text: 'over there' });
    await two.directLine.close();
    vi.advanceTimersByTime(25_000);
    await stream.untilText('You said: over there');
  });
});

test('no more pages are read for a client that does not read the last one', async () => {
  const flushed: (() => void)[] = [];
  const socket = {
    OPEN: 1,
    readyState: 1,
    bufferedAmount: 1_000_000,
    send: (_: string, done: () => void) => void flushed.push(done),
  };
  let pages = 0;
  const stream = createStream(socket as unknown as WebSocket, beginning, async () => {
    pages++;
    return {
      activities: [{ type: 'typing' } as never],
      place: { seq: pages, aside: 0 },
      more: pages < 3,
      stored: true,
    };
  });
  const done = stream.catchUp();
  stream.mention({ type: 'typing' } as never);
  await vi.waitFor(() => expect(flushed).toHaveLength(1));
  expect(pages).toBe(1);
  for (let count = 0; count < 3; count++) {
    await vi.waitFor(() => expect(flushed.length).toBe(count + 1));
    flushed[count]?.();
  }
  expect(await done).toBe(true);
  expect(pages).toBe(3);
});
