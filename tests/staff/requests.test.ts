import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Browser } from './support/browser.ts';
import { hidden } from './support/browser.ts';
import { type ConsoleServer, HARBOR, SAKURA, startConsole, visitOf, visitorDetails } from './support/console-server.ts';

const SECOND = 1_000;
const references = (text: string): string[] =>
  [...text.matchAll(/href="\/staff\/requests\/([^"]+)">/g)].map(([, found]) => found ?? '');

describe('the inbox', () => {
  let server: ConsoleServer;
  let browser: Browser;
  beforeAll(async () => {
    server = await startConsole();
    browser = await server.signedIn({ clinicIds: [HARBOR, SAKURA] });
  });
  afterAll(() => server.close());
  const inbox = async (query = ''): Promise<string> => (await browser.get(`/staff${query}`)).text;

  it('says what will appear in it while it is empty', async () => {
    expect(await inbox()).toContain('When a visitor asks to be called back');
    expect(await inbox('?state=closed')).toContain('Nothing fits these filters');
  });

  it('filters, sorts and turns pages by its address, and shrugs at an address that makes no sense', async () => {
    for (let index = 0; index < 60; index++) {
      server.clock.now += SECOND;
      await server.request({
        reference: `A${String(index).padStart(2, '0')}`,
        kind: index % 2 === 0 ? 'callback' : 'appointment',
        clinicId: index < 55 ? HARBOR : SAKURA,
      });
    }
    await server.store.changeRequest('A10', 1, { state: 'closed' }, server.clock.now);
    const newest = references(await inbox());
    expect([newest.length, newest[0], newest.at(-1)]).toEqual([50, 'A59', 'A09']);
    expect(references(await inbox('?page=2'))).toEqual(['A08', 'A07', 'A06', 'A05', 'A04', 'A03', 'A02', 'A01', 'A00']);
    const oldest = references(await inbox('?order=oldest'));
    expect([oldest[0], oldest.at(-1)]).toEqual(['A00', 'A50']);
    expect(references(await inbox('?order=oldest&page=2'))).toEqual([
      'A51',
      'A52',
      'A53',
      'A54',
      'A55',
      'A56',
      'A57',
      'A58',
      'A59',
    ]);
    expect(references(await inbox(`?clinic=${SAKURA}&kind=appointment`))).toEqual(['A59', 'A57', 'A55']);
    expect(references(await inbox('?state=closed'))).toEqual(['A10']);
    expect(references(await inbox('?page=99'))).toEqual([]);
    expect(references(await inbox("?clinic[]=x&kind=';--&state=nope&order=9&page=-1"))).toEqual(newest);
    expect(references(await inbox('?clinic=garden-spine'))).toEqual([]);
  });

  it('puts urgent requests on top, whatever the filters say', async () => {
    await server.request({ reference: 'SOON', details: { urgency: 'soon' } });
    await server.request({ reference: 'TODAY', details: { urgency: 'urgent' } });
    await server.request({ reference: 'NOW', details: { urgency: 'emergency' } });
    const page = await inbox('?kind=appointment');
    expect(references(page).slice(0, 2)).toEqual(['NOW', 'TODAY']);
    expect(page).toMatch(/class="mark emergency">Emergency</);
  });

  it('holds no names', async () => {
    await server.request({ details: { ...visitorDetails, name: 'Ada Ruiz' } });
    expect(await inbox('?state=all')).not.toMatch(/Ada Ruiz|5550142|mail\.example/);
  });

  it.each([['k7m4qd'], ['K7M-4QD'], [' k7m 4qd '], ['K7M–4QD']])('finds a reference typed as %j', async (typed) => {
    if ((await server.store.request('K7M-4QD')) === null) await server.request({ reference: 'K7M-4QD' });
    const seen = await browser.get(`/staff/find?${new URLSearchParams({ reference: typed })}`);
    expect([seen.status, seen.location]).toEqual([303, '/staff/requests/K7M-4QD']);
  });

  it.each([[''], ["' OR 1=1"], ['../../etc'], ['%00']])('finds nothing for %j', async (typed) => {
    expect((await browser.get(`/staff/find?${new URLSearchParams({ reference: typed })}`)).status).toBe(404);
  });
});

describe('a request', () => {
  let server: ConsoleServer;
  let dana: Browser;
  let kim: Browser;
  beforeAll(async () => {
    server = await startConsole();
    dana = await server.signedIn({ shownName: 'Dana Roe', signInName: 'dana@harbor.example' });
    kim = await server.signedIn({ shownName: 'Kim Osei', signInName: 'kim@harbor.example' });
  });
  afterAll(() => server.close());
  const pathOf = (reference: string): string => `/staff/requests/${reference}`;

  it('has what is needed to call, on the clinic’s clock, and nothing of it in its title', async () => {
    const details = { ...visitorDetails, zone: 'Europe/Berlin' };
    const { text } = await dana.get(pathOf(await server.request({ reference: 'K7M-4QD', details })));
    expect(text).toContain('<a href="tel:+15085550142">(508) 555-0142</a>');
    expect(text).toContain('href="mailto:ada@mail.example"');
    for (const shown of [
      'Ada Ruiz',
      'heel pain',
      'Harbor Street',
      'Tue, 1 Dec 2026, 12:00 to 13:00, New York time',
      'Berlin time',
    ])
      expect(text).toContain(shown);
    expect(/<title>([^<]*)/.exec(text)?.[1]).toBe('K7M-4QD · Plumbline');
  });

  it.each([[null], ['text'], [{}], [{ name: 5, windows: 'x', urgency: 'nope', slot: { start: 'x' } }]])(
    'is shown whatever its details are: %j',
    async (details) => {
      expect((await dana.get(pathOf(await server.request({ details })))).status).toBe(200);
    },
  );

  it('shows hostile words as words', async () => {
    const script = '<script>window.hacked=1</script><img src=x onerror="window.hacked=1">';
    const reference = await server.request({
      details: {
        name: script,
        phone: 'javascript:alert(1)',
        email: '"><svg onload=alert(1)>',
        reason: script,
        place: script,
        language: script,
        windows: [script],
      },
    });
    await dana.get(pathOf(reference));
    await dana.post(`${pathOf(reference)}/notes`, { text: `${script} '"` });
    for (const path of [pathOf(reference), '/staff?state=all', `${pathOf(reference)}/erase`]) {
      const { text } = await dana.get(path);
      expect(text).not.toMatch(/<script>|<img|<svg|href="javascript/);
    }
    expect((await dana.get(pathOf(reference))).text).toContain('&lt;script&gt;window.hacked=1');
  });

  it('goes to whoever is quicker; the other hears who has it and sees how it is now', async () => {
    const path = pathOf(await server.request());
    const [forDana, forKim] = [await dana.get(path), await kim.get(path)];
    const claim = (browser: Browser, page: string) =>
      browser.post(`${path}/change`, {
        action: 'claim',
        revision: hidden(page, 'revision') ?? '',
        once: hidden(page, 'once') ?? '',
        from: 'requests',
      });
    expect((await claim(dana, forDana.text)).location).toBe(`${path}?done=claimed`);
    const late = await claim(kim, forKim.text);
    expect(late.status).toBe(409);
    expect(late.text).toContain('somebody was quicker. It is now claimed by Dana Roe.');
    expect(late.text).toContain('>Give back</button>');
    expect((await dana.get(`${path}?done=claimed`)).text).toContain('You have it.');
  });

  it('has one owner when many claim it at once', async () => {
    const path = pathOf(await server.request());
    const once = 'same';
    const seen = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? dana : kim).post(`${path}/change`, { action: 'claim', revision: '1', once, from: 'requests' }),
      ),
    );
    expect(seen.map(({ status }) => status).toSorted()).toEqual([303, ...Array(9).fill(409)]);
  });

  it('is claimed, given back, closed and opened again, and no further than its state allows', async () => {
    const reference = await server.request();
    const path = pathOf(reference);
    for (const [browser, action, state, claimedBy] of [
      [dana, 'claim', 'claimed', 'dana@harbor.example'],
      [kim, 'give-back', 'open', null],
      [kim, 'claim', 'claimed', 'kim@harbor.example'],
      [kim, 'close', 'closed', 'kim@harbor.example'],
      [dana, 'reopen', 'open', null],
      [dana, 'close', 'closed', null],
    ] as const) {
      expect((await browser.press(path, action)).status).toBe(303);
      expect(await server.store.request(reference)).toMatchObject({ state, claimedBy });
    }
    for (const action of ['claim', 'give-back', 'close']) expect((await dana.press(path, action)).status).toBe(409);
    expect((await dana.press(path, 'destroy')).status).toBe(400);
    const { text } = await dana.get(path);
    for (const done of ['claimed it', 'gave it back', 'closed it', 'opened it again', 'read it'])
      expect(text).toContain(done);
    expect(server.told).toEqual([]);
  });

  it('keeps notes for colleagues, one for a form that was sent twice', async () => {
    const reference = await server.request();
    const note = { text: 'Called at 9,\nno answer.' };
    for (let sent = 0; sent < 2; sent++)
      expect((await dana.post(`${pathOf(reference)}/notes`, note)).location).toBe(`${pathOf(reference)}?done=noted`);
    expect((await dana.post(`${pathOf(reference)}/notes`, { text: '  ' })).status).toBe(400);
    expect((await server.store.notes(reference)).map(({ by, text }) => [by, text])).toEqual([
      ['dana@harbor.example', 'Called at 9,\nno answer.'],
    ]);
    expect((await kim.get(pathOf(reference))).text).toMatch(/no answer\.<\/p><p class="soft">Dana Roe/);
  });

  it('is erased after a tick, for good; what was done with it stays', async () => {
    const reference = await server.request();
    const path = pathOf(reference);
    await dana.post(`${path}/notes`, { text: 'Ada has a blue car' });
    await dana.get(`${path}/erase`);
    expect((await dana.post(`${path}/erase`, { once: 'x' })).status).toBe(400);
    expect(await server.store.request(reference)).toMatchObject({ state: 'open' });
    expect((await dana.post(`${path}/erase`, { once: 'x', sure: 'yes' })).location).toBe('/staff?done=erased');
    expect(await server.store.request(reference)).toMatchObject({ state: 'withdrawn', details: null });
    expect(server.told).toEqual([]);
    const { text } = await kim.get(path);
    expect(text).toContain('Nothing is left of it');
    expect(text).toContain('erased it');
    expect(text).not.toMatch(/Ada Ruiz|blue car|5550142/);
    expect((await dana.press(path, 'claim')).status).not.toBe(303);
    expect((await dana.post(`${path}/notes`, { text: 'again' })).status).toBe(409);
  });

  it('is erased with its chat unless that is left out, and nothing is erased when the chat cannot be', async () => {
    const reference = await server.request({ kind: 'hand-off' });
    const path = pathOf(reference);
    await dana.press(path, 'claim');
    const offered = (await dana.get(`${path}/erase`)).text;
    expect(offered).toMatch(/name="chat" value="yes" checked/);
    const ticked = { once: hidden(offered, 'once') ?? '', chat: 'yes' };
    expect((await dana.post(`${path}/erase`, { once: 'x' })).text).not.toContain('value="yes" checked');
    expect((await dana.post(`${path}/erase`, ticked)).text).toMatch(/name="chat" value="yes" checked/);
    server.failTelling();
    const failed = await dana.post(`${path}/erase`, { ...ticked, sure: 'yes' });
    expect([failed.status, failed.text.includes('Nothing was erased')]).toEqual([503, true]);
    expect(await server.store.request(reference)).toMatchObject({ state: 'claimed', details: visitorDetails });
    expect((await dana.post(`${path}/erase`, { ...ticked, sure: 'yes' })).status).toBe(303);
    const told = server.told.filter(({ visitId }) => visitId === visitOf(reference));
    expect(told.map(({ news }) => news.type)).toEqual(['staff.joined', 'staff.erased-chat', 'staff.left']);
    const { rows } = await server.store.audited({ clinicIds: [HARBOR], about: reference, limit: 2, offset: 0 });
    expect(rows.map(({ what }) => what)).toEqual(['request.erased', 'visit.erased']);
    expect((await dana.get(path)).text).toContain('erased the chat it came from');
  });

  it('leaves who read and changed it in the audit, without contents', async () => {
    const reference = await server.request();
    await dana.press(pathOf(reference), 'claim');
    await dana.post(`${pathOf(reference)}/notes`, { text: 'Ada has a blue car' });
    const { rows } = await server.store.audited({ clinicIds: [HARBOR], about: reference, limit: 9, offset: 0 });
    expect(rows.map(({ what }) => what)).toEqual(['request.noted', 'request.claimed', 'request.read']);
    expect(rows.every(({ by, at }) => by === 'dana@harbor.example' && at === server.clock.now)).toBe(true);
    expect(JSON.stringify(rows)).not.toMatch(/Ada has|blue car/);
    const admin = await server.signedIn({ role: 'admin' });
    const page = (await admin.get('/staff/audit')).text;
    expect(page).toContain(reference);
    expect(page).not.toMatch(/Ada has|blue car/);
    expect((await admin.get('/staff/audit')).text.match(/read the audit/g)).toHaveLength(1);
  });

  it('notes the opening of a list once, and not that it renews itself', async () => {
    const eve = await server.signedIn({ signInName: 'eve@harbor.example' });
    const listed = async (): Promise<number> => {
      const { rows } = await server.store.audited({ clinicIds: [HARBOR], limit: 500, offset: 0 });
      return rows.filter(({ what, by }) => what === 'requests.listed' && by === 'eve@harbor.example').length;
    };
    await eve.get('/staff', { 'plumbline-refresh': '1' });
    expect(await listed()).toBe(0);
    await eve.get('/staff');
    await eve.get('/staff?state=open');
    expect(await listed()).toBe(1);
  });

  it('is logged without a word of the visitor', () => {
    expect(server.logged.join()).not.toMatch(/Ada Ruiz|5550142|mail\.example/);
  });
});
