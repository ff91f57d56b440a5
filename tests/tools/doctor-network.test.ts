import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it, onTestFinished } from 'vitest';
import { checkAddress } from '../../src/tools/doctor/check-address.ts';
import { checkBot } from '../../src/tools/doctor/check-bot.ts';
import { checkClock } from '../../src/tools/doctor/check-clock.ts';
import { checkDirectLine } from '../../src/tools/doctor/check-direct-line.ts';
import { checkFreeTimes } from '../../src/tools/doctor/check-free-times.ts';
import { checkKeys } from '../../src/tools/doctor/check-keys.ts';
import { checkMail } from '../../src/tools/doctor/check-mail.ts';
import { checkOrigins } from '../../src/tools/doctor/check-origins.ts';
import { openPublisher } from '../booking/slots-file/publisher.ts';
import { openFhirServer } from '../booking/support/fhir-server.ts';
import { startKeyServer } from '../channels/bot-framework/support/key-server.ts';
import { listen } from '../channels/bot-framework/support/listen.ts';
import { CLIENT, TENANT } from '../channels/bot-framework/support/samples.ts';
import { mailServer } from '../outbox/support/mail-server.ts';
import { examined, realClinic, said } from './support/examined.ts';

async function serve(listener: RequestListener): Promise<string> {
  const { url, close } = await listen(listener);
  onTestFinished(close);
  return url;
}
/** An address where nothing listens any more. */
async function nobody(): Promise<string> {
  const { url, close } = await listen(() => undefined);
  await close();
  return url;
}
const answer =
  (status: number, body: unknown, headers: Record<string, string> = {}): RequestListener =>
  (_req, res) =>
    void res.writeHead(status, headers).end(JSON.stringify(body));

describe('the public address', () => {
  const ask = (PUBLIC_URL: string) => said(checkAddress, examined({ PUBLIC_URL }));

  it('is well when we answer', async () => {
    const url = await serve((req, res) => answer(req.url === '/healthz' ? 200 : 404, { status: 'alive' })(req, res));
    expect(await ask(url)).toEqual([`fine: ${url} answers.`]);
  });

  it.each([
    ['another server answers (200)', answer(200, 'Welcome')],
    ['it redirects elsewhere (301)', answer(301, '', { location: 'https://elsewhere.example/' })],
    ['it hung up', ((_req, res) => res.destroy()) satisfies RequestListener],
  ])('is a fault when %s', async (expected, listener) => {
    const url = await serve(listener);
    expect(await ask(url)).toEqual([`fault: ${url} does not lead to this server: ${expected}.`]);
  });

  it('is a fault when nothing is there; a warning as long as none is set', async () => {
    const url = await nobody();
    expect(await ask(url)).toEqual([`fault: ${url} does not lead to this server: nothing listens there.`]);
    const unset = await said(checkAddress, examined({ PORT: new URL(url).port }));
    expect(unset).toEqual(['warning: PUBLIC_URL is not set.', expect.stringMatching(/^warning: .*nothing listens/)]);
  });

  it('must be https for anyone but this machine', async () => {
    const found = await said(checkAddress, examined({ PUBLIC_URL: 'http://chat.invalid' }));
    expect(found[0]).toBe('fault: PUBLIC_URL (http://chat.invalid) is not https.');
    expect(found[1]).toMatch(/^fault: .*name/);
  });
});

describe('origins', () => {
  const quay = realClinic({ origins: ['https://quay.localhost', 'https://www.quay.localhost'] });

  it('are let in by the server that runs', async () => {
    const policy = (origins: string) => ({ 'content-security-policy': `x; frame-ancestors 'self' ${origins}; y` });
    const knows = await serve(answer(200, '', policy(quay.origins.join(' '))));
    expect(await said(checkOrigins, examined({ PUBLIC_URL: knows }, {}, [quay]))).toEqual([
      'fine: Every clinic lists its websites.',
    ]);
    const old = await serve(answer(200, '', policy('https://quay.localhost')));
    expect(await said(checkOrigins, examined({ PUBLIC_URL: old }, {}, [quay]))).toEqual([
      expect.stringMatching(/^fault: .*does not let https:\/\/www\.quay\.localhost show/),
    ]);
  });

  it('are listed, with and without www', async () => {
    const PUBLIC_URL = await nobody();
    const look = (origins: string[]) => said(checkOrigins, examined({ PUBLIC_URL }, {}, [realClinic({ origins })]));
    expect(await look([])).toEqual(['warning: quay lists no website.']);
    expect(await look(['https://quay.localhost'])).toEqual(['warning: quay does not list https://www.quay.localhost.']);
    expect(await look(['https://www.quay.localhost'])).toEqual(['warning: quay does not list https://quay.localhost.']);
    expect(await look(['https://feet.quay.localhost'])).toEqual([expect.stringMatching(/^fine/)]);
  });
});

describe('the Azure bot', () => {
  const SECRET = 'a-secret-of-the-bot';
  const bot = { BOT_APP_ID: CLIENT, BOT_APP_PASSWORD: SECRET, BOT_TENANT_IDS: TENANT };

  it('asks for its token as for replies', async () => {
    const asked: string[] = [];
    const BOT_AUTHORITY = await serve(async (req, res) => {
      asked.push(`${req.method} ${req.url} ${decodeURIComponent(await text(req))}`);
      answer(200, { access_token: 'x' })(req, res);
    });
    expect(await said(checkBot, examined({ ...bot, BOT_AUTHORITY }))).toEqual(['fine: The bot gets its token.']);
    expect(asked).toEqual([
      `POST /${TENANT}/oauth2/v2.0/token grant_type=client_credentials&client_id=${CLIENT}&client_secret=${SECRET}&scope=https://api.botframework.com/.default`,
    ]);
  });

  it.each([
    [{ error_codes: [7000222] }, 'the client secret has expired (AADSTS7000222)'],
    [{ error_codes: [7000215] }, 'the client secret is wrong (AADSTS7000215)'],
    [{ error_codes: [700016] }, 'there is no such application in this tenant (AADSTS700016)'],
    [{ error_codes: [12345] }, 'answer 401 (AADSTS12345)'],
    ['no JSON of theirs', 'answer 401'],
  ])('is told what %o means', async (body, expected) => {
    const BOT_AUTHORITY = await serve(answer(401, body));
    const [found] = await checkBot(examined({ ...bot, BOT_AUTHORITY }));
    expect(found).toMatchObject({ level: 'fault', what: `The bot gets no token: ${expected}.` });
    expect(JSON.stringify(found)).not.toContain(SECRET);
  });

  it.each([
    ['an application that is no id', { BOT_APP_ID: 'plumbline' }, /^fault: BOT_APP_ID is not an application id/],
    ['the id of its secret', { BOT_APP_PASSWORD: CLIENT }, /^fault: BOT_APP_PASSWORD looks like the id/],
    [
      'a tenant by its name',
      { BOT_TENANT_IDS: `${TENANT.toUpperCase()},clinic.example` },
      /^fault: BOT_TENANT_IDS has clinic\.example,/,
    ],
  ])('is not well with %s, though it gets a token', async (_, wrong, expected) => {
    const BOT_AUTHORITY = await serve(answer(200, { access_token: 'x' }));
    expect(await said(checkBot, examined({ ...bot, ...wrong, BOT_AUTHORITY }))).toEqual([
      expect.stringMatching(expected),
      'fine: The bot gets its token.',
    ]);
  });

  it('needs both halves, or neither', async () => {
    expect(await said(checkBot, examined())).toEqual([expect.stringMatching(/^fine: There is no Azure bot/)]);
    expect(await said(checkBot, examined({ BOT_APP_ID: CLIENT }))).toEqual([
      'fault: BOT_APP_PASSWORD is not set, though BOT_APP_ID is.',
    ]);
    expect(await said(checkBot, examined({ BOT_APP_PASSWORD: SECRET }))).toEqual([
      'fault: BOT_APP_ID is not set, though BOT_APP_PASSWORD is.',
    ]);
  });

  it('needs the keys of its callers', async () => {
    const keys = await startKeyServer();
    onTestFinished(keys.close);
    const what = examined({ ...bot, BOT_AUTHORITY: keys.url });
    expect(await said(checkKeys, what)).toEqual(['fine: The keys of 2 issuers are there.']);
    expect(keys.asked).toEqual(['/v1/.well-known/keys', `/${TENANT}/discovery/v2.0/keys`]);
    keys.answerWith(500);
    expect(await said(checkKeys, what)).toEqual([
      `fault: There are no signing keys from ${keys.url}/v1/.well-known/keys.`,
      `fault: There are no signing keys from ${keys.url}/${TENANT}/discovery/v2.0/keys.`,
    ]);
    expect(await said(checkKeys, examined())).toEqual(['fine: Not needed without an Azure bot.']);
  });
});

describe('Azure Direct Line', () => {
  const look = (url: string, environment: Record<string, string> = { BOT_APP_ID: CLIENT }) => {
    const what = examined(environment, {}, [realClinic()]);
    return said(checkDirectLine, {
      ...what,
      config: { ...what.config, azure: { url, secrets: new Map([['quay', 'good']]) } },
    });
  };

  it('gives a token for the secret of each clinic', async () => {
    const url = await serve((req, res) => {
      const good = req.url === '/v3/directline/tokens/generate' && req.headers.authorization === 'Bearer good';
      answer(good ? 200 : 403, { token: 'x' })(req, res);
    });
    expect(await look(`${url}/v3/directline`)).toEqual(['fine: Azure Direct Line gives tokens for quay.']);
    expect(await look(url)).toEqual(['fault: Azure Direct Line gives no token for quay: it answers 403.']);
    expect(await look(`${url}/v3/directline`, {})).toContainEqual(
      expect.stringMatching(/^fault: .*BOT_APP_ID is not set/),
    );
    expect(await look(await nobody())).toEqual([expect.stringMatching(/^fault: .*nothing listens there/)]);
  });
});

describe('the clock', () => {
  const look = async (aheadMs: number, headers: Record<string, string> = {}) => {
    const BOT_AUTHORITY = await serve((req, res) => {
      answer(200, '', { date: new Date(Date.now() - aheadMs).toUTCString(), ...headers })(req, res);
    });
    return said(checkClock, examined({ BOT_AUTHORITY }));
  };

  it.each([
    [0, /^fine/],
    [-10_000, /^fine/],
    [90_000, /^warning: The clock is (89|90|91) seconds fast/],
    [-90_000, /^warning: The clock is (89|90|91) seconds slow/],
    [600_000, /^fault: The clock is (599|600|601) seconds fast/],
  ])('that is %i ms ahead', async (ahead, expected) => {
    expect(await look(ahead)).toEqual([expect.stringMatching(expected)]);
  });

  it('is not judged by a server that does not know or cannot be reached', async () => {
    expect(await look(0, { date: 'now' })).toEqual([expect.stringMatching(/^warning: .*does not tell the time/)]);
    expect(await said(checkClock, examined({ BOT_AUTHORITY: await nobody() }))).toEqual([
      expect.stringMatching(/^warning: .*nothing listens there/),
    ]);
  });
});

describe('the mail server', () => {
  const look = (url: string) => said(checkMail, examined({ SMTP_URL: url, MAIL_FROM: 'desk@clinic.example' }));
  const onlySam: Parameters<typeof mailServer>[1] = {
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'sam' && password === 'p@ss' ? done(null, { user: 'sam' }) : done(new Error('no')),
  };

  it('takes our connection, and our name and password', async () => {
    const { url, mails } = await mailServer([], onlySam);
    expect(await look(url)).toEqual(['fine: 127.0.0.1 takes our mail.']);
    const signedIn = url.replace('//', '//sam:p%40ss@');
    expect(await look(signedIn)).toEqual(['fine: 127.0.0.1 takes our mail and lets us sign in.']);
    expect(mails).toEqual([]);
  });

  it.each([
    ['a wrong password', (url: string) => url.replace('//', '//sam:not-hers@'), /it does not let us sign in/],
    [
      'TLS where there is none',
      (url: string) => url.replace('smtp:', 'smtps:'),
      /no connection \(wrong version number\)/,
    ],
  ])('is a fault with %s', async (_, change, expected) => {
    const { url } = await mailServer([], onlySam);
    const found = await look(change(url));
    expect(found).toEqual([expect.stringMatching(expected)]);
    expect(found.join()).toMatch(/^fault/);
    expect(found.join()).not.toContain('not-hers');
  });

  it('is a fault when nobody vouches for its certificate, or nobody is there', async () => {
    const { url } = await mailServer([], { secure: true });
    expect(await look(url.replace('smtp:', 'smtps:'))).toEqual([expect.stringMatching(/^fault: .*certificate/)]);
    const { port } = new URL(await nobody());
    expect(await look(`smtp://127.0.0.1:${port}`)).toEqual([expect.stringMatching(/^fault: .*ECONNREFUSED/)]);
  });

  it('is missed by the clinics that want mail', async () => {
    const quay = realClinic({ notices: { email: 'desk@quay.localhost' } });
    expect(await said(checkMail, examined({}, {}, [quay]))).toEqual([expect.stringMatching(/^fault: quay wants/)]);
    expect(await said(checkMail, examined({}, {}, [realClinic()]))).toEqual([expect.stringMatching(/^fine/)]);
  });
});

describe('free times', () => {
  const fhir = (parts: object) =>
    realClinic({
      booking: [
        {
          way: 'fhir',
          base: 'https://fhir.localhost/r4',
          schedules: { any: ['Schedule/1'] },
          'appointment-status': 'booked',
          'identifier-system': 'https://plumbline.localhost/bookings',
          ...parts,
        },
      ],
    });
  /** On this machine, where plain http will do. */
  const at = (clinic: ReturnType<typeof realClinic>, place: object) => ({
    ...clinic,
    booking: clinic.booking.map((way) => ({ ...way, ...place })),
  });
  const look = (clinic: ReturnType<typeof realClinic>) => said(checkFreeTimes, examined({}, {}, [clinic]));

  it('come from a FHIR server that knows us', async () => {
    const server = await openFhirServer();
    onTestFinished(server.close);
    const quay = at(fhir({}), { base: server.base });
    expect(await look(quay)).toEqual([`fine: ${new URL(server.base).host} answers for quay.`]);
    expect(server.asked.map(({ method, path }) => `${method} ${path.replace(/start=[^&]*/, 'start=…')}`)).toEqual([
      'GET Slot?schedule=Schedule%2F1&status=free&start=…&_count=1',
    ]);
    server.before = () => ({ kind: 'status', status: 403 });
    expect(await look(quay)).toEqual([expect.stringMatching(/^fault: .*does not let us in \(403\)/)]);
    server.before = () => ({ kind: 'status', status: 503 });
    expect(await look(quay)).toEqual([expect.stringMatching(/^fault: .*answered 503/)]);
    server.before = () => ({ kind: 'cut' });
    expect(await look(quay)).toEqual([expect.stringMatching(/^fault: .*it hung up/)]);
  });

  it('come from files whose list can be read', async () => {
    const publisher = await openPublisher();
    onTestFinished(publisher.close);
    const way = {
      way: 'slots-file',
      manifest: 'https://book.localhost/$bulk-publish',
      hosts: ['book.localhost'],
      places: {},
    };
    const quay = at(realClinic({ booking: [way] }), { manifest: `${publisher.base}/$bulk-publish` });
    expect(await look(quay)).toEqual([expect.stringMatching(/^fault: /)]);
    publisher.files.set('/$bulk-publish', 'no list');
    expect(await look(quay)).toEqual([expect.stringMatching(/^fault: .*its list of files cannot be read/)]);
    publisher.files.set('/$bulk-publish', JSON.stringify({ output: [] }));
    expect(await look(quay)).toEqual([`fine: ${publisher.host} answers for quay.`]);
  });
});
