import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { readWatermark, writeWatermark } from '../../../src/channels/direct-line/watermark.ts';
import { testReply } from './support/fake-turn.ts';
import { type Chat, startServer, type TestServer, textsOf } from './support/server.ts';

/** A visit of greeting, one message and its reply. */
async function shortVisit(): Promise<{ server: TestServer; chat: Chat }> {
  const server = await startServer();
  const chat = await server.start();
  const stream = await server.open(chat.streamUrl);
  await chat.say('one');
  await stream.untilText('You said: one');
  stream.socket.terminate();
  return { server, chat };
}
const whole = ['Hello there.', 'one', 'You said: one'];

describe('watermarks', () => {
  test.each([
    ['none', '', 0],
    ['junk', 'banana', 0],
    ['a negative one', '-3', 0],
    ['a fraction', '2.5e3', 0],
    ['an endless one', '9'.repeat(400), 0],
    ['one of the future', '9999999', 0],
    ['one of the future, aside', '99.99', 0],
    ['two', '2&watermark=3', 0],
    ['that of the greeting', 'greeting', 1],
    ['that of the message', 'message', 2],
    ['the last one', 'last', 3],
    ['the last one with an aside that is gone', 'last.1790000000000', 3],
  ])('%s: poll and stream give what follows it, then what is new', async (_, given, from) => {
    const { server, chat } = await shortVisit();
    const log = await server.store.logAfter(`directline/harbor/${chat.conversationId}`, 0, 10);
    const [greeting, message, last] = log.map(({ seq }) => `${seq}`);
    const watermark = given
      .replace('greeting', `${greeting}`)
      .replace('message', `${message}`)
      .replace('last', `${last}`);
    const page = await chat.poll(watermark);
    expect(textsOf(page.activities)).toEqual(whole.slice(from));
    expect(page.watermark).toBe(last);
    const stream = await chat.reopen(watermark);
    await chat.say('two');
    await stream.untilText('You said: two');
    expect(textsOf(stream.activities)).toEqual([...whole.slice(from), 'two', 'You said: two']);
    expect(textsOf((await chat.poll(page.watermark)).activities)).toEqual(['two', 'You said: two']);
  });

  test('are growing integers as strings', async () => {
    const { chat } = await shortVisit();
    const stream = await chat.reopen();
    await chat.say('two');
    await stream.untilText('You said: two');
    const marks = stream.frames.map(({ watermark }) => watermark);
    for (const mark of marks) expect(mark).toMatch(/^\d+$/);
    expect(marks).toEqual(marks.toSorted((a, b) => Number(a) - Number(b)));
  });

  test('read back as written', () => {
    for (const place of [
      { seq: 0, aside: 0 },
      { seq: 12, aside: 0 },
      { seq: 12, aside: 1_794_000_000_000 },
    ])
      expect(readWatermark(writeWatermark(place))).toEqual(place);
  });
});

describe('a stream', () => {
  test('replays first, then goes on live, each activity once and in order', async () => {
    const server = await startServer();
    const chat = await server.start();
    const streams = [await server.open(chat.streamUrl)];
    const posts = Array.from({ length: 30 }, async (_, index) => {
      await chat.say(`${index}`);
      if (index % 6 === 0) streams.push(await chat.reopen());
    });
    await Promise.all(posts);
    await server.directLine.resume();
    const inLog = await (async () => {
      for (;;) {
        const log = await server.store.logAfter(`directline/harbor/${chat.conversationId}`, 0, 100);
        if (log.length === 61) return log;
        await streams[0]?.until((seen) => seen.filter(({ type }) => type === 'message').length >= 61);
      }
    })();
    for (const stream of streams) {
      await stream.until((seen) => seen.filter(({ type }) => type === 'message').length >= 61);
      const ids = stream.activities.filter(({ type }) => type === 'message').map(({ id }) => id);
      expect(ids).toEqual(inLog.map(({ id }) => id));
    }
  });

  test('shows every window of a visit what is said in one of them', async () => {
    const { server, chat } = await shortVisit();
    const [one, two] = [await chat.reopen(), await chat.reopen()];
    const elsewhere = await server.start();
    const other = await server.open(elsewhere.streamUrl);
    await chat.say('two');
    await Promise.all([one.untilText('You said: two'), two.untilText('You said: two')]);
    expect(textsOf(other.activities)).not.toContain('two');
  });

  test('sends a long visit in bounded frames', async () => {
    const server = await startServer();
    const chat = await server.start();
    const visitId = `directline/harbor/${chat.conversationId}`;
    await server.directLine.close();
    const { revision } = await server.store.load(visitId);
    const replies = Array.from({ length: 120 }, (_, index) =>
      testReply({ id: `r-${index}`, text: 'x'.repeat(index < 60 ? 20_000 : 10) }),
    );
    await server.store.commit({
      visitId,
      clinicId: 'harbor',
      revision,
      state: {},
      keys: ['long'],
      answers: null,
      replies,
      outbox: [],
      miss: null,
      audit: {},
      forget: false,
      now: 1,
    });
    const again = await startServer({ store: server.store });
    const stream = await again.open(await streamOf(again, chat));
    await stream.until((seen) => seen.length === 121);
    for (const { activities } of stream.frames) {
      expect(activities.length).toBeLessThanOrEqual(51);
      expect(activities.reduce((sum, { text }) => sum + (text?.length ?? 0), 0)).toBeLessThanOrEqual(200_000);
    }
    let polled = 0;
    for (let watermark = '', more = true; more; ) {
      const page = (
        await again.get(
          `/directline/conversations/${chat.conversationId}/activities?watermark=${watermark}`,
          chat.token,
        )
      ).body;
      polled += page.activities.length;
      watermark = page.watermark;
      more = page.activities.length > 0;
    }
    expect(polled).toBe(121);
  });

  test('ignores what the client sends, and ends when it sends much', async () => {
    const { chat } = await shortVisit();
    const stream = await chat.reopen();
    for (const frame of ['', '{"activities":[]}', '\0']) stream.socket.send(frame);
    await chat.say('two');
    await stream.untilText('You said: two');
    stream.socket.send('x'.repeat(5_000));
    expect(await stream.closed).toBe(1009);
  });

  test('of a ninth window ends the first', async () => {
    const { chat } = await shortVisit();
    const streams = [];
    for (let count = 0; count < 9; count++) streams.push(await chat.reopen());
    expect(await streams[0]?.closed).toBe(1008);
    await chat.say('two');
    await streams[8]?.untilText('You said: two');
  });

  test('is told to come back when the server stops', async () => {
    const { server, chat } = await shortVisit();
    const stream = await chat.reopen();
    await server.directLine.close();
    expect(await stream.closed).toBe(1012);
  });

  test('survives upgrades that break off or are no requests of ours', async () => {
    const { server, chat } = await shortVisit();
    const { port } = new URL(server.url);
    for (const path of ['/directline/conversations/x/stream?t=%', '//directline/conversations/x/stream?t=a.b.c']) {
      await new Promise<void>((resolve) => {
        const raw = connect(Number(port), '127.0.0.1', () => {
          raw.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`);
          raw.on('data', () => raw.destroy()).on('close', resolve);
        });
      });
    }
    expect((await chat.say('two')).status).toBe(200);
  });
});

const streamOf = async (server: TestServer, { conversationId, token }: Chat): Promise<string> =>
  (await server.get(`/directline/conversations/${conversationId}?watermark=`, token)).body.streamUrl;
