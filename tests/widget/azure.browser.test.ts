import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFrame } from '../../src/widget/chat/protocol.ts';
import { hasChromium, hostSite, openChat, watchedPage, write } from './support/browser.ts';
import { sharedBrowser } from './support/shared.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

const browser = await sharedBrowser();
const SECRET = 'a-secret.that-no-browser-sees';
const CLINIC = 'harbor-foot-spine';

/** The service that stands in for Azure is another origin with the real Direct Line 3.0 behind its secret. */
let azure: TestServer;
let server: TestServer;
beforeAll(async () => {
  azure = await startTestServer({ secret: SECRET });
  const url = `${azure.url}/v3/directline`;
  server = await startTestServer({
    azure: {
      url,
      secrets: new Map([
        [CLINIC, SECRET],
        ['sakura-hari', 'another'],
      ]),
    },
  });
});
afterAll(async () => {
  await server.close();
  await azure.close();
});

describe('the token end-point of a clinic with its own Azure Direct Line', () => {
  const ask = (body: object, origin?: string): Promise<Response> =>
    fetch(`${server.url}/chat/token`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(origin ? { Origin: origin } : {}) },
      body: JSON.stringify(body),
    });

  it('gives our page a token for one new conversation, and a user of our making', async () => {
    const one = await (await ask({ clinic: CLINIC, user: { id: 'dl_mine' } }, server.url)).json();
    const other = await (await ask({ clinic: CLINIC }, server.url)).json();
    expect(one).toMatchObject({ user: expect.stringMatching(/^dl_[\w-]{20,}$/), expires_in: 1_800 });
    expect(other.user).not.toBe(one.user);
    expect(other.conversationId).not.toBe(one.conversationId);
    const [, claims = ''] = one.token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({
      user: one.user,
      origin: [server.url],
    });
  });

  it.each([
    ['another site', 'https://evil.example', CLINIC, 403],
    ['the clinic’s own page, which frames the chat and does not speak for it', 'https://harbor.example', CLINIC, 403],
    ['nobody', undefined, CLINIC, 403],
    ['our page for a clinic that is not on Azure', '', 'garden-spine', 404],
    ['our page for an unknown clinic', '', '__proto__', 404],
    ['our page when the secret is wrong', '', 'sakura-hari', 500],
  ] as const)('gives none to %s, and tells nothing', async (_, origin, clinic, status) => {
    const response = await ask({ clinic }, origin === '' ? server.url : origin);
    expect(response.status).toBe(status);
    expect(await response.text()).not.toMatch(/secret|another|directline/);
  });
});

describe('what Azure sends', () => {
  it('is the visitor’s when it comes from the token’s user, though no role says so', () => {
    const activity = { type: 'message', id: 'c|0000001', from: { id: 'dl_1', name: '' }, text: 'Hi' };
    expect(readFrame({ activities: [activity] }, 'dl_1').said[0]?.from).toBe('visitor');
    expect(readFrame({ activities: [activity] }, 'dl_2').said[0]?.from).toBe('bot');
  });

  it.each([
    ['Contact centre', 'Contact centre'],
    ['', 'A person'],
  ])('is a person’s of the clinic when it comes from a hub, “%s”', (name, person) => {
    const from = { id: 'contact-centre', name, role: 'user' };
    const activity = { type: 'message', id: 'c|0000002', from, text: 'How can I help?' };
    expect(readFrame({ activities: [activity] }, 'dl_1').said[0]).toMatchObject({ from: 'bot', kind: 'staff', person });
  });
});

describe.skipIf(!hasChromium)('the widget over Azure Direct Line', () => {
  it('is the same chat, within its policy; the secret reaches no browser', async () => {
    const site = await hostSite(`<body><script src="${server.url}/widget.js" data-clinic="${CLINIC}" async></script>`);
    const { page, faults, origins } = await watchedPage(browser);
    const seen: string[] = [];
    page.on('request', (request) => seen.push(JSON.stringify(request.headers()) + request.postData()));
    page.on('response', async (response) => seen.push(await response.text().catch(() => '')));
    await page.goto(site.url);
    const chat = await openChat(page);
    await write(chat, 'Can flat feet cause back pain?');
    await chat.getByText('They can contribute.').waitFor();
    expect(await chat.locator('.mine').count()).toBe(1);
    azure.cut();
    await write(chat, 'everything feels numb');
    await chat.getByRole('alert').waitFor();
    await page.reload();
    await page.getByRole('button', { name: /^Chat with/ }).click();
    await chat.getByText('Call 911 now').waitFor();
    expect(await chat.locator('.mine').count()).toBe(2);
    expect(faults).toEqual([]);
    expect(origins).toContain(azure.url.replace('http', 'ws'));
    expect(origins).not.toContain(server.url.replace('http', 'ws'));
    expect(seen.join()).toContain('Can flat feet');
    expect(seen.join()).not.toContain(SECRET);
    await page.close();
    await site.close();
  });

  it('leaves other clinics on the Direct Line of this server', async () => {
    const { page, faults, origins } = await watchedPage(browser);
    await page.goto(`${server.url}/chat?clinic=garden-spine`);
    await page.getByText('I am an automated assistant').waitFor();
    expect(origins).not.toContain(azure.url);
    expect(faults).toEqual([]);
    await page.close();
  });

  it('shows whom to call when Azure gives no token', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/chat?clinic=sakura-hari`);
    await page.locator('#offline').getByRole('link', { name: 'Call 119' }).waitFor();
    await page.close();
  });
});
