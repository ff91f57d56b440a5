import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { AdaptiveCard } from 'adaptivecards';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { PUBLIC_ONLY } from '../../src/net/open-address.ts';
import { deliverNotice, noticeReceiver } from '../../src/outbox/deliver-notice.ts';
import { noticesOf, noticesSchema } from '../../src/outbox/notices-schema.ts';
import { Refused } from '../../src/outbox/refused.ts';
import { TryAgain } from '../../src/outbox/try-again.ts';
import { listen } from '../channels/bot-framework/support/listen.ts';
import { receiver } from './support/receiver.ts';
import { leasedNotice, noticeDeps, SECRET } from './support/work.ts';

const never = new AbortController().signal;
const LINK = 'https://chat.harbor.example/staff/requests/K7M-4QD';
const failure = (done: Promise<unknown>): Promise<unknown> =>
  done.then(
    () => 'delivered',
    (error: unknown) => error,
  );

describe('a webhook', () => {
  it('gets a signed notice, which receivers can check as docs/webhook.md says', async () => {
    const isGenuine = await documentedCheck();
    const now = Date.parse('2027-03-01T08:00:30Z');
    const { url, posts } = await receiver();
    await deliverNotice(noticeDeps(url, { now: () => now }))(leasedNotice('K7M-4QD'), never);
    const [post] = posts;
    if (!post) throw new Error('nothing was posted');
    expect(JSON.parse(post.body)).toEqual({
      id: 'K7M-4QD/webhook',
      type: 'callback',
      reference: 'K7M-4QD',
      clinic: 'Harbor Foot & Spine',
      at: '2027-03-01T08:00:00.000Z',
      link: LINK,
    });
    expect(post.headers).toMatchObject({ 'plumbline-id': 'K7M-4QD/webhook', 'content-type': 'application/json' });
    const { headers, body } = post;
    expect(isGenuine(headers, body, SECRET, now)).toBe(true);
    expect(isGenuine(headers, body, 'another secret', now)).toBe(false);
    expect(isGenuine(headers, `${body} `, SECRET, now)).toBe(false);
    expect(isGenuine(headers, body, SECRET, now + 301_000)).toBe(false);
    expect(isGenuine({ ...headers, 'plumbline-timestamp': '1803888031' }, body, SECRET, now)).toBe(false);
    expect(isGenuine({ ...headers, 'plumbline-signature': 'v1=' }, body, SECRET, now)).toBe(false);
    expect(isGenuine({}, body, SECRET, now)).toBe(false);
  });

  it.each([200, 202, 204])('has taken it when it answers %i', async (status) => {
    const { url } = await receiver(() => status);
    expect(await failure(deliverNotice(noticeDeps(url))(leasedNotice('A'), never))).toBe('delivered');
  });

  it('has taken it, however much it answers and though the line is cut then', async () => {
    let posts = 0;
    const { url, close } = await listen((_req, res) => {
      posts++;
      res.writeHead(200, { 'content-length': '2000000' }).write('x'.repeat(1_000_000), () => res.destroy());
    });
    onTestFinished(close);
    expect(await failure(deliverNotice(noticeDeps(url))(leasedNotice('A'), never))).toBe('delivered');
    expect(posts).toBe(1);
  });

  it.each([302, 307, 400, 401, 404, 408, 425, 429, 500, 502, 503, 504])('is tried again on %i', async (status) => {
    const { url, posts } = await receiver(() => ({ status, retryAfter: '120' }));
    const error = await failure(deliverNotice(noticeDeps(url))(leasedNotice('A'), never));
    expect(error).toBeInstanceOf(TryAgain);
    expect(error).toMatchObject({ message: `answered ${status}`, retryAfterMs: 120_000 });
    expect(posts).toHaveLength(1);
  });

  it('is tried again when the line is cut or nobody listens', async () => {
    const { url, close } = await receiver(() => 'cut');
    expect(await failure(deliverNotice(noticeDeps(url))(leasedNotice('A'), never))).toBeInstanceOf(TryAgain);
    await close().catch(() => undefined);
    expect(await failure(deliverNotice(noticeDeps(url))(leasedNotice('A'), never))).toBeInstanceOf(TryAgain);
  });

  it('is given up on 410', async () => {
    const { url } = await receiver(() => 410);
    expect(await failure(deliverNotice(noticeDeps(url))(leasedNotice('A'), never))).toBeInstanceOf(Refused);
  });

  it.each([
    'http://harbor.example/',
    'http://127.0.0.1:9/',
    'https://127.0.0.1:9/',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/',
    'https://10.0.0.7/',
    'https://user:password@harbor.example/',
    'file:///etc/passwd',
  ])('is never looked for at %s', async (url) => {
    const deps = noticeDeps(url, { reach: PUBLIC_ONLY });
    expect(await failure(deliverNotice(deps)(leasedNotice('A'), never))).toBeInstanceOf(Refused);
  });
});

describe('a notice', () => {
  const links = { teams: /"url":"([^"]+)"/, slack: /<([^|]+)\|/ };

  it.each(['teams', 'slack'] as const)(
    'reaches %s with kind, clinic, reference and link, and nothing else',
    async (to) => {
      const { url, posts } = await receiver(() => 202);
      await deliverNotice(noticeDeps(url))(leasedNotice('K7M-4QD', { to, what: 'hand-off' }), never);
      const body = posts[0]?.body ?? '';
      expect(links[to].exec(body)?.[1]).toBe(LINK);
      expect(body).toContain('A visitor wants to speak to a person: K7M-4QD');
      expect(body).toContain('Harbor Foot & Spine');
    },
  );

  it('is a card that the Adaptive Cards library reads without complaint', async () => {
    const { url, posts } = await receiver();
    await deliverNotice(noticeDeps(url))(leasedNotice('K7M-4QD', { to: 'teams' }), never);
    const message = z
      .object({ type: z.literal('message'), attachments: z.tuple([z.object({ content: z.unknown() })]) })
      .parse(JSON.parse(posts[0]?.body ?? ''));
    const card = new AdaptiveCard();
    card.parse(message.attachments[0].content);
    expect(card.validateProperties().validationEvents).toEqual([]);
    expect(card.version.label).toBe('1.4');
    expect(card.getActionCount()).toBe(1);
  });

  it('keeps its link on our own address, whatever the reference', async () => {
    const { url, posts } = await receiver();
    await deliverNotice(noticeDeps(url))(leasedNotice('../../x?y#z', {}), never);
    expect(JSON.parse(posts[0]?.body ?? '')).toHaveProperty(
      'link',
      'https://chat.harbor.example/staff/requests/..%2F..%2Fx%3Fy%23z',
    );
  });

  it.each([
    ['a body that is none', { ...leasedNotice('A'), body: '{' }, {}],
    [
      'words that do not belong there',
      { ...leasedNotice('A'), body: { reference: 'A', what: 'callback', to: 'email', name: 'Ana' } },
      {},
    ],
    ['a clinic that is gone', leasedNotice('A'), { clinic: () => undefined }],
    ['a clinic that has that way no more', leasedNotice('A'), { clinic: () => ({ name: 'H', notices: {} }) }],
  ])('is given up for %s', async (_, work, changes) => {
    expect(await failure(deliverNotice(noticeDeps('', changes))(work, never))).toBeInstanceOf(Refused);
  });

  it.each([
    ['the secret is not set', leasedNotice('A'), 'HOOK is not set in the environment'],
    ['the address is not set', leasedNotice('A', { to: 'slack' }), 'CHAT is not set in the environment'],
    [
      'there is no mail server',
      leasedNotice('A', { to: 'email' }),
      'this server sends no e-mail: set SMTP_URL and MAIL_FROM',
    ],
  ])('waits while %s', async (_, work, message) => {
    const deps = noticeDeps('https://harbor.example/', { environment: {} });
    const error = await failure(deliverNotice(deps)(work, never));
    expect(error).toBeInstanceOf(TryAgain);
    expect(error).toHaveProperty('message', message);
  });

  it('names its receiver by host', () => {
    const receiverOf = noticeReceiver(noticeDeps('https://desk.harbor.example:8443/hook'));
    expect(receiverOf(leasedNotice('A'))).toBe('desk.harbor.example:8443');
    expect(receiverOf(leasedNotice('A', { to: 'slack' }))).toBe('desk.harbor.example:8443');
    expect(receiverOf(leasedNotice('A', { to: 'email' }))).toBe('email');
    expect(receiverOf({ ...leasedNotice('A'), body: null })).toBe('harbor');
  });
});

describe('notices in a clinic file', () => {
  const webhook = { url: 'https://desk.harbor.example/hook', secret: 'HARBOR_SECRET' };

  it('name the ways in which staff are told', () => {
    const notices = noticesSchema.parse({ slack: 'HARBOR_SLACK', webhook, email: 'desk@harbor.example' });
    expect(noticesOf({ notices })).toEqual(['email', 'webhook', 'slack']);
    expect(noticesOf({ notices: noticesSchema.parse({}) })).toEqual([]);
  });

  it.each([
    { email: 'nobody' },
    { webhook: { ...webhook, url: 'http://desk.harbor.example/' } },
    { webhook: { ...webhook, secret: 'the secret itself' } },
    { teams: 'https://teams.example/secret' },
    { sms: '+12025550123' },
  ])('refuse %j', (notices) => {
    expect(noticesSchema.safeParse(notices).success).toBe(false);
  });
});

type Check = (headers: IncomingHttpHeaders, body: string, secret: string, now: number) => boolean;

/** The check that docs/webhook.md gives to receivers, as it stands there. */
async function documentedCheck(): Promise<Check> {
  const text = readFileSync(new URL('../../docs/webhook.md', import.meta.url), 'utf8');
  const code = /```js\n([\s\S]+?)```/.exec(text)?.[1] ?? '';
  const module = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  return module.isGenuine;
}
