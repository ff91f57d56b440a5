import { createHmac } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { mailServer } from '../outbox/support/mail-server.ts';
import { type Answer, receiver } from '../outbox/support/receiver.ts';
import { HOOK_SECRET } from './support/clinics.ts';
import { MINUTE, startDeskServer } from './support/desk-server.ts';
import { openChat } from './support/visitor-chat.ts';

const NAME = 'Wilhelmina';
const signed = (body: string, timestamp: string): string =>
  `v1=${createHmac('sha256', HOOK_SECRET).update(`${timestamp}.${body}`).digest('hex')}`;
const hook = (url: string) => ({ webhook: { url, secret: 'HOOK' } });

it('goes from the open chat to inbox, e-mail and webhook, and back to the chat, with no word of the visitor in a notice', async () => {
  const mail = await mailServer();
  const web = await receiver();
  const server = await startDeskServer(
    { notices: { email: 'desk@quay.example', ...hook(web.url) } },
    { smtpUrl: mail.url },
  );
  const staff = await server.frontDesk();
  const chat = await openChat(server.url);
  const reference = await chat.book({ name: NAME });
  await chat.until('booking.delivered');
  await vi.waitFor(() => expect([mail.mails.length, web.posts.length]).toEqual([1, 1]), { timeout: 5_000 });
  expect(chat.lines().filter((line) => /^booking\.(requested|delivered|not-delivered)$/.test(line))).toEqual([
    'booking.requested',
    'booking.delivered',
  ]);

  const [post] = web.posts;
  expect(post?.key).toBe(`${reference}:notice-webhook`);
  expect(post?.headers['plumbline-signature']).toBe(
    signed(post?.body ?? '', String(post?.headers['plumbline-timestamp'])),
  );
  const link = `${server.url}/staff/requests/${reference}`;
  expect(JSON.parse(post?.body ?? '')).toMatchObject({ type: 'callback', reference, link });
  expect(mail.mails[0]?.to).toEqual(['desk@quay.example']);
  for (const told of [post?.body, mail.mails[0]?.raw]) {
    expect(told).toContain(reference);
    expect(told).not.toMatch(/wilhelmina|555.?0123/i);
  }
  const inbox = await staff.get('/staff');
  expect(inbox.text).toContain(reference);
  expect(inbox.text).not.toContain(NAME);
  expect((await staff.get(`/staff/requests/${reference}`)).text).toContain(NAME);
  expect(await server.store.request(reference)).toMatchObject({ delivery: 'delivered', state: 'open' });
});

it('is told as not handed over, with the phone number, while nobody has an account; and told again when it is', async () => {
  const web = await receiver();
  const server = await startDeskServer({ notices: hook(web.url) });
  const chat = await openChat(server.url);
  const reference = await chat.book();
  await vi.waitFor(() => expect(web.taken.size).toBe(1), { timeout: 5_000 });
  server.forward(MINUTE);
  await wait(100);
  expect(chat.lines()).not.toContain('booking.delivered');
  expect(chat.lines()).not.toContain('booking.not-delivered');
  server.forward(MINUTE);
  expect((await chat.until('booking.not-delivered')).text).toContain('tel:+15085550142');
  for (let minute = 0; minute < 20; minute++) {
    server.forward(MINUTE);
    await server.desk.idle();
  }
  await server.frontDesk();
  server.forward(MINUTE);
  await chat.until('booking.delivered');
  expect(await server.store.request(reference)).toMatchObject({ delivery: 'delivered' });
  server.forward(10 * MINUTE);
  await wait(100);
  const told = chat.lines().filter((line) => /^booking\.(delivered|not-delivered)$/.test(line));
  expect(told).toEqual(['booking.not-delivered', 'booking.delivered']);
});

it.each<[string, Answer[]]>([
  ['500', [500, 500]],
  ['408', [408]],
  ['429 with a time to wait', [{ status: 429, retryAfter: '120' }]],
  ['a line that is cut', ['cut']],
  ['a notice that is taken but not acknowledged', ['unheard', 'unheard']],
])('reaches a webhook after %s, known by one key, and the visitor is told once', async (_, faults) => {
  const answers = [...faults];
  const web = await receiver(() => answers.shift() ?? 204);
  const server = await startDeskServer({ notices: hook(web.url) });
  await server.frontDesk();
  const chat = await openChat(server.url);
  const reference = await chat.book();
  await chat.until('booking.delivered');
  await vi.waitFor(
    () => {
      server.forward(MINUTE);
      expect(answers).toEqual([]);
      expect(web.posts.length).toBe(faults.length + 1);
    },
    { timeout: 10_000, interval: 50 },
  );
  expect(new Set(web.posts.map(({ key }) => key))).toEqual(new Set([`${reference}:notice-webhook`]));
  const stamps = web.posts.map(({ body, headers }) => [
    headers['plumbline-signature'],
    signed(body, String(headers['plumbline-timestamp'])),
  ]);
  for (const [given, right] of stamps) expect(given).toBe(right);
  await vi.waitFor(async () => expect((await server.store.waiting()).rows).toBe(0), { timeout: 5_000 });
  expect(chat.lines().filter((line) => line === 'booking.delivered')).toHaveLength(1);
  expect(chat.lines()).not.toContain('booking.not-delivered');
});

it('does not keep the visitor waiting while a webhook hangs', async () => {
  const web = await receiver(() => 'hang');
  const server = await startDeskServer({ notices: hook(web.url) });
  await server.frontDesk();
  const chat = await openChat(server.url);
  const reference = await chat.book();
  await chat.until('booking.delivered');
  expect(web.taken.size).toBe(0);
  expect(await server.store.request(reference)).toMatchObject({ delivery: 'delivered' });
  await web.close();
});

it.each([
  ['withdrawn', (reference: string) => `cancel request ${reference}`, 'cancel.done'],
  ['forgotten', () => 'forget me', 'forget.done'],
])('is never delivered once it is %s, and nothing more is told of it', async (_, words, line) => {
  const answers: Answer[] = [{ status: 503, retryAfter: '1800' }];
  const web = await receiver(() => answers.shift() ?? 204);
  const server = await startDeskServer({ notices: hook(web.url) });
  const chat = await openChat(server.url);
  const reference = await chat.book({ name: NAME });
  await vi.waitFor(() => expect(web.posts.length).toBe(1), { timeout: 5_000 });
  await chat.say(words(reference));
  await chat.until(line);
  const said = chat.lines().length;
  const posted = web.posts.length;
  const staff = await server.frontDesk();
  for (let hour = 0; hour < 5; hour++) {
    server.forward(60 * MINUTE);
    await wait(60);
  }
  expect(web.posts.length).toBe(posted);
  expect(web.taken.size).toBe(0);
  expect(chat.lines().length).toBe(said);
  expect(await server.store.request(reference)).toMatchObject({ state: 'withdrawn', details: null });
  expect((await staff.get(`/staff/requests/${reference}`)).text).not.toContain(NAME);
});
