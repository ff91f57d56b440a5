import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clinicsOnly } from './support/clinics-only.ts';
import { startTestServer, type TestServer } from './support/test-server.ts';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ publicUrl: 'https://chat.example' });
});
afterAll(() => server.close());

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  fetch(server.url + path, { headers });
const policyOf = async (path: string): Promise<string> =>
  (await get(path)).headers.get('content-security-policy') ?? '';

describe('the chat page', () => {
  it('may be framed by the clinic’s pages only, and loads nothing from elsewhere', async () => {
    const policy = await policyOf('/chat?clinic=harbor-foot-spine');
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("frame-ancestors 'self' https://harbor.example https://www.harbor.example;");
    expect(policy).toContain("connect-src 'self' wss://chat.example;");
    expect(policy).not.toMatch(/unsafe|\*|localhost/);
  });

  it('is not kept and not indexed, and has nothing inline', async () => {
    const response = await get('/chat?clinic=sakura-hari');
    const body = await response.text();
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('x-robots-tag')).toBe('noindex');
    expect(body).not.toMatch(/<script(?![^>]* src=)|<style| style=| on\w+=/i);
    expect(body).toContain('Call 119');
    expect(body).toContain('opens');
  });

  it('does not tell one clinic’s visitors of another', async () => {
    expect(await (await get('/chat?clinic=sakura-hari')).text()).not.toMatch(/Harbor|555/);
  });

  it.each([['nobody'], ['../../etc/passwd'], ['__proto__'], ['%00'], ['harbor-foot-spine%22%3E%3Cscript%3E']])(
    'answers 404 and repeats nothing for clinic %s',
    async (clinic) => {
      const response = await get(`/chat?clinic=${clinic}`);
      expect(response.status).toBe(404);
      expect(await response.text()).not.toContain('<script');
    },
  );

  it('takes the default clinic when none or several are named', async () => {
    for (const query of ['', '?clinic=a&clinic=b', '?clinic[x]=y'])
      expect(await (await get(`/chat${query}`)).text()).toContain('Harbor Foot &amp; Spine');
  });

  it('escapes whatever a clinic is called', async () => {
    const knowledge = clinicsOnly();
    const [clinic] = knowledge.content.clinics.values();
    if (!clinic) throw new Error('no clinic');
    const name = '</script><img src=x onerror=alert(1)>"\'';
    const odd = { ...clinic, id: 'harbor-foot-spine', name, kind: name, services: [name] };
    const content = { ...knowledge.content, clinics: new Map([['harbor-foot-spine', odd]]) };
    const other = await startTestServer({ knowledge: { ...knowledge, content } });
    for (const path of ['/', '/chat', '/widget.js'])
      expect(await (await fetch(other.url + path)).text()).not.toMatch(/<\/script><img|<img/);
    await other.close();
  });
});

describe('the demo page', () => {
  it('needs no script, names every clinic and says that they are invented', async () => {
    const body = await (await get('/?clinic=capital-podiatry')).text();
    expect(body).toContain('Capital Steps Podiatry is an invented clinic.');
    expect(body.match(/<script /g)).toHaveLength(1);
    for (const id of ['harbor-foot-spine', 'sakura-hari', 'firm-ground', 'garden-spine'])
      expect(body).toContain(`/?clinic=${id}`);
    expect(await policyOf('/')).toContain("script-src 'self'; style-src 'self'; frame-src 'self'");
  });

  it('leaves out what a site without a clinic does not have', async () => {
    const body = await (await get('/?clinic=firm-ground')).text();
    expect(body).not.toMatch(/id="(hours|places|services)"|NaN|undefined|null/);
  });

  it('writes our configured address, whatever Host a request claims', async () => {
    const body = await (await get('/', { Host: 'evil.example' })).text();
    expect(body).toContain('https://chat.example/widget.js');
    expect(body).not.toContain('evil.example');
  });
});

describe('the one-line script', () => {
  it('carries public facts of every clinic, or of the one that is named, and nothing else', async () => {
    const all = await (await get('/widget.js')).text();
    expect(all).toMatch(/tel:\+15085550142/);
    expect(all).toMatch(/sakura-hari/);
    expect(all).not.toMatch(/555 0142"|notices|reviewer|visit-days/);
    const one = await (await get('/widget.js?clinic=sakura-hari')).text();
    expect(one).toContain('sakura-hari');
    expect(one).not.toContain('harbor');
  });

  it('may be loaded anywhere, and is answered with 304 when nothing changed', async () => {
    const first = await get('/widget.js');
    expect(first.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    expect(first.headers.get('cache-control')).toMatch(/max-age=300.*stale-if-error/);
    const again = await get('/widget.js', {
      'If-None-Match': first.headers.get('etag') ?? '',
      'Cache-Control': 'max-age=0',
    });
    expect(again.status).toBe(304);
  });
});

describe('scripts and styles', () => {
  it('are kept for good under an address with their version, and compressed', async () => {
    const page = await (await get('/chat')).text();
    const path = /src="(\/chat\/app\.js\?v=[\w-]+)"/.exec(page)?.[1] ?? '';
    const kept = await get(path, { 'Accept-Encoding': 'br' });
    expect(kept.headers.get('cache-control')).toContain('immutable');
    expect(kept.headers.get('content-encoding')).toBe('br');
    expect(kept.headers.get('vary')).toContain('Accept-Encoding');
    expect((await get('/chat/app.js?v=old')).headers.get('cache-control')).toBe('no-cache');
    const theme = await get('/chat/theme.css?clinic=garden-spine');
    expect(theme.headers.get('content-type')).toContain('text/css');
    expect(await theme.text()).toMatch(/^:root\{--brand:#5a3f8a;/);
  });
});
