import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { messageOf, turnOf } from '../store/builders.ts';
import { axe, expectNoSideways, hasChromium, hostSite, watchedPage } from '../widget/support/browser.ts';
import { sharedBrowser } from '../widget/support/shared.ts';
import {
  type ConsoleServer,
  HARBOR,
  PASSWORD,
  startConsole,
  visitOf,
  visitorDetails,
} from './support/console-server.ts';

const chromium = await sharedBrowser();
const hostile = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';

describe.skipIf(!hasChromium)('the console in a browser', () => {
  let server: ConsoleServer;
  beforeEach(async () => {
    server = await startConsole();
    await server.makeAccount({
      role: 'admin',
      clinicIds: null,
      signInName: 'dana@harbor.example',
      shownName: 'Dana Roe',
    });
    return () => server.close();
  });

  async function signIn(page: Page): Promise<void> {
    await page.goto(`${server.url}/staff`);
    await page.getByLabel('Name').fill('dana@harbor.example');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { name: 'Requests' }).waitFor();
  }

  let said = 0;
  const visitorWrites = (reference: string, text: string): Promise<unknown> => {
    const id = `said-${++said}`;
    const message = {
      visitId: visitOf(reference),
      channel: 'web',
      clinicId: HARBOR,
      keys: [id] as [string],
      kind: 'wrote' as const,
      text,
      locale: null,
    };
    return server.store.accept({ entryId: id, message, clientId: null }, server.clock.now);
  };

  it.each([
    ['desktop, light', { viewport: { width: 1280, height: 860 }, colorScheme: 'light' }],
    ['desktop, dark', { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' }],
    ['phone, light', { viewport: { width: 390, height: 780 }, colorScheme: 'light', hasTouch: true, isMobile: true }],
    ['phone, dark', { viewport: { width: 390, height: 780 }, colorScheme: 'dark', hasTouch: true, isMobile: true }],
    ['narrow window', { viewport: { width: 320, height: 640 } }],
  ] as const)(
    'has no violation that axe knows of, nothing sideways and no small targets on any page: %s',
    async (_, options) => {
      const { page, faults } = await watchedPage(chromium, options);
      const check = async (): Promise<void> => {
        expect(await axe(page.mainFrame()), page.url()).toEqual([]);
        await expectNoSideways(page.mainFrame());
        expect(await smallTargets(page), page.url()).toEqual([]);
      };
      const open = async (path: string): Promise<void> => {
        await page.goto(server.url + path);
        await check();
      };
      await open('/staff/sign-in');
      await page.getByLabel('Name').fill('nobody@harbor.example');
      await page.getByLabel('Password').fill('wrong password here');
      await page.getByRole('button').click();
      await page.getByRole('alert').waitFor();
      await check();
      await signIn(page);
      await check();

      const urgent = await server.request({
        details: { ...visitorDetails, urgency: 'emergency', name: hostile, reason: hostile },
      });
      const handOff = await server.request({ kind: 'hand-off', details: { ...visitorDetails, urgency: 'urgent' } });
      await server.request({ details: { ...visitorDetails, urgency: 'soon' } });
      await server.store.addNote(urgent, { at: server.clock.now, by: 'kim@harbor.example', text: hostile });
      await visitorWrites(handOff, `${hostile} ${'long'.repeat(60)}`);
      await server.store.commit({
        ...{
          visitId: 'web/dead',
          clinicId: HARBOR,
          revision: 0,
          state: {},
          keys: ['dead'],
          answers: null,
          replies: [],
          miss: null,
        },
        ...{
          outbox: [{ key: 'work-1', kind: 'notice', body: { reference: urgent, to: 'email' } }],
          audit: {},
          forget: false,
        },
        ...{ requests: [], withdraw: [], keep: null, now: server.clock.now },
      });
      await server.store.lease(server.clock.now, server.clock.now + 1, 1);
      await server.store.failed('work-1', { now: server.clock.now, retryAt: null, reason: 'the mail server said no' });

      for (const path of [
        '',
        '?state=withdrawn',
        `/requests/${urgent}`,
        `/requests/${urgent}/erase`,
        `/visits/${handOff}`,
      ])
        await open(`/staff${path}`);
      await page.getByRole('button', { name: 'Take over' }).click();
      await page.getByLabel('Your reply').waitFor();
      await check();
      for (const path of ['/not-delivered', '/content', '/audit', '/account', '/nothing-here'])
        await open(`/staff${path}`);
      await server.makeAccount({ shownName: 'Kim Osei' });
      await page.goto(`${server.url}/staff/accounts`);
      await page.getByText('Change', { exact: true }).click();
      await check();
      await page.getByLabel('Harbor Foot & Spine').last().check();
      await page.getByRole('button', { name: 'Make the link' }).click();
      const link = await page.getByLabel('Link').inputValue();
      await check();
      await page.goto(link);
      await check();
      await page.getByRole('button', { name: 'Continue' }).click();
      await page.getByLabel('Password').waitFor();
      await check();
      expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
      expect(faults).toEqual([]);
      await page.close();
    },
  );

  it('works without a script, from the first link to signing out', async () => {
    await server.close();
    server = await startConsole();
    const page = await chromium.newPage({ javaScriptEnabled: false });
    const reference = await server.request({ kind: 'hand-off' });
    const link = (await server.firstLink()) ?? '';
    await page.goto(link);
    await page.getByLabel('Code').fill(link.split('#')[1] ?? '');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Name to sign in with').fill('root@harbor.example');
    await page.getByLabel('Name that visitors and colleagues see').fill('Robin Root');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.getByLabel('Name').fill('root@harbor.example');
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('link', { name: 'Conversation' }).click();
    await page.getByRole('link', { name: reference }).click();
    await page.getByLabel('New note').fill('Waits in the hall');
    await page.getByRole('button', { name: 'Add the note' }).click();
    await page.getByText('Waits in the hall').waitFor();
    await page.getByRole('link', { name: 'Open the conversation' }).click();
    await page.getByRole('button', { name: 'Take over' }).click();
    await visitorWrites(reference, 'my heel hurts');
    await page.getByRole('link', { name: 'Look for new messages' }).click();
    await page.getByText('my heel hurts').waitFor();
    await page.getByLabel('Your reply').fill('Hello, Robin here.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.waitForURL(/#reply$/);
    await page.getByRole('button', { name: 'Close the conversation' }).click();
    await page.getByText('· Closed by you').waitFor();
    expect(server.told.map(({ news }) => news.type)).toEqual(['staff.joined', 'staff.wrote', 'staff.left']);
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: 'Sign in' }).waitFor();
    await page.close();
  });

  it('takes the code of a link out of the address', async () => {
    const page = await chromium.newPage();
    const requests: string[] = [];
    page.on('request', (request) => requests.push(`${request.url()} ${JSON.stringify(request.headers())}`));
    await page.goto(`${server.url}/staff/welcome#0123456789abcdef`);
    expect(await page.getByLabel('Code').inputValue()).toBe('0123456789abcdef');
    expect(page.url()).toBe(`${server.url}/staff/welcome`);
    expect(requests.join()).not.toContain('0123456789abcdef {');
    await page.close();
  });

  it('shows what the visitor writes as it comes, once, and says when a colleague was there', async () => {
    const reference = await server.request({ kind: 'hand-off' });
    const { page, faults } = await watchedPage(chromium);
    await signIn(page);
    await page.goto(`${server.url}/staff/visits/${reference}`);
    expect(await page.getByText('Look for new messages').isVisible()).toBe(false);
    await visitorWrites(reference, `${hostile} first`);
    await page.getByText('first').waitFor();
    await visitorWrites(reference, 'second');
    await page.getByText('second').waitFor();
    expect(await page.locator('.log li.visitor').count()).toBe(2);
    const visitId = visitOf(reference);
    const regretted = messageOf('regretted', { visitId, clinicId: HARBOR });
    const { revision } = await server.store.load(visitId);
    const kept = { keep: regretted, revision, replies: [], now: server.clock.now };
    await server.store.commit(turnOf(regretted, kept));
    await page.getByText('regretted').waitFor();
    await server.store.changeKept(`${visitId}/regretted`, null, server.clock.now);
    await page.getByText('Deleted by the visitor.').waitFor();
    expect(await page.getByText('regretted').count()).toBe(0);
    expect(await page.locator('.log li.visitor').count()).toBe(3);
    expect(await page.getByRole('alert').isVisible()).toBe(false);
    await server.store.changeRequest(
      reference,
      1,
      { state: 'claimed', claimedBy: 'kim@harbor.example' },
      server.clock.now,
    );
    await page.getByRole('alert').waitFor();
    await page.getByRole('link', { name: 'Show how it is now' }).click();
    await page.getByText('A colleague has this conversation.').waitFor();
    expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
    expect(faults).toEqual([]);
    await page.close();
  });

  it('filters without a page jump, keeps the focus, goes back, and renews itself', async () => {
    await server.request({ reference: 'CALL' });
    await server.request({ reference: 'TALK', kind: 'hand-off' });
    const page = await chromium.newPage();
    await page.clock.install();
    await signIn(page);
    await page.evaluate(() => document.body.setAttribute('data-same', 'page'));
    const filter = page.getByRole('link', { name: 'Conversation' });
    await filter.focus();
    await page.keyboard.press('Enter');
    await page.getByText('1 request', { exact: true }).waitFor();
    expect(page.url()).toBe(`${server.url}/staff?kind=hand-off`);
    expect(await page.locator('body').getAttribute('data-same')).toBe('page');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Conversation');
    await server.request({ reference: 'NEWS', kind: 'hand-off' });
    await page.clock.fastForward(15_000);
    await page.getByRole('link', { name: 'NEWS' }).waitFor();
    await page.goBack();
    await page.getByRole('link', { name: 'CALL', exact: true }).waitFor();
    await page.close();
  });

  it('goes on by keyboard, with the focus in sight', async () => {
    await server.request({ reference: 'CALL' });
    const page = await chromium.newPage();
    await signIn(page);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.id === 'main');
    const reached: (string | null | undefined)[] = [];
    for (let steps = 0; steps < 40 && !reached.includes('CALL'); steps++) {
      await page.keyboard.press('Tab');
      const [text, outline] = await page.evaluate(() => {
        const active = document.activeElement;
        return [active?.textContent, active ? getComputedStyle(active).outlineWidth : ''];
      });
      expect(outline).toBe('3px');
      reached.push(text);
    }
    expect(reached).toContain('CALL');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'CALL', exact: true }).waitFor();
    await page.close();
  });

  it('opens from a link of another site while one is signed in, and in no frame of it', async () => {
    const reference = await server.request();
    const address = `${server.url}/staff/requests/${reference}`;
    const site = await hostSite(`<a href="${address}">Request</a><iframe src="${server.url}/staff/sign-in"></iframe>`);
    const page = await chromium.newPage();
    await signIn(page);
    await page.goto(site.url.replace('127.0.0.1', 'localhost'));
    await page.waitForTimeout(300);
    const framed = await Promise.all(
      page
        .frames()
        .slice(1)
        .map((frame) => frame.content().catch(() => '')),
    );
    expect(framed.join()).not.toContain('Password');
    await page.getByRole('link', { name: 'Request' }).click();
    await page.getByRole('heading', { name: reference }).waitFor();
    await page.close();
    await site.close();
  });
});

/** Things to press that are smaller than 24 by 24 pixels, links in running text apart. */
const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('a, button, input:not([type=hidden]), select, textarea, summary')]
      .filter((element) => {
        const { width, height } = (element.closest('label') ?? element).getBoundingClientRect();
        const inText = element.matches('p:not(.back, .end, .reload) > a');
        return width > 0 && (width < 24 || height < 24) && !inText && !element.matches('.skip');
      })
      .map((element) => `${element.outerHTML.slice(0, 80)} ${element.getBoundingClientRect().height}`),
  );
