import { describe, expect, it, onTestFinished } from 'vitest';
import { deliverNotice } from '../../src/outbox/deliver-notice.ts';
import { Refused } from '../../src/outbox/refused.ts';
import { runOutbox } from '../../src/outbox/run-outbox.ts';
import { type EmailSender, emailSender } from '../../src/outbox/send-email.ts';
import { TryAgain } from '../../src/outbox/try-again.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { type MailFault, mailServer } from './support/mail-server.ts';
import { leasedNotice, leaveWork, noticeDeps, noticeRow, outboxDeps } from './support/work.ts';

const never = new AbortController().signal;

function senderTo(smtpUrl: string, silenceMs?: number): EmailSender {
  const email = emailSender({ smtpUrl, from: 'Plumbline <chat@harbor.example>', silenceMs });
  onTestFinished(() => email.close());
  return email;
}
const deliverTo = (url: string, silenceMs?: number) =>
  deliverNotice(noticeDeps('', { email: senderTo(url, silenceMs) }));
const mail = leasedNotice('K7M-4QD', { to: 'email' });
const messageId = (raw = '') => /^message-id: (.+)$/im.exec(raw)?.[1];

describe('an e-mail notice', () => {
  it('says what there is to read and where, in plain text', async () => {
    const { url, mails } = await mailServer();
    await deliverTo(url)(mail, never);
    expect(mails).toMatchObject([{ from: 'chat@harbor.example', to: ['desk@harbor.example'] }]);
    const [head = '', text] = (mails[0]?.raw ?? '').split(/\r\n\r\n([\s\S]+)/);
    expect(head).toMatch(/^subject: New request for a call back: K7M-4QD$/im);
    expect(head).toMatch(/^content-type: text\/plain/im);
    expect(head).toMatch(/^auto-submitted: auto-generated$/im);
    expect(text).toContain('Harbor Foot & Spine');
    expect(text?.replaceAll('=\r\n', '')).toContain('\r\nhttps://chat.harbor.example/staff/requests/K7M-4QD\r\n');
  });

  it('is the same mail when it is sent again, and another for another key', async () => {
    const { url, mails } = await mailServer();
    const deliver = deliverTo(url);
    for (const key of ['one', 'one', 'two']) await deliver({ ...mail, key }, never);
    const ids = mails.map(({ raw }) => messageId(raw));
    expect(ids[0]).toMatch(/^<[\w-]{43}@harbor\.example>$/);
    expect(ids[1]).toBe(ids[0]);
    expect(ids[2]).not.toBe(ids[0]);
    expect(mails[1]?.raw).toBe(mails[0]?.raw);
  });

  it('goes over one connection while it lasts', async () => {
    const { url, mails, connections } = await mailServer();
    const deliver = deliverTo(url);
    for (let count = 0; count < 5; count++) await deliver({ ...mail, key: `${count}` }, never);
    expect([mails.length, connections()]).toEqual([5, 1]);
  });

  it.each<[MailFault['at'], MailFault['does'], typeof TryAgain | typeof Refused]>([
    ['recipient', 450, TryAgain],
    ['recipient', 550, Refused],
    ['mail', 451, TryAgain],
    ['mail', 554, Refused],
    ['recipient', 'cut', TryAgain],
    ['mail', 'cut', TryAgain],
    ['mail', 'unheard', TryAgain],
    ['recipient', 'hang', TryAgain],
    ['mail', 'hang', TryAgain],
  ])('met at the %s with %s ends as it should', async (at, does, expected) => {
    const { url } = await mailServer([{ at, does }]);
    await expect(deliverTo(url, 200)(mail, never)).rejects.toBeInstanceOf(expected);
  });

  it('is tried again when nobody listens', async () => {
    await expect(deliverTo('smtp://127.0.0.1:1')(mail, never)).rejects.toBeInstanceOf(TryAgain);
  });

  it('signs in, and waits while that is turned down', async () => {
    const signedIn: string[] = [];
    const { url, mails } = await mailServer([], {
      authOptional: false,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _session, done) => {
        signedIn.push(`${username} ${password}`);
        done(null, password === 'p@ss:word' ? { user: username } : undefined);
      },
    });
    const withPassword = (password: string) => url.replace('//', `//desk:${encodeURIComponent(password)}@`);
    await deliverTo(withPassword('p@ss:word'))(mail, never);
    expect([signedIn, mails.length]).toEqual([['desk p@ss:word'], 1]);
    await expect(deliverTo(withPassword('wrong'))(mail, never)).rejects.toBeInstanceOf(TryAgain);
  });

  it.each([
    ['offers no TLS', ['STARTTLS']],
    ['has a certificate of its own making', []],
  ])('is not sent to another machine that %s', async (_, disabledCommands) => {
    const { url, mails, connections } = await mailServer([], { disabledCommands });
    const elsewhere = url.replace('127.0.0.1', '[::ffff:127.0.0.1]');
    await expect(deliverTo(elsewhere, 500)(mail, never)).rejects.toBeInstanceOf(TryAgain);
    expect([connections(), mails.length]).toEqual([1, 0]);
  });
});

it('gets every mail through greylisting, cuts and silence, none lost', async () => {
  const faults: MailFault[] = [
    { at: 'recipient', does: 450 },
    { at: 'mail', does: 'unheard' },
    { at: 'mail', does: 'cut' },
    { at: 'recipient', does: 'hang' },
    { at: 'mail', does: 421 },
  ];
  const { url, mails } = await mailServer(faults);
  const store = await openSqliteStore(':memory:');
  let now = 1_000;
  const rows = Array.from({ length: 20 }, (_, index) => noticeRow(`R${index}`, { to: 'email' }));
  await leaveWork(store, rows, now);
  const deliver = new Map([['notice', deliverTo(url, 200)]]);
  const outbox = runOutbox(outboxDeps(store, '', { deliver, now: () => now }));
  for (; (await store.waiting()).rows > 0 && now < 86_400_000; now += 600_000) await outbox.idle();
  await outbox.close();
  expect(faults).toEqual([]);
  expect(new Set(mails.map(({ raw }) => messageId(raw))).size).toBe(20);
  expect(mails).toHaveLength(21);
  expect(await store.dead(['clinic-a'], 10)).toEqual([]);
  await store.close();
});
