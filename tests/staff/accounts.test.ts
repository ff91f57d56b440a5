import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { weakPassword } from '../../src/staff/weak-password.ts';
import { Browser, hidden } from './support/browser.ts';
import { type ConsoleServer, HARBOR, PASSWORD, SAKURA, startConsole } from './support/console-server.ts';

const codeOf = (link: string | null | undefined): string => link?.split('#')[1] ?? '';
const HOUR = 3_600_000;
let forms = 0;
/** Fills in the forms that a one-time link leads to. */
async function follow(
  server: ConsoleServer,
  link: string | null | undefined,
  fields: Readonly<Record<string, string>> = {},
) {
  const browser = new Browser(server.url);
  const code = codeOf(link);
  const opened = await browser.post('/staff/welcome', { code });
  const answer = await browser.post('/staff/welcome/account', {
    ...{ code, signInName: `new${++forms}@harbor.example`, shownName: 'New Person', password: PASSWORD },
    ...fields,
  });
  return { opened, answer };
}

describe('the first account', () => {
  it('comes by a link that is there until somebody used it; its code stands behind # and is stored hashed', async () => {
    const server = await startConsole();
    const [one, two] = [await server.firstLink(), await server.firstLink()];
    expect(one).toMatch(new RegExp(`^${server.url}/staff/welcome#[0-9a-f]{32}$`));
    expect(await server.store.invitation(codeOf(one), server.clock.now)).toBeNull();
    const { answer } = await follow(server, one, { signInName: 'Root@Harbor.example' });
    expect(answer.location).toBe('/staff/sign-in?notice=signed-up');
    expect(await server.store.accounts()).toMatchObject([
      { signInName: 'root@harbor.example', role: 'admin', clinicIds: null },
    ]);
    expect(await server.firstLink()).toBeNull();
    for (const link of [one, two]) expect((await follow(server, link)).answer.status).toBe(403);
    expect(await server.store.accounts()).toHaveLength(1);
    await server.close();
  });

  it('is made once, however many use the link at once', async () => {
    const server = await startConsole();
    const link = await server.firstLink();
    const answers = await Promise.all([1, 2, 3, 4].map(() => follow(server, link)));
    expect(answers.map(({ answer }) => answer.status).toSorted()).toEqual([303, 403, 403, 403]);
    await server.close();
  });
});

describe('accounts', () => {
  let server: ConsoleServer;
  let root: Browser;
  beforeAll(async () => {
    server = await startConsole();
    root = await server.signedIn({ role: 'admin', clinicIds: null, signInName: 'root@harbor.example' });
    server.clock.now += 1;
  });
  afterAll(() => server.close());
  const invite = async (browser: Browser, role: string, clinic: string): Promise<string | null> => {
    await browser.get('/staff/accounts');
    return (
      /value="(http[^"]*#[^"]*)"/.exec((await browser.post('/staff/accounts', { role, clinic })).text)?.[1] ?? null
    );
  };

  it('are made by invitation, with the role and clinics of the invitation and no other', async () => {
    const link = await invite(root, 'editor', HARBOR);
    const { opened, answer } = await follow(server, link, { signInName: 'ed@harbor.example' });
    expect(opened.text).toContain('Make the account');
    expect(answer.status).toBe(303);
    expect(await server.store.accountNamed('ed@harbor.example')).toMatchObject({ role: 'editor', clinicIds: [HARBOR] });
    expect((await follow(server, link)).answer.status).toBe(403);
  });

  it('are not made by a link that is older than 48 hours', async () => {
    const link = await invite(root, 'editor', HARBOR);
    server.clock.now += 48 * HOUR;
    expect((await follow(server, link)).opened.status).toBe(403);
    root = await server.signedIn({ role: 'admin', clinicIds: null });
  });

  it.each([
    ['a name that is none', { signInName: 'root' }, 'Write it like an e-mail address'],
    ['a name that is taken', { signInName: 'ROOT@harbor.example' }, 'Somebody has this name already'],
    ['a shown name with markup', { shownName: '<b>Bold</b>' }, 'Use 2 to 60 letters'],
    ['a short password', { password: 'short' }, 'Use at least 12 characters'],
    ['a common password', { password: 'Password12345!' }, 'tried first'],
    ['the own name as password', { shownName: 'Maximiliane Berg', password: 'maximilianeberg1' }, 'tried first'],
  ])('are not made with %s; the link stays good', async (_, fields, said) => {
    const link = await invite(root, 'editor', HARBOR);
    const { answer } = await follow(server, link, fields);
    expect([answer.status, answer.text.includes(said)]).toEqual([400, true]);
    expect(answer.text).not.toContain('value="short"');
    expect((await follow(server, link)).answer.status).toBe(303);
  });

  it('guesses of codes are slowed down', async () => {
    const guesser = new Browser(server.url);
    const guesses: number[] = [];
    for (let guess = 0; guess < 6; guess++)
      guesses.push((await guesser.post('/staff/welcome', { code: `${guess}` })).status);
    expect(guesses).toEqual([403, 403, 403, 403, 403, 429]);
  });

  it('lose their sessions when their role changes or they are disabled', async () => {
    const person = await server.makeAccount({ clinicIds: [HARBOR] });
    const browser = new Browser(server.url);
    const signIn = () => browser.post('/staff/sign-in', { signInName: person.signInName, password: PASSWORD });
    for (const change of [{ role: 'reviewer' }, { role: 'reviewer', disabled: 'yes' }]) {
      await signIn();
      expect((await browser.get('/staff/account')).status).toBe(200);
      await root.get('/staff/accounts');
      expect((await root.post(`/staff/accounts/${person.id}`, { clinic: HARBOR, ...change })).status).toBe(303);
      expect((await browser.get('/staff/account')).status).toBe(303);
    }
    expect((await signIn()).status).toBe(401);
  });

  it('get a new password by link, with nothing else changed and every session ended', async () => {
    const person = await server.makeAccount();
    const browser = new Browser(server.url);
    await browser.post('/staff/sign-in', { signInName: person.signInName, password: PASSWORD });
    await root.get('/staff/accounts');
    const made = await root.post(`/staff/accounts/${person.id}/link`, {});
    const password = 'seven quiet stones by the lake';
    const link = /value="(http[^"]*#[^"]*)"/.exec(made.text)?.[1];
    const { answer } = await follow(server, link, { password, signInName: 'other@harbor.example' });
    expect(answer.status).toBe(303);
    const { password: _old, ...same } = person;
    expect(await server.store.account(person.id)).toMatchObject(same);
    expect((await browser.get('/staff')).status).toBe(303);
    expect((await browser.post('/staff/sign-in', { signInName: person.signInName, password })).status).toBe(303);
  });

  it('of other clinics are out of reach of an admin of one: no list, no change, no invitation, no promotion to all', async () => {
    const local = await server.signedIn({ role: 'admin', clinicIds: [HARBOR] });
    const other = await server.makeAccount({ clinicIds: [HARBOR, SAKURA], shownName: 'Not Yours' });
    const own = await server.makeAccount({ clinicIds: [HARBOR] });
    expect((await local.get('/staff/accounts')).text).not.toMatch(/Not Yours|root@/);
    expect((await local.post(`/staff/accounts/${other.id}`, { role: 'admin', clinic: HARBOR })).status).toBe(404);
    expect((await local.post(`/staff/accounts/${other.id}/link`, {})).status).toBe(404);
    expect(await invite(local, 'admin', SAKURA)).toBeNull();
    expect(await invite(local, 'admin', '*')).toBeNull();
    await local.get('/staff/accounts');
    for (const clinic of ['*', SAKURA])
      expect((await local.post(`/staff/accounts/${own.id}`, { role: 'admin', clinic })).status).toBe(400);
    expect(await server.store.account(own.id)).toMatchObject({ role: 'front-desk', clinicIds: [HARBOR] });
  });

  it('are not changed by their own holder', async () => {
    const { text } = await root.get('/staff/accounts');
    const me = (await server.store.accounts())
      .filter(({ role, clinicIds }) => role === 'admin' && clinicIds === null)
      .at(-1);
    const token = hidden(text, 'token') ?? '';
    const holder = new Browser(server.url);
    await holder.post('/staff/sign-in', { signInName: me?.signInName ?? '', password: PASSWORD });
    await holder.get('/staff/accounts');
    expect((await holder.post(`/staff/accounts/${me?.id}`, { role: 'editor', clinic: HARBOR })).status).toBe(409);
    expect(token).not.toBe('');
  });
});

describe('a password', () => {
  it.each([
    'password1234',
    'Passw0rd!Passw0rd!',
    'aaaaaaaaaaaaaa',
    '123456789012',
    'qwertyuiop12',
    'letmeinletmein',
    'plumbline2026!',
    'abcabcabcabc',
    '000000000000a',
  ])('that is tried first is refused: %s', (password) => expect(weakPassword(password, [])).not.toBeNull());
  it.each([
    'a plumb line hangs straight',
    'Tr4m-stop,Otter',
    'correct llama pushes seven',
    '犬は青い海を長く泳いでいました',
    '8471-2093-5562-91',
  ])('that nobody would guess is taken: %s', (password) =>
    expect(weakPassword(password, ['ada@harbor.example', 'Ada Ruiz'])).toBeNull(),
  );
});
