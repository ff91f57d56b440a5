import { afterEach, describe, expect, it } from 'vitest';
import { type Answers, type ConnectorStub, ok, startConnector, status } from './support/connector-stub.ts';
import { type Door, type DoorOptions, openDoor } from './support/door.ts';
import { activity, emergency, reply } from './support/samples.ts';

let door: Door;
let connector: ConnectorStub;

async function open(answers: Answers = ok, options: DoorOptions = {}): Promise<void> {
  connector = await startConnector(answers);
  door = await openDoor(options);
}
afterEach(async () => {
  await door.close();
  await connector.close();
});

const sent = (parts: Record<string, unknown> = {}): Record<string, unknown> =>
  activity({ deliveryMode: undefined, serviceUrl: connector.url, ...parts });
const texts = (): string[] => connector.received.map(({ activity: { text } }) => text);
const say = (...words: string[]) => ({ replies: words.map((text, n) => reply({ id: `r-${n}`, text })) });

describe('a reply through the connector', () => {
  it('is posted to its conversation, addressed back, with no secret and nothing hidden', async () => {
    await open();
    const posted = await door.post(
      sent({ channelData: { ApiToken: 'xoxb-live' }, conversation: { id: '19:a+b=@thread;m=1' } }),
    );
    expect([posted.status, posted.text]).toEqual([200, '']);
    expect(connector.received).toHaveLength(1);
    const [{ path, activity: out } = { path: '', activity: null }] = connector.received;
    expect(path).toBe('POST /v3/conversations/19:a+b=@thread;m=1/activities/a1');
    expect(out).toMatchObject({
      type: 'message',
      channelId: 'emulator',
      from: { id: 'bot-1' },
      recipient: { id: 'visitor-1' },
      replyToId: 'a1',
      channelData: { plumbline: { lines: ['asking.sample'], urgency: 'none', answer: null } },
    });
    expect(Object.keys(out.channelData)).toEqual(['plumbline']);
    expect(JSON.stringify([out, door.taken]) + door.logged()).not.toContain('xoxb-live');
  });

  it('goes out after the turn, and the replies of one visit in order', async () => {
    let turns = 0;
    await open((res, nth, received) => void setTimeout(() => ok(res, nth, received), nth === 1 ? 80 : 0), {
      takeTurn: async () => {
        expect(connector.received).toHaveLength(0);
        turns++;
        return say(`${turns}.1`, `${turns}.2`);
      },
    });
    await Promise.all([door.post(sent()), door.post(sent({ id: 'a2' }))]);
    expect(texts()).toEqual(['1.1', '1.2', '2.1', '2.2']);
  });

  it.each([500, 502, 503, 408, 429])('is tried again after %i, with growing pauses', async (code) => {
    await open((res, nth, received) => (nth < 4 ? status(code) : ok)(res, nth, received), {
      send: { firstPauseMs: 60, longestPauseMs: 400 },
    });
    expect((await door.post(sent())).status).toBe(200);
    const at = connector.received.map((one) => one.at);
    expect(at).toHaveLength(4);
    for (const [index, least] of [45, 90, 180].entries())
      expect((at[index + 1] ?? 0) - (at[index] ?? 0)).toBeGreaterThanOrEqual(least - 5);
  });

  it('waits as long as Retry-After asks', async () => {
    const asked = ['1', new Date(Date.now() + 4_000).toUTCString()];
    await open(
      (res, nth, received) => {
        const [header] = asked.splice(0, 1);
        return (header ? status(429, { 'retry-after': header }) : ok)(res, nth, received);
      },
      { send: { longestPauseMs: 5_000 } },
    );
    await door.post(sent());
    const at = connector.received.map((one) => one.at);
    expect(at).toHaveLength(3);
    for (const nth of [1, 2]) expect((at[nth] ?? 0) - (at[nth - 1] ?? 0)).toBeGreaterThanOrEqual(950);
  });

  it.each([500, 429])('given up after %i fails no turn and logs no words', async (code) => {
    await open(status(code), { takeTurn: async () => say('words of ours') });
    const { status: answered } = await door.post(sent({ text: 'my private heel' }));
    expect(answered).toBe(200);
    expect(connector.received).toHaveLength(4);
    expect(door.logged()).toContain('replies not sent');
    expect(door.logged()).not.toMatch(/words of ours|my private heel/);
  });

  it('to a connector that hangs ends, and the channel is answered before', async () => {
    await open(() => {}, { send: { timeoutMs: 500, tries: 2, answerWithinMs: 50 } });
    const started = Date.now();
    expect((await door.post(sent())).status).toBe(202);
    await door.idle();
    expect(Date.now() - started).toBeLessThan(10_000);
    expect(connector.received).toHaveLength(2);
    expect(door.logged()).toContain('replies not sent');
  });

  it('never follows a redirect', async () => {
    const elsewhere = await startConnector();
    await open(status(307, { location: `${elsewhere.url}steal` }));
    expect((await door.post(sent())).status).toBe(200);
    expect(connector.received).toHaveLength(1);
    expect(elsewhere.received).toHaveLength(0);
    await elsewhere.close();
  });

  it('that is answered with a flood is cut off', async () => {
    await open((res) => void res.writeHead(201).end('x'.repeat(1_000_000)), { send: { tries: 1 } });
    expect((await door.post(sent())).status).toBe(200);
    expect(door.logged()).toContain('replies not sent');
  });

  it('that its channel finds malformed is sent as plain text', async () => {
    await open((res, nth, received) => (received.activity.suggestedActions ? status(400) : ok)(res, nth, received), {
      takeTurn: async () => ({ replies: [reply({ text: 'Which?', options: [{ id: 'a', label: 'Book' }] })] }),
    });
    await door.post(sent());
    expect(texts()[1]).toContain('1. Book');
    expect(connector.received).toHaveLength(2);
  });

  it('that warns overtakes what still hangs', async () => {
    await open((res, nth, received) => (received.activity.text === 'slow' ? undefined : ok(res, nth, received)), {
      send: { answerWithinMs: 800, timeoutMs: 3_000, tries: 1 },
      takeTurn: async ({ text }) => (text === 'chest pain' ? { replies: [emergency] } : say('slow')),
    });
    await door.post(sent());
    expect((await door.post(sent({ id: 'a2', text: 'chest pain' }))).status).toBe(200);
    expect(connector.received).toHaveLength(2);
    await door.idle();
  });

  it('that warns and is not taken waits in the outbox, and is said once it can be', async () => {
    let broken = true;
    await open((res, nth, received) => (broken ? status(500) : ok)(res, nth, received), {
      real: true,
      send: { tries: 2 },
    });
    await door.post(sent({ text: 'I cannot pee since this morning and my bottom is numb' }));
    await door.idle();
    expect(new Set(texts()).size).toBe(1);
    broken = false;
    const work = await door.store.lease(Date.now(), Date.now() + 1_000, 10);
    for (const row of work) await door.say(row, AbortSignal.timeout(5_000));
    expect(work.map(({ kind }) => kind)).toEqual(['say']);
    expect(texts().slice(2)).toEqual([texts()[0]]);
    expect(texts()[0]).toMatch(/911/);
  });

  it.each([
    ['refused for good', status(403), 'I have chest pain'],
    ['no warning', status(500), 'what do you charge?'],
  ])('leaves nothing behind when it is %s', async (_, answers, text) => {
    await open(answers, { real: true, send: { tries: 2 } });
    await door.post(sent({ text }));
    await door.idle();
    expect(await door.store.lease(Date.now(), Date.now() + 1_000, 10)).toEqual([]);
    expect(door.logged()).toContain('replies not sent');
  });

  it('to a greeting answers to no activity', async () => {
    await open();
    await door.post(
      sent({ type: 'conversationUpdate', text: undefined, membersAdded: [{ id: 'bot-1' }], channelId: 'msteams' }),
    );
    expect(connector.received[0]?.path).toBe('POST /v3/conversations/c1/activities');
    expect(connector.received[0]?.activity).not.toHaveProperty('replyToId');
  });
});

describe('a repeated message', () => {
  const duplicate = { ...say('once'), duplicate: true };

  it('is not sent its replies again, a hundred times at once', async () => {
    let turns = 0;
    await open(ok, { takeTurn: async () => (turns++ === 0 ? say('once') : duplicate) });
    const answers = await Promise.all(Array.from({ length: 100 }, () => door.post(sent())));
    expect(new Set(answers.map((answer) => answer.status))).toEqual(new Set([200]));
    expect(texts()).toEqual(['once']);
  });

  it('with a new id and the same client id is the same', async () => {
    let turns = 0;
    await open(ok, {
      takeTurn: async () => (turns++ === 0 ? { replies: [emergency] } : { replies: [emergency], duplicate: true }),
    });
    await door.post(sent({ channelData: { clientActivityID: 'x1' } }));
    await door.post(sent({ id: 'a2', channelData: { clientActivityID: 'x1' } }));
    expect(connector.received).toHaveLength(1);
  });

  it('of a process that died is sent its warning, and nothing else', async () => {
    await open(ok, {
      takeTurn: async ({ text }) => ({ replies: [text === 'chest pain' ? emergency : reply()], duplicate: true }),
    });
    await door.post(sent({ text: 'chest pain' }));
    await door.post(sent({ id: 'a2' }));
    expect(connector.received.map(({ activity: out }) => out.channelData.plumbline.lines)).toEqual([
      ['safety.emergency'],
    ]);
  });

  it('that could not be stored the first time is answered the second', async () => {
    let turns = 0;
    await open(ok, { takeTurn: async () => ({ ...say(`try ${++turns}`), failed: turns === 1 }) });
    await door.post(sent());
    await door.post(sent());
    expect(texts()).toEqual(['try 1', 'try 2']);
  });

  it('asking for inline replies gets the stored ones, with the same ids', async () => {
    await open(ok, { takeTurn: async () => duplicate });
    const answers = [await door.post(activity()), await door.post(activity())];
    for (const { json } of answers) expect(json.activities).toMatchObject([{ id: 'r-0', text: 'once' }]);
  });
});

describe('deliveryMode expectReplies', () => {
  it('answers with whole activities, channelId and all, and posts nothing', async () => {
    await open(ok, { takeTurn: async () => ({ replies: [emergency, reply({ id: 'r-1' })] }) });
    const { status: answered, json } = await door.post(activity({ serviceUrl: connector.url }));
    expect(answered).toBe(200);
    expect(Object.keys(json)).toEqual(['activities']);
    expect(json.activities).toMatchObject([
      {
        type: 'message',
        id: 'e-0',
        channelId: 'emulator',
        conversation: { id: 'c1' },
        from: { id: 'bot-1' },
        recipient: { id: 'visitor-1' },
        replyToId: 'a1',
      },
      { id: 'r-1', channelData: { plumbline: { lines: ['asking.sample'], urgency: 'none', answer: null } } },
    ]);
    expect(JSON.stringify(json)).not.toContain('_channelId');
    expect(connector.received).toEqual([]);
  });

  it.each([
    ['typing', { type: 'typing' }],
    ['a null text', { text: null }],
    ['an unknown type', { type: 'x-new' }],
  ])('answers %s with no activities', async (_, parts) => {
    await open();
    const { status: answered, json } = await door.post(activity(parts));
    expect([answered, json]).toEqual([200, { activities: [] }]);
  });
});

describe('a fault of ours', () => {
  it.each([{}, { deliveryMode: undefined }])('is told without words, stack or advice %o', async (mode) => {
    await open(ok, {
      takeTurn: async ({ text }) => {
        throw new Error(`cannot take "${text}"`);
      },
    });
    const { status: answered, json, text } = await door.post(activity({ ...mode, serviceUrl: connector.url }));
    expect([answered, json.error.code]).toEqual([500, 'ServerError']);
    expect(text).not.toMatch(/heel|at |source code|\.ts/);
    expect(door.logged()).not.toContain('heel');
    expect(connector.received).toEqual([]);
  });

  it('in one visit does not block the next turn of it', async () => {
    let turns = 0;
    await open(ok, {
      takeTurn: async () => {
        if (turns++ === 0) throw new Error('once');
        return say('again');
      },
    });
    await door.post(activity());
    expect((await door.post(activity({ id: 'a2' }))).json.activities).toHaveLength(1);
  });
});
