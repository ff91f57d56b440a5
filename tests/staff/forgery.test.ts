import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../src/staff/endpoints.ts';
import { isFromOwnPage } from '../../src/staff/own-page.ts';
import type { Browser, Seen } from './support/browser.ts';
import { type ConsoleServer, PASSWORD, startConsole } from './support/console-server.ts';

const writes = endpoints.filter(({ at }) => at.startsWith('POST')).map(({ at }) => at.slice(5));

describe('forms of other sites', () => {
  let server: ConsoleServer;
  let browser: Browser;
  let reference = '';
  beforeAll(async () => {
    server = await startConsole();
    browser = await server.signedIn({ role: 'admin', clinicIds: null });
    reference = await server.request({ kind: 'hand-off' });
  });
  afterAll(() => server.close());
  const send = (path: string, headers: Readonly<Record<string, string>>, fields = {}): Promise<Seen> =>
    browser.post(`/staff${path.replace(':reference', reference).replace(':id', 'account-1')}`, fields, headers);

  it.each(writes)('POST %s is refused from elsewhere, and with no word on where it comes from', async (path) => {
    const own = new URL(server.url);
    const foreign = [
      { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'cross-site' },
      { origin: 'null', 'sec-fetch-site': 'same-origin' },
      { origin: `${own.origin}.evil.example`, 'sec-fetch-site': 'same-origin' },
      { origin: `http://127.0.0.1:${Number(own.port) + 1}`, 'sec-fetch-site': 'same-origin' },
      { origin: own.origin, 'sec-fetch-site': 'same-site' },
      { origin: own.origin, 'sec-fetch-site': 'none' },
      { origin: 'https://evil.example', 'sec-fetch-site': '' },
    ];
    for (const headers of foreign) expect((await send(path, headers)).status, JSON.stringify(headers)).toBe(403);
    const bare = await fetch(`${server.url}/staff${path.replace(':reference', reference)}`, {
      method: 'POST',
      headers: { cookie: `plumbline-staff=${browser.cookies.get('plumbline-staff')}` },
      body: new URLSearchParams(),
    });
    expect(bare.status).toBe(403);
  });

  it.each(writes.filter((path) => !/welcome|sign-in/.test(path)))(
    'POST %s is refused without the token of its session',
    async (path) => {
      const other = await server.signedIn({ role: 'admin', clinicIds: null });
      const foreign = /name="token" value="([^"]+)"/.exec((await other.get('/staff/account')).text)?.[1] ?? '';
      for (const token of ['', 'x', foreign]) expect((await send(path, {}, { token })).status).toBe(403);
      expect(await server.store.request(reference)).toMatchObject({ state: 'open', revision: 1 });
    },
  );

  it('are told from our own by both headers', () => {
    const own = 'https://chat.harbor.example';
    expect(isFromOwnPage({ origin: own, site: 'same-origin' }, own)).toBe(true);
    expect(isFromOwnPage({ origin: own, site: undefined }, own)).toBe(true);
    expect(isFromOwnPage({ origin: undefined, site: 'same-origin' }, own)).toBe(true);
    expect(isFromOwnPage({ origin: undefined, site: undefined }, own)).toBe(false);
    expect(isFromOwnPage({ origin: 'http://chat.harbor.example', site: undefined }, own)).toBe(false);
    expect(isFromOwnPage({ origin: 'https://chat.harbor.example:444', site: undefined }, own)).toBe(false);
    expect(isFromOwnPage({ origin: 'http://localhost:3978', site: undefined }, own)).toBe(false);
    expect(isFromOwnPage({ origin: 'http://localhost:3978', site: 'same-origin' }, 'http://127.0.0.1:3978')).toBe(true);
    expect(isFromOwnPage({ origin: 'http://localhost:1', site: 'same-origin' }, 'http://127.0.0.1:3978')).toBe(false);
  });

  it('and other fields than ours, and bodies too large, do nothing', async () => {
    await browser.get('/staff/account');
    const before = await server.store.accounts();
    expect((await browser.post('/staff/accounts', { role: 'editor', clinic: '*', password: 'x' })).status).toBe(400);
    const extra = { signInName: before[0]?.signInName ?? '', password: PASSWORD, role: 'admin' };
    expect((await browser.post('/staff/sign-in', extra)).status).toBe(400);
    expect(await server.store.accounts()).toEqual(before);
    const headers = { origin: server.url, 'content-type': 'application/x-www-form-urlencoded' };
    const large = await fetch(`${server.url}/staff/sign-in`, {
      method: 'POST',
      headers,
      body: `password=${'x'.repeat(1_000_000)}`,
    });
    expect(large.status).toBe(413);
    const bomb = gzipSync(`password=${'x'.repeat(10_000_000)}`);
    const packed = await fetch(`${server.url}/staff/sign-in`, {
      method: 'POST',
      headers: { ...headers, 'content-encoding': 'gzip' },
      body: bomb,
    });
    expect(packed.status).toBe(413);
    expect((await browser.get('/staff/account')).status).toBe(200);
  });
});

describe('every page', () => {
  it('is kept from caches, frames, other scripts and search', async () => {
    const server = await startConsole();
    const browser = await server.signedIn({ role: 'admin', clinicIds: null });
    for (const path of [
      '/staff',
      '/staff/sign-in',
      '/staff/welcome',
      '/staff/audit',
      '/staff/nothing',
      '/staff/requests.csv',
    ]) {
      const { headers, text } = await browser.get(path);
      expect(headers.get('cache-control')).toBe('no-store');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('content-security-policy')).not.toContain('unsafe');
      expect(headers.get('x-frame-options')).toBe('DENY');
      expect(headers.get('referrer-policy')).toBe('same-origin');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(text).not.toMatch(/<script>|<style| style="| on[a-z]+="/);
    }
    await server.close();
  });
});
