import { describe, expect, test } from 'vitest';
import { failingStore } from './support/failing-store.ts';
import { fakeTurn, heldTurn } from './support/fake-turn.ts';
import { startServer, textsOf } from './support/server.ts';

describe('once', () => {
  test('the same client id is the same activity, also 100 times at once, and one turn', async () => {
    const server = await startServer();
    const chat = await server.start();
    const answers = await Promise.all(Array.from({ length: 100 }, () => chat.say('heel pain', 'same')));
    expect(new Set(answers.map(({ status, body }) => `${status} ${body.id}`)).size).toBe(1);
    await server.directLine.close();
    expect(textsOf((await chat.poll()).activities)).toEqual(['Hello there.', 'heel pain', 'You said: heel pain']);
  });

  test('another text under a known client id is another message: it may be urgent', async () => {
    const server = await startServer();
    const chat = await server.start();
    await chat.say('hello', '1');
    await chat.say('I have chest pain', '1');
    await server.directLine.close();
    const { activities } = await chat.poll();
    expect(textsOf(activities).at(-1)).toContain('**Call 911 now**');
    expect(activities.filter(({ channelData }) => channelData?.clientActivityID === '1')).toHaveLength(2);
  });

  test('the same client id in another conversation is another message', async () => {
    const server = await startServer();
    const [one, two] = [await server.start(), await server.start()];
    expect((await one.say('hello', 'x')).body.id).not.toBe((await two.say('hello', 'x')).body.id);
    await server.directLine.close();
    expect(textsOf((await two.poll()).activities)).toContain('You said: hello');
  });

  test('a client id cannot pass for the greeting', async () => {
    const server = await startServer();
    const chat = await server.start();
    await chat.say('I have chest pain', 'arrived');
    await server.directLine.close();
    expect(textsOf((await chat.poll()).activities).at(-1)).toContain('Call 911');
  });
});

describe('order', () => {
  test('turns of one conversation run one after the other, those of others meanwhile', async () => {
    const { takeTurn, came, letGo } = heldTurn();
    const server = await startServer({ takeTurn });
    const [one, two] = [await server.start(), await server.start()];
    const said = () => came.filter(({ kind }) => kind === 'wrote').map(({ text }) => text);
    const stream = await server.open(one.streamUrl);
    await one.say('first');
    await one.say('second');
    await two.say('elsewhere');
    expect(said()).toEqual(['first', 'elsewhere']);
    expect(textsOf((await one.poll()).activities)).toEqual(['Hello there.', 'first', 'second']);
    letGo('first');
    await stream.untilText('You said: first');
    await expect.poll(said).toEqual(['first', 'elsewhere', 'second']);
    letGo();
    await stream.untilText('You said: second');
  });

  test('a flood waits with its sender: no more than 50 turns are held for one conversation', async () => {
    const { takeTurn, letGo } = heldTurn();
    const server = await startServer({ takeTurn });
    const chat = await server.start();
    for (let count = 1; count <= 50; count++) await chat.say(`number ${count}`);
    let answered = 0;
    const late = Array.from({ length: 10 }, (_, index) => chat.say(`late ${index}`).then(() => answered++));
    const elsewhere = await server.start();
    for (let count = 0; count < 10; count++) await elsewhere.say(`elsewhere ${count}`);
    expect(answered).toBe(0);
    expect(await server.store.unanswered()).toHaveLength(60);
    const going = setInterval(letGo, 1);
    await Promise.all(late);
    await server.directLine.close();
    clearInterval(going);
    const texts = [];
    for (let watermark = '', page = await chat.poll(); page.activities.length > 0; page = await chat.poll(watermark)) {
      texts.push(...textsOf(page.activities));
      watermark = page.watermark;
    }
    expect(texts.filter((text) => text.startsWith('You said'))).toHaveLength(60);
  });
});

describe('when the store is down', () => {
  test('the emergency text goes to sockets and to pollers once, and nobody sees an error', async () => {
    const { store, all, down } = await failingStore();
    const server = await startServer({ store });
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    await stream.untilText('Hello there.');
    const before = await chat.poll();
    all();
    const { status, body } = await chat.say('I have chest pain', 'mine');
    expect([status, typeof body.id]).toEqual([200, 'string']);
    await stream.untilText('Call 911 now');
    const shown = stream.activities.slice(-2);
    expect(shown.map(({ channelData }) => channelData?.clientActivityID)).toEqual(['mine', undefined]);
    const polled = await chat.poll(before.watermark);
    expect(textsOf(polled.activities)).toEqual(textsOf(shown));
    expect((await chat.poll(polled.watermark)).activities).toEqual([]);
    expect(textsOf((await chat.poll(`${before.watermark}.99999999999999`)).activities)).toEqual(textsOf(shown));
    expect(Number(polled.watermark)).toBeGreaterThan(Number(before.watermark));

    down.clear();
    await chat.say('thank you');
    await stream.untilText('You said: thank you');
    expect(textsOf((await chat.poll(polled.watermark)).activities)).toEqual(['thank you', 'You said: thank you']);
    expect(textsOf(stream.activities)).toHaveLength(5);
    expect(stream.frames.map(({ watermark }) => Number(watermark))).toEqual(
      stream.frames.map(({ watermark }) => Number(watermark)).toSorted((a, b) => a - b),
    );
  });

  test('a conversation can be started, gone on with and written to', async () => {
    const { store, all } = await failingStore();
    all();
    const server = await startServer({ store });
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    await stream.untilText('Hello there.');
    await chat.say('I have chest pain');
    const reopened = await chat.reopen(stream.frames[0]?.watermark);
    await reopened.untilText('Call 911 now');
    expect(textsOf(reopened.activities)).not.toContain('Hello there.');
  });

  test('a turn that cannot be stored is taken again, and its reply is not shown twice', async () => {
    const { store, down } = await failingStore();
    const server = await startServer({ store });
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    await stream.untilText('Hello there.');
    down.add('commit');
    await chat.say('I have chest pain');
    await stream.untilText('Call 911 now');
    down.clear();
    expect(await server.directLine.resume()).toBe(1);
    expect(await server.directLine.resume()).toBe(0);
    await chat.say('thank you');
    await stream.untilText('You said: thank you');
    expect(stream.activities.filter(({ text }) => text?.includes('Call 911 now'))).toHaveLength(1);
    expect((await chat.poll()).activities.filter(({ text }) => text?.includes('Call 911 now'))).toHaveLength(1);
  });

  test('a reply that was stored and cannot be read back is shown all the same', async () => {
    const { store, down } = await failingStore();
    const server = await startServer({ store });
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    await stream.untilText('Hello there.');
    down.add('logAfter');
    await chat.say('I have chest pain');
    await stream.untilText('Call 911 now');
    down.clear();
    await chat.say('thank you');
    await stream.untilText('You said: thank you');
    expect(stream.activities.filter(({ text }) => text?.includes('Call 911 now'))).toHaveLength(1);
  });

  test('a store that hangs counts as down', { timeout: 20_000 }, async () => {
    const { store } = await failingStore();
    const hanging = new Proxy(store, {
      get: (target, name: keyof typeof store) =>
        name === 'accept' ? () => new Promise(() => undefined) : target[name],
    });
    const server = await startServer({ store: hanging });
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    expect((await chat.say('I have chest pain')).status).toBe(200);
    await stream.untilText('Call 911 now');
  });

  test('a turn that throws stops neither the server nor the next turn', async () => {
    const server = await startServer({
      takeTurn: (message, deps, answers) => {
        if (message.text === 'throw') throw new Error('a fault');
        return fakeTurn(message, deps, answers);
      },
    });
    const chat = await server.start();
    const stream = await server.open(chat.streamUrl);
    expect((await chat.say('throw')).status).toBe(200);
    await chat.say('I have chest pain');
    await stream.untilText('Call 911 now');
  });
});

test('resume leaves turns under way, and visits of other channels, alone', async () => {
  const { takeTurn, came, letGo } = heldTurn();
  const server = await startServer({ takeTurn });
  const chat = await server.start();
  const stream = await server.open(chat.streamUrl);
  await chat.say('under way');
  const message = {
    visitId: 'msteams/harbor/x',
    channel: 'msteams',
    clinicId: 'harbor',
    keys: ['x'] as const,
    kind: 'wrote' as const,
    text: 'x',
    locale: null,
  };
  await server.store.accept({ entryId: 'x', message, clientId: null }, 1);
  expect(await server.directLine.resume()).toBe(0);
  letGo();
  await stream.untilText('You said: under way');
  expect(came.filter(({ kind }) => kind === 'wrote')).toHaveLength(1);
});
