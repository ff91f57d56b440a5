import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endpoints } from '../../src/staff/endpoints.ts';
import { roles, type StaffRole } from '../../src/store/staff-store.ts';
import { Browser, type Seen } from './support/browser.ts';
import { type ConsoleServer, HARBOR, SAKURA, startConsole } from './support/console-server.ts';

/** Who may do what, written a second time so that a slip in the table shows. */
const allowed: Readonly<Record<string, readonly StaffRole[]>> = {
  'POST /sign-out': ['front-desk', 'editor', 'reviewer', 'admin'],
  'GET /account': ['front-desk', 'editor', 'reviewer', 'admin'],
  'POST /account/password': ['front-desk', 'editor', 'reviewer', 'admin'],
  'GET /': ['front-desk', 'admin'],
  'GET /find': ['front-desk', 'admin'],
  'GET /requests.csv': ['front-desk', 'admin'],
  'GET /requests/:reference': ['front-desk', 'admin'],
  'POST /requests/:reference/change': ['front-desk', 'admin'],
  'POST /requests/:reference/notes': ['front-desk', 'admin'],
  'GET /requests/:reference/erase': ['front-desk', 'admin'],
  'POST /requests/:reference/erase': ['front-desk', 'admin'],
  'GET /visits/:reference': ['front-desk', 'admin'],
  'GET /visits/:reference/log': ['front-desk', 'admin'],
  'POST /visits/:reference/reply': ['front-desk', 'admin'],
  'GET /not-delivered': ['front-desk', 'admin'],
  'POST /not-delivered': ['front-desk', 'admin'],
  'GET /content': ['editor', 'reviewer', 'admin'],
  'GET /accounts': ['admin'],
  'POST /accounts': ['admin'],
  'POST /accounts/:id': ['admin'],
  'POST /accounts/:id/link': ['admin'],
  'GET /audit': ['admin'],
};
const open = ['GET /sign-in', 'POST /sign-in', 'GET /welcome', 'POST /welcome', 'POST /welcome/account'];
/** What the forms of our pages send. */
const fields: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'POST /requests/:reference/change': { action: 'claim', revision: '1', once: 'x', from: 'requests' },
  'POST /requests/:reference/notes': { text: 'called' },
  'POST /requests/:reference/erase': { once: 'x' },
  'POST /visits/:reference/reply': { once: 'x', text: 'hello' },
  'POST /accounts': { role: 'front-desk', clinic: HARBOR },
  'POST /accounts/:id': { role: 'front-desk', clinic: HARBOR },
  'POST /not-delivered': { key: 'none' },
  'POST /account/password': { password: 'x', newPassword: 'x' },
};

describe('who may use what', () => {
  let server: ConsoleServer;
  const people = new Map<string, Browser>();
  beforeAll(async () => {
    server = await startConsole();
    for (const role of roles) {
      for (const clinic of [HARBOR, SAKURA]) {
        people.set(`${role} ${clinic}`, await server.signedIn({ role, clinicIds: [clinic] }));
      }
    }
  });
  afterAll(() => server.close());

  /** Asks an endpoint about something of the Harbor clinic. */
  async function ask(browser: Browser, at: string, reference: string, account: string): Promise<Seen> {
    const [method, path = ''] = at.split(' ');
    const url = `/staff${path.replace(':reference', reference).replace(':id', account)}`.replace(/\/$/, '');
    return method === 'GET' ? browser.get(url) : browser.post(url, fields[at] ?? {});
  }

  it('is settled for every endpoint there is', () => {
    expect(endpoints.map(({ at }) => at).toSorted()).toEqual([...Object.keys(allowed), ...open].toSorted());
    expect(endpoints.filter(({ of }) => of === 'anyone').map(({ at }) => at)).toEqual(open);
    for (const { at, of } of endpoints) {
      if (at.includes(':reference')) expect(of).toBe('request');
      if (at.includes(':id')) expect(of).toBe('account');
    }
  });

  it.each(Object.keys(allowed))('%s asks for a sign-in', async (at) => {
    const seen = await ask(new Browser(server.url), at, 'REQ-000', 'none');
    if (at.startsWith('GET'))
      expect([seen.status, seen.location]).toEqual([303, expect.stringContaining('/staff/sign-in?next=')]);
    else expect(seen.status).toBe(401);
    expect(seen.text).not.toContain('Ada Ruiz');
  });

  it.each(
    Object.keys(allowed)
      .filter((at) => at !== 'POST /sign-out')
      .flatMap((at) => roles.flatMap((role) => [HARBOR, SAKURA].map((clinic) => [at, role, clinic] as const))),
  )('%s by %s of %s', async (at, role, clinic) => {
    const browser = people.get(`${role} ${clinic}`) ?? new Browser(server.url);
    const kind = at.includes('/visits/') ? 'hand-off' : 'callback';
    const reference = await server.request({ kind, clinicId: HARBOR });
    const { id } = await server.makeAccount({ clinicIds: [HARBOR] });
    const seen = await ask(browser, at, reference, id);
    const mine = clinic === HARBOR || !/:/.test(at);
    if (!allowed[at]?.includes(role)) {
      if (at === 'GET /') expect([seen.status, seen.location]).toEqual([303, '/staff/content']);
      else expect(seen.status).toBe(403);
    } else if (mine) {
      expect([401, 403, 404, 500]).not.toContain(at === 'GET /find' ? 200 : seen.status);
    } else {
      const missing = await ask(browser, at, 'REQ-000', 'none');
      expect(seen.status).toBe(404);
      expect(seen.text).toBe(missing.text);
    }
    if (!mine || !allowed[at]?.includes(role)) {
      expect(seen.text).not.toMatch(/Ada Ruiz|heel pain/);
      expect(await server.store.request(reference)).toMatchObject({ state: 'open', revision: 1 });
      expect(await server.store.account(id)).toMatchObject({ role: 'front-desk', clinicIds: [HARBOR] });
    }
  });

  it('lists, finds and saves nothing of another clinic', async () => {
    const reference = await server.request({ clinicId: HARBOR, details: { name: 'Ada Ruiz', urgency: 'urgent' } });
    const other = people.get(`admin ${SAKURA}`) ?? new Browser(server.url);
    for (const path of [
      '',
      `?clinic=${HARBOR}&state=all`,
      '/requests.csv?state=all',
      `/requests.csv?clinic=${HARBOR}`,
      '/audit',
      '/not-delivered',
    ])
      expect((await other.get(`/staff${path}`)).text).not.toMatch(/REQ-\d|Ada Ruiz/);
    const [found, missing] = [
      await other.get(`/staff/find?reference=${reference}`),
      await other.get('/staff/find?reference=ZZZ-ZZZ'),
    ];
    expect([found.status, found.text]).toEqual([404, missing.text]);
    expect((await other.get('/staff/accounts')).text).not.toContain(HARBOR);
  });
});
