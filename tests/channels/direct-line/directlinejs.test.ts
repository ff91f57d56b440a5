import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { createTokens } from '../../../src/channels/direct-line/tokens.ts';
import type { DirectLineActivity } from '../../../src/channels/render-direct-line.ts';
import { clientPages, noBrowser, useBrowser } from './support/browser.ts';
import { heldTurn } from './support/fake-turn.ts';
import { type Chat, SECRET, startServer, type TestServer, textsOf } from './support/server.ts';

/** Connection states of the client. */
const ONLINE = 2;
const EXPIRED_TOKEN = 3;
const ENDED = 5;

interface ClientWindow {
  // biome-ignore lint/suspicious/noExplicitAny: the client's bundle has no types
  readonly DirectLine: any;
  // biome-ignore lint/suspicious/noExplicitAny: the client's bundle has no types
  client: any;
  seen: DirectLineActivity[];
  state: number;
  error: string | undefined;
}

describe.skipIf(noBrowser)('the botframework-directlinejs client', { timeout: 30_000 }, () => {
  const openPage = useBrowser();

  /** A client that waits no longer than it must after a lost socket. */
  async function connect(server: TestServer, options: object): Promise<Page> {
    const page = await openPage(`${server.url}/client`);
    await page.evaluate((given) => {
      const self = window as unknown as ClientWindow;
      self.seen = [];
      self.client = new self.DirectLine.DirectLine({
        domain: `${location.origin}/v3/directline`,
        random: () => -0.25,
        ...given,
      });
      self.client.connectionStatus$.subscribe((status: number) => {
        self.state = status;
      });
      self.client.activity$.subscribe(
        (activity: DirectLineActivity) => self.seen.push(activity),
        (error: Error) => {
          self.error = error.message;
        },
      );
    }, options);
    return page;
  }
  const seenBy = (page: Page): Promise<DirectLineActivity[]> =>
    page.evaluate(() => (window as unknown as ClientWindow).seen);
  const untilText = (page: Page, text: string) =>
    page.waitForFunction(
      (part) => (window as unknown as ClientWindow).seen.some((each) => each.text?.includes(part)),
      text,
    );
  const untilState = (page: Page, status: number) =>
    page.waitForFunction((wanted) => (window as unknown as ClientWindow).state === wanted, status);
  const say = (page: Page, text: string): Promise<string> =>
    page.evaluate(
      (said) =>
        new Promise<string>((resolve, reject) =>
          (window as unknown as ClientWindow).client
            .postActivity({ type: 'message', text: said, from: { id: 'x' }, channelData: { clientActivityID: said } })
            .subscribe(resolve, reject),
        ),
      text,
    );
  async function newServer(): Promise<TestServer> {
    return startServer({ pages: clientPages });
  }
  async function tokenOf(server: TestServer): Promise<{ token: string; conversationId: string }> {
    return (await server.post('/directline/tokens/generate', null, {})).body;
  }

  test('is greeted with choices, writes, and reads echo, typing and reply in order', async () => {
    const { takeTurn, letGo } = heldTurn();
    const server = await startServer({ pages: clientPages, takeTurn });
    const { token } = await tokenOf(server);
    const page = await connect(server, { token });
    await untilText(page, 'Hello there.');
    expect((await seenBy(page))[0]?.suggestedActions?.actions.map(({ value }) => value)).toEqual([
      'Ask a question',
      'Book a visit',
    ]);
    const id = await say(page, 'heel pain');
    await page.waitForFunction(() => (window as unknown as ClientWindow).seen.at(-1)?.type === 'typing');
    letGo();
    await untilText(page, 'You said: heel pain');
    const [, echo, typing, reply] = await seenBy(page);
    expect(echo).toMatchObject({
      id,
      text: 'heel pain',
      from: { role: 'user' },
      channelData: { clientActivityID: 'heel pain' },
    });
    expect(typing?.type).toBe('typing');
    expect(reply).toMatchObject({ replyToId: id, from: { role: 'bot' } });
    expect(await page.evaluate(() => (window as unknown as ClientWindow).state)).toBe(ONLINE);
  });

  test('reads the whole visit again after a reload', async () => {
    const server = await newServer();
    const kept = await tokenOf(server);
    const page = await connect(server, { token: kept.token });
    await untilText(page, 'Hello there.');
    await say(page, 'heel pain');
    await untilText(page, 'You said: heel pain');
    const before = textsOf(await seenBy(page));
    const reloaded = await connect(server, kept);
    await untilText(reloaded, 'You said: heel pain');
    expect(textsOf(await seenBy(reloaded))).toEqual(before);
    await say(reloaded, 'more');
    await untilText(reloaded, 'You said: more');
  });

  test('goes on after a lost socket: what was said meanwhile comes, once', async () => {
    const server = await newServer();
    const kept = await tokenOf(server);
    const page = await connect(server, { token: kept.token });
    await untilText(page, 'Hello there.');
    await say(page, 'one');
    await untilText(page, 'You said: one');
    server.drop();
    const path = `/directline/conversations/${kept.conversationId}/activities`;
    await server.post(path, kept.token, { type: 'message', text: 'from another window' });
    await untilText(page, 'You said: from another window');
    await say(page, 'two');
    await untilText(page, 'You said: two');
    expect(textsOf(await seenBy(page))).toEqual([
      'Hello there.',
      'one',
      'You said: one',
      'from another window',
      'You said: from another window',
      'two',
      'You said: two',
    ]);
  });

  test('can poll', async () => {
    const server = await newServer();
    const { token } = await tokenOf(server);
    const page = await connect(server, { token, webSocket: false, pollingInterval: 200 });
    await untilText(page, 'Hello there.');
    await say(page, 'heel pain');
    await untilText(page, 'You said: heel pain');
    expect(textsOf(await seenBy(page))).toEqual(['Hello there.', 'heel pain', 'You said: heel pain']);
  });

  test('that polls with an expired token says so, and goes on with a new one', async () => {
    const server = await newServer();
    const chat: Chat = await server.start();
    const { conversationId } = chat;
    const page = await connect(server, { token: chat.token, conversationId, webSocket: false, pollingInterval: 200 });
    await untilText(page, 'Hello there.');
    server.forward(31 * 60_000);
    await untilState(page, EXPIRED_TOKEN);
    const tokens = createTokens(SECRET, 120, Date.now);
    const { token } = await tokens.issue({ user: 'dl_x', conv: conversationId, clinic: 'harbor', origin: [] });
    await server.post(`/directline/conversations/${conversationId}/activities`, token, {
      type: 'message',
      text: 'late',
    });
    await page.evaluate((given) => (window as unknown as ClientWindow).client.reconnect(given), {
      token,
      conversationId,
    });
    await untilText(page, 'You said: late');
  });

  test.each([true, false])('whose visit was erased ends (by socket: %s)', async (webSocket) => {
    const server = await newServer();
    const { token } = await tokenOf(server);
    const page = await connect(server, { token, webSocket, pollingInterval: 200 });
    await untilText(page, 'Hello there.');
    await server.store.expire('harbor', Date.now() + 1_000, 0);
    if (webSocket) {
      server.drop();
      await page.waitForFunction(() => (window as unknown as ClientWindow).error === 'conversation ended');
    } else await untilState(page, ENDED);
  });

  test('that sends a file is told no at once', async () => {
    const server = await newServer();
    const { token } = await tokenOf(server);
    const page = await connect(server, { token });
    await untilText(page, 'Hello there.');
    const status = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const file = { contentType: 'text/plain', contentUrl: URL.createObjectURL(new Blob(['x'])), name: 'x.txt' };
          (window as unknown as ClientWindow).client
            .postActivity({ type: 'message', from: { id: 'x' }, attachments: [file] })
            .subscribe(resolve, (error: { status: number }) => resolve(error.status));
        }),
    );
    expect(status).toBe(415);
  });
});
