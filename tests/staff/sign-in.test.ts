import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Browser } from './support/browser.ts';
import { type ConsoleServer, PASSWORD, startConsole } from './support/console-server.ts';

const HOUR = 3_600_000;

describe('signing in', () => {
  let server: ConsoleServer;
  beforeAll(async () => {
    server = await startConsole();
  });
  afterAll(() => server.close());
  const signIn = (browser: Browser, signInName: string, password: string, more = {}, place = {}) =>
    browser.post('/staff/sign-in', { signInName, password, ...more }, place);

  it('takes the name in any case, and goes where one wanted to go', async () => {
    const { signInName } = await server.makeAccount();
    const browser = new Browser(server.url);
    const asked = await browser.get('/staff/requests/K7M-4QD');
    expect(asked.location).toBe('/staff/sign-in?next=%2Fstaff%2Frequests%2FK7M-4QD');
    const next = '/staff/requests/K7M-4QD';
    const seen = await signIn(browser, ` ${signInName.toUpperCase()} `, PASSWORD, { next });
    expect([seen.status, seen.location]).toEqual([303, next]);
  });

  it.each([
    'https://evil.example/',
    '//evil.example',
    '/staff/../directline',
    '/staffing',
    '/staff/\\evil',
    'javascript:alert(1)',
  ])('goes nowhere else: %s', async (next) => {
    const { signInName } = await server.makeAccount();
    const browser = new Browser(server.url);
    expect((await browser.get(`/staff/sign-in?${new URLSearchParams({ next })}`)).text).not.toContain('name="next"');
    expect((await signIn(browser, signInName, PASSWORD, { next })).location).toBe('/staff');
  });

  it('answers a wrong name, a wrong password and a disabled account alike, with as much work', async () => {
    const known = await server.makeAccount();
    const disabled = await server.makeAccount({ disabled: true });
    const answers = new Set<string>();
    const least = new Map<string, number>();
    const names = [known.signInName, 'nobody@harbor.example', disabled.signInName, 'not a name'];
    for (const name of [...names, ...names, ...names]) {
      const before = process.cpuUsage();
      const password = name === known.signInName ? 'wrong password here' : PASSWORD;
      const seen = await signIn(new Browser(server.url), name, password);
      const { user, system } = process.cpuUsage(before);
      least.set(name, Math.min(least.get(name) ?? Number.POSITIVE_INFINITY, user + system));
      answers.add(`${seen.status} ${seen.headers.get('set-cookie')} ${seen.text}`);
    }
    const times = [...least.values()];
    expect(Math.min(...times), `microseconds of work: ${times}`).toBeGreaterThan(Math.max(...times) / 3);
    expect([...answers]).toEqual([expect.stringMatching(/^401 null/)]);
  });

  it('slows down after five failures, for a name that exists as for one that does not, and lets the right person in again', async () => {
    const { signInName } = await server.makeAccount();
    const waits: (string | null)[][] = [];
    for (const name of [signInName, 'nobody-else@harbor.example']) {
      const seen: (string | null)[] = [];
      for (let attempt = 0; attempt < 5; attempt++) await signIn(new Browser(server.url), name, 'wrong password here');
      for (let attempt = 0; attempt < 3; attempt++) {
        const refused = await signIn(new Browser(server.url), name, PASSWORD);
        expect(refused.status).toBe(429);
        seen.push(refused.headers.get('retry-after'));
        server.clock.now += 1_000 * Number(refused.headers.get('retry-after'));
        await signIn(new Browser(server.url), name, 'wrong password here');
      }
      waits.push(seen);
    }
    expect(waits).toEqual([
      ['1', '2', '4'],
      ['1', '2', '4'],
    ]);
    server.clock.now += 300_000;
    expect((await signIn(new Browser(server.url), signInName, PASSWORD)).status).toBe(303);
  });

  it('is not outrun by attempts side by side', async () => {
    const { signInName } = await server.makeAccount();
    const seen = await Promise.all(
      Array.from({ length: 15 }, () => signIn(new Browser(server.url), signInName, 'wrong password here')),
    );
    expect(seen.filter(({ status }) => status === 401)).toHaveLength(5);
    expect(seen.filter(({ status }) => status === 429)).toHaveLength(10);
  });

  it('counts an address too, whatever names it tries', async () => {
    const place = { 'x-forwarded-for': '198.51.100.7' };
    for (let attempt = 0; attempt < 5; attempt++)
      await signIn(new Browser(server.url), `guess${attempt}@harbor.example`, 'wrong password here', {}, place);
    const { signInName } = await server.makeAccount();
    expect((await signIn(new Browser(server.url), signInName, PASSWORD, {}, place)).status).toBe(429);
    expect((await signIn(new Browser(server.url), signInName, PASSWORD)).status).toBe(303);
  });

  it('gives a new session id, never the one that was there before', async () => {
    const { signInName } = await server.makeAccount();
    const browser = new Browser(server.url);
    browser.cookies.set('plumbline-staff', 'f'.repeat(43));
    await signIn(browser, signInName, PASSWORD);
    const first = browser.cookies.get('plumbline-staff');
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(first).not.toBe('f'.repeat(43));
    await signIn(browser, signInName, PASSWORD);
    const thief = new Browser(server.url);
    thief.cookies.set('plumbline-staff', first ?? '');
    expect((await thief.get('/staff/account')).status).toBe(303);
    expect((await browser.get('/staff/account')).status).toBe(200);
  });

  it('keeps only hashes: neither the cookie nor the password is in the store', async () => {
    const browser = await server.signedIn();
    const id = browser.cookies.get('plumbline-staff') ?? '';
    expect(await server.store.session(id)).toBeNull();
    expect((await server.store.accounts()).map(({ password }) => password)).not.toContain(PASSWORD);
    expect((await server.store.accounts())[0]?.password).toMatch(/^scrypt:15:8:1:/);
  });

  it('ends after an hour without a touch, and after twelve in any case; a page that renews itself keeps nothing alive', async () => {
    const idle = await server.signedIn();
    server.clock.now += HOUR - 1_000;
    expect((await idle.get('/staff')).status).toBe(200);
    server.clock.now += HOUR - 1_000;
    expect((await idle.get('/staff', { 'plumbline-refresh': '1' })).status).toBe(200);
    server.clock.now += 2_000;
    expect((await idle.get('/staff', { 'plumbline-refresh': '1' })).status).toBe(401);
    expect((await idle.get('/staff')).status).toBe(303);

    const busy = await server.signedIn();
    for (let half = 0; half < 23; half++) {
      server.clock.now += HOUR / 2;
      expect((await busy.get('/staff/account')).status).toBe(200);
    }
    server.clock.now += HOUR / 2;
    expect((await busy.get('/staff/account')).status).toBe(303);
  });

  it('ends by signing out, in the browser and in the store', async () => {
    const browser = await server.signedIn();
    const id = browser.cookies.get('plumbline-staff') ?? '';
    const seen = await browser.post('/staff/sign-out', {});
    expect(seen.location).toBe('/staff/sign-in');
    expect(browser.cookies.size).toBe(0);
    browser.cookies.set('plumbline-staff', id);
    expect((await browser.get('/staff')).status).toBe(303);
  });

  it('ends everywhere else when the password is changed', async () => {
    const { signInName } = await server.makeAccount();
    const [here, there] = [new Browser(server.url), new Browser(server.url)];
    await signIn(here, signInName, PASSWORD);
    await signIn(there, signInName, PASSWORD);
    await here.get('/staff/account');
    const newPassword = 'seven quiet stones by the lake';
    const wrong = await here.post('/staff/account/password', { password: 'not my password', newPassword });
    expect(wrong.status).toBe(400);
    expect((await there.get('/staff')).status).toBe(200);
    const before = here.cookies.get('plumbline-staff');
    expect((await here.post('/staff/account/password', { password: PASSWORD, newPassword })).status).toBe(303);
    expect(here.cookies.get('plumbline-staff')).not.toBe(before);
    expect((await here.get('/staff')).status).toBe(200);
    expect((await there.get('/staff')).status).toBe(303);
    expect((await signIn(new Browser(server.url), signInName, PASSWORD)).status).toBe(401);
    expect((await signIn(new Browser(server.url), signInName, newPassword)).status).toBe(303);
  });

  it('sends its cookie to no script and no other site, and over https only', async () => {
    const { signInName } = await server.makeAccount();
    const flags = (await signIn(new Browser(server.url), signInName, PASSWORD)).headers.get('set-cookie');
    expect(flags).toMatch(/^plumbline-staff=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);

    const secure = await startConsole({ publicUrl: 'https://chat.harbor.example' });
    const { signInName: name } = await secure.makeAccount();
    const headers = { origin: 'https://chat.harbor.example' };
    const seen = await new Browser(secure.url).post(
      '/staff/sign-in',
      { signInName: name, password: PASSWORD },
      headers,
    );
    expect(seen.headers.get('set-cookie')).toMatch(
      /^__Host-plumbline-staff=[\w-]{43}; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
    );
    await secure.close();
  });

  it('is not offered over http to the outside', async () => {
    const unsafe = await startConsole({ publicUrl: 'http://chat.harbor.example' });
    expect((await new Browser(unsafe.url).get('/staff/sign-in')).status).toBe(403);
    await unsafe.close();
  });

  it('opens a link from a web mailer again from our own page, once', async () => {
    const browser = await server.signedIn();
    const cookies = [...browser.cookies];
    browser.cookies.clear();
    const followed = await browser.get('/staff/requests/K7M-4QD', { 'sec-fetch-site': 'cross-site' });
    expect(followed.text).toContain('http-equiv="refresh" content="0; url=/staff/requests/K7M-4QD"');
    for (const [name, value] of cookies) browser.cookies.set(name, value);
    expect((await browser.get('/staff/requests/K7M-4QD', { 'sec-fetch-site': 'same-origin' })).status).toBe(404);
    browser.cookies.clear();
    expect((await browser.get('/staff/requests/K7M-4QD', { 'sec-fetch-site': 'same-origin' })).status).toBe(303);
  });

  it('logs no name and no password', () => {
    expect(server.logged.join()).not.toMatch(/@harbor|wrong password|plumb line/);
  });
});
