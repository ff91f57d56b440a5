import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messageOf, turnOf } from '../store/builders.ts';
import { type Browser, hidden } from './support/browser.ts';
import { type ConsoleServer, HARBOR, startConsole, visitOf } from './support/console-server.ts';

describe('a conversation', () => {
  let server: ConsoleServer;
  let dana: Browser;
  let kim: Browser;
  beforeAll(async () => {
    server = await startConsole();
    dana = await server.signedIn({ shownName: 'Dana Roe', signInName: 'dana@harbor.example' });
    kim = await server.signedIn({ shownName: 'Kim Osei' });
  });
  afterAll(() => server.close());

  const handOff = (): Promise<string> => server.request({ kind: 'hand-off' });
  const pathOf = (reference: string): string => `/staff/visits/${reference}`;
  let said = 0;
  const visitorWrites = (reference: string, text: string): Promise<unknown> => {
    const visitId = visitOf(reference);
    const message = {
      visitId,
      channel: 'web',
      clinicId: HARBOR,
      keys: [`say-${++said}`] as const,
      kind: 'wrote' as const,
      text,
      locale: null,
    };
    return server.store.accept(
      { entryId: `say-${said}`, message: { ...message, keys: [`say-${said}`] }, clientId: null },
      server.clock.now,
    );
  };
  const reply = async (browser: Browser, reference: string, text: string) => {
    const { text: page } = await browser.get(pathOf(reference));
    return browser.post(`${pathOf(reference)}/reply`, { text, once: hidden(page, 'once') ?? '' });
  };

  it('is shown from when the visitor asked for a person until it was closed, and not beyond', async () => {
    server.clock.now += 60_000;
    const early = {
      visitId: visitOf('EARLY'),
      channel: 'web',
      clinicId: HARBOR,
      keys: ['early'] as [string],
      kind: 'wrote' as const,
      locale: null,
    };
    await server.store.accept(
      { entryId: 'early', message: { ...early, text: 'said before, to the assistant alone' }, clientId: null },
      server.clock.now,
    );
    server.clock.now += 60_000;
    await server.request({ kind: 'hand-off', reference: 'EARLY' });
    await visitorWrites('EARLY', 'is anyone <b>there</b>');
    const open = (await dana.get(pathOf('EARLY'))).text;
    expect(open).not.toContain('to the assistant alone');
    expect(open).toContain('I have told the clinic.');
    expect(open).toContain('is anyone &lt;b&gt;there&lt;/b&gt;');
    expect(/<title>([^<]*)/.exec(open)?.[1]).toBe('Conversation EARLY · Plumbline');
    await dana.press(pathOf('EARLY'), 'close');
    server.clock.now += 60_000;
    await visitorWrites('EARLY', 'said after, to the assistant alone');
    const closed = (await dana.get(pathOf('EARLY'))).text;
    expect(closed).toContain('is anyone');
    expect(closed).not.toContain('said after');
  });

  it('says who wrote what', async () => {
    const reference = await handOff();
    const said = (id: string, kind: 'plain' | 'staff', heading: string | null, text: string) => ({
      ...{
        id,
        kind,
        heading,
        text,
        links: [],
        options: [],
        about: null,
        lines: [],
        urgency: 'none' as const,
        answer: null,
      },
    });
    await server.store.commit({
      ...{
        visitId: visitOf(reference),
        clinicId: HARBOR,
        revision: 1,
        state: {},
        keys: ['news'],
        answers: null,
        miss: null,
      },
      ...{
        replies: [
          said('a', 'plain', 'Welcome', '**Kim** has joined.'),
          said('b', 'staff', null, 'Hello, **Kim** here.'),
        ],
      },
      ...{ outbox: [], requests: [], withdraw: [], keep: null, audit: {}, forget: false, now: server.clock.now },
    });
    await visitorWrites(reference, 'hello **you**');
    const { text } = await dana.get(pathOf(reference));
    const [, ...rest] = [...text.matchAll(/<p class="by">(\w+) .*?<p class="text">([^<]*)/gs)].map(([, by, words]) => [
      by,
      words,
    ]);
    expect(rest).toEqual([
      ['Assistant', 'Welcome\nKim has joined.'],
      ['Staff', 'Hello, **Kim** here.'],
      ['Visitor', 'hello **you**'],
    ]);
  });

  it('shows what the visitor changed as changed, and of what they deleted only that', async () => {
    const reference = await handOff();
    const visitId = visitOf(reference);
    for (const [index, text] of ['kept', 'old words', 'regretted'].entries()) {
      const message = messageOf(text, { visitId, clinicId: HARBOR });
      const { revision } = await server.store.load(visitId);
      await server.store.commit(
        turnOf(message, { keep: message, revision, replies: [], now: server.clock.now + index }),
      );
    }
    await server.store.changeKept(`${visitId}/old words`, 'new words', server.clock.now + 9);
    await server.store.changeKept(`${visitId}/regretted`, null, server.clock.now + 9);
    const { text } = await dana.get(pathOf(reference));
    const said = [...text.matchAll(/<p class="by">(Visitor.*?) <time.*?<p class="text">([^<]*)/gs)];
    expect(said.map(([, by, words]) => [by, words])).toEqual([
      ['Visitor', 'kept'],
      ['Visitor, changed', 'new words'],
      ['Visitor', 'Deleted by the visitor.'],
    ]);
    expect(text).not.toMatch(/old words<|regretted</);
  });

  it('is taken over, answered once for each form, given back and closed; the visitor hears of each', async () => {
    const reference = await handOff();
    expect((await reply(dana, reference, 'too early')).status).toBe(409);
    expect((await dana.press(pathOf(reference), 'claim')).location).toBe(`${pathOf(reference)}?done=claimed`);
    const { text: page } = await dana.get(pathOf(reference));
    const form = { text: 'Hello, Dana here.', once: hidden(page, 'once') ?? '' };
    for (let sent = 0; sent < 2; sent++) expect((await dana.post(`${pathOf(reference)}/reply`, form)).status).toBe(303);
    const notHers = await reply(kim, reference, 'me too');
    expect([notHers.status, notHers.text.includes('me too')]).toEqual([409, true]);
    expect((await reply(dana, reference, '   ')).status).toBe(400);
    expect((await dana.press(pathOf(reference), 'give-back')).status).toBe(303);
    expect((await kim.press(pathOf(reference), 'claim')).status).toBe(303);
    expect((await kim.press(pathOf(reference), 'close')).status).toBe(303);
    expect(server.told.map(({ visitId, news }) => [visitId, news])).toEqual([
      [visitOf(reference), { type: 'staff.joined', name: 'Dana Roe' }],
      [visitOf(reference), { type: 'staff.wrote', name: 'Dana Roe', text: 'Hello, Dana here.' }],
      [visitOf(reference), { type: 'staff.left' }],
      [visitOf(reference), { type: 'staff.joined', name: 'Kim Osei' }],
      [visitOf(reference), { type: 'staff.left' }],
    ]);
  });

  it('takes a reply of the full length as browsers send it, and passes on each sign', async () => {
    const reference = await handOff();
    await dana.press(pathOf(reference), 'claim');
    const lines = `* [x](javascript:alert(1))  1.\n${'-'.repeat(1_900)}${'\n'.repeat(60)}end`;
    expect((await reply(dana, reference, lines.replaceAll('\n', '\r\n'))).status).toBe(303);
    expect(server.told.at(-1)?.news).toMatchObject({ type: 'staff.wrote', text: lines });
    expect((await reply(dana, reference, 'x'.repeat(2_001))).status).toBe(400);
  });

  it('stays as it was when the visitor could not be told, and what was written is kept', async () => {
    const reference = await handOff();
    server.failTelling();
    const refused = await dana.press(pathOf(reference), 'claim');
    expect([refused.status, refused.text.includes('the visitor could not be told')]).toEqual([503, true]);
    expect(await server.store.request(reference)).toMatchObject({ state: 'open', claimedBy: null });
    expect((await dana.press(pathOf(reference), 'claim')).status).toBe(303);
    server.failTelling();
    const lost = await reply(dana, reference, 'a long reply');
    expect([lost.status, lost.text.includes('>a long reply</textarea>')]).toEqual([503, true]);
    server.failTelling();
    expect((await dana.press(pathOf(reference), 'close')).status).toBe(503);
    expect(await server.store.request(reference)).toMatchObject({ state: 'claimed' });
    expect(server.logged.join()).not.toContain('a long reply');
  });

  it('goes back to the assistant when its request is erased', async () => {
    const reference = await handOff();
    await dana.press(pathOf(reference), 'claim');
    await dana.post(`/staff/requests/${reference}/erase`, { once: 'x', sure: 'yes' });
    expect(server.told.at(-1)).toMatchObject({ visitId: visitOf(reference), news: { type: 'staff.left' } });
  });

  it('tells two who take over at once apart: one joins', async () => {
    const reference = await handOff();
    const before = server.told.length;
    const claim = { action: 'claim', revision: '1', from: 'visits' };
    const seen = await Promise.all([
      dana.post(`/staff/requests/${reference}/change`, { ...claim, once: 'one' }),
      kim.post(`/staff/requests/${reference}/change`, { ...claim, once: 'two' }),
    ]);
    expect(seen.map(({ status }) => status).toSorted()).toEqual([303, 409]);
    expect(server.told.slice(before)).toHaveLength(1);
  });

  it('gives what is new to the script, with its place in the log, and notes one read', async () => {
    const reference = await handOff();
    const { text: page } = await dana.get(pathOf(reference));
    const seq = /data-seq="(\d+)"/.exec(page)?.[1];
    const quiet = await dana.get(`${pathOf(reference)}/log?after=${seq}`);
    expect([quiet.status, quiet.text]).toEqual([200, '']);
    await visitorWrites(reference, 'my heel hurts');
    const fresh = await dana.get(`${pathOf(reference)}/log?after=${seq}`);
    expect(fresh.text).toMatch(/^<li class="visitor" data-entry="[^"]+">.*my heel hurts.*<\/li>$/s);
    expect((await dana.get(`${pathOf(reference)}/log?after=${fresh.headers.get('plumbline-seq')}`)).text).toBe('');
    const { rows } = await server.store.audited({ clinicIds: null, about: reference, limit: 9, offset: 0 });
    expect(rows.map(({ what }) => what)).toEqual(['visit.read']);
    server.clock.now += 600_000;
    await dana.get(`${pathOf(reference)}/log?after=0`);
    expect((await server.store.audited({ clinicIds: null, about: reference, limit: 9, offset: 0 })).total).toBe(2);
  });

  it('is gone when the visitor withdrew it, and is there for hand-offs only', async () => {
    const reference = await handOff();
    await visitorWrites(reference, 'my heel hurts');
    await server.store.eraseRequest(reference, server.clock.now);
    expect((await dana.get(pathOf(reference))).text).not.toContain('my heel');
    expect((await dana.get(`${pathOf(reference)}/log?after=0`)).text).toBe('');
    expect((await dana.get(pathOf(await server.request({ kind: 'callback' })))).status).toBe(404);
  });
});
