import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chatFrame, hasChromium, hostSite, openChat, watchedPage, write } from './support/browser.ts';
import { shared } from './support/shared.ts';
import { startTestServer } from './support/test-server.ts';

const { browser, server } = await shared();

describe.skipIf(!hasChromium)('the launcher on a clinic’s page', () => {
  const line = (): string => `<script src="${server.url}/widget.js" data-clinic="harbor-foot-spine" async></script>`;
  const launcher = (page: Page) => page.getByRole('button', { name: 'Chat with Harbor Foot & Spine' });

  async function onPage(markup: string, work: (page: Page, faults: string[]) => Promise<void>): Promise<void> {
    const site = await hostSite(markup);
    const { page, faults } = await watchedPage(browser);
    try {
      await page.goto(site.url);
      await work(page, faults);
    } finally {
      await page.close();
      await site.close();
    }
  }

  it('is a named button of 56 pixels; nothing is loaded before it is pressed, and nothing is kept in the page', () =>
    onPage(`<body><h1>Clinic</h1>${line()}`, async (page, faults) => {
      await launcher(page).waitFor();
      expect(await launcher(page).boundingBox()).toMatchObject({ width: 56, height: 56 });
      expect(page.frames()).toHaveLength(1);
      await openChat(page);
      await page.getByRole('button', { name: 'Close the chat' }).click();
      expect(await launcher(page).evaluate((button) => button.getRootNode() instanceof ShadowRoot)).toBe(true);
      expect(await page.evaluate(() => localStorage.length + sessionStorage.length + document.cookie.length)).toBe(0);
      await openChat(page);
      expect(page.frames()).toHaveLength(2);
      expect(faults).toEqual([]);
    }));

  it('opens with one line to write in, also where the browser does not fit the box to its text', () =>
    onPage(`<body>${line()}`, async (page) => {
      await page.addInitScript(() => {
        CSS.supports = () => false;
      });
      await page.reload();
      const chat = await openChat(page);
      expect((await chat.getByRole('textbox').boundingBox())?.height).toBe(48);
      await chat.getByRole('textbox').fill('one\ntwo\nthree');
      expect((await chat.getByRole('textbox').boundingBox())?.height).toBe(96);
    }));

  it('goes the whole way by keyboard, and gives the focus back', () =>
    onPage(`<body><a href="#x">A link</a>${line()}`, async (page) => {
      await launcher(page).waitFor();
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      const chat = page.frameLocator('iframe');
      await chat.getByText('I am an automated assistant').waitFor();
      await page.keyboard.type('Can flat feet cause back pain?');
      await page.keyboard.press('Enter');
      await chat.getByText('They can contribute.').waitFor();
      await page.keyboard.press('Shift+Tab');
      await page.keyboard.press('Enter');
      await chat.locator('.mine', { hasText: 'Who should I see?' }).waitFor();
      await page.keyboard.press('Escape');
      await page.locator('section.panel').waitFor({ state: 'hidden' });
      expect(
        await launcher(page).evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button),
      ).toBe(true);
    }));

  it.each([
    ['* { display: none !important; visibility: hidden !important; pointer-events: none }'],
    ['* { display: none }'],
    ['body * { all: unset !important; position: static !important } button, iframe { width: 1px !important }'],
    ['html { font-size: 4px } plumbline-chat { display: none !important; transform: scale(0) !important }'],
  ])('stands up to a page that says %s', (css) =>
    onPage(`<style>${css}</style><body>${line()}`, async (page) => {
      await launcher(page).waitFor();
      expect(await launcher(page).boundingBox()).toMatchObject({ width: 56, height: 56 });
      await openChat(page);
      expect((await page.locator('iframe').boundingBox())?.width).toBeGreaterThan(380);
    }),
  );

  it('does not need what a page may have replaced', () =>
    onPage(
      `<script>window.fetch = window.WebSocket = () => { throw new Error('taken') }; window.JSON = {}</script><body>${line()}`,
      async (page) => {
        const chat = await openChat(page);
        await write(chat, 'Can flat feet cause back pain?');
        await chat.getByText('They can contribute.').waitFor();
      },
    ));

  it('hears the chat only, and the chat hears its page only', () =>
    onPage(`<body><iframe name="other" srcdoc="other"></iframe>${line()}`, async (page) => {
      const chat = await openChat(page);
      await page.evaluate(() => window.postMessage({ plumbline: 'close' }, '*'));
      const other = page.frame('other');
      await other?.evaluate(() => window.parent.postMessage({ plumbline: 'close' }, '*'));
      await chatFrame(page).evaluate(() => document.getElementById('more')?.focus());
      await other?.evaluate(() => {
        for (let index = 0; index < window.parent.frames.length; index++)
          window.parent.frames[index]?.postMessage({ plumbline: 'opened' }, '*');
      });
      await page.waitForTimeout(300);
      expect(await chat.locator('#more').evaluate((button) => button === document.activeElement)).toBe(true);
      expect(await page.locator('section.panel').isVisible()).toBe(true);
    }));

  it('covers a phone’s screen, and what is under it cannot be reached meanwhile', () =>
    onPage(
      `<meta name="viewport" content="width=device-width"><body><a href="#x">A link</a>${line()}`,
      async (page) => {
        await page.setViewportSize({ width: 390, height: 780 });
        await page.emulateMedia({ reducedMotion: 'reduce' });
        const chat = await openChat(page);
        expect(await page.locator('section.panel').boundingBox()).toEqual({ x: 0, y: 0, width: 390, height: 780 });
        expect(await page.evaluate(() => document.body.inert)).toBe(true);
        await chat.getByRole('button', { name: 'Close the chat' }).click();
        await launcher(page).waitFor();
        expect(await page.evaluate(() => document.body.inert)).toBe(false);
      },
    ));

  it('tells of a reply that came while it was closed', () =>
    onPage(`<body>${line()}`, async (page) => {
      const chat = await openChat(page);
      await write(chat, 'answer me later');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Chat with Harbor Foot & Spine, 1 new message' }).click();
      await chat.getByText('Here I am.').waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Chat with Harbor Foot & Spine', exact: true }).waitFor();
    }));

  it('shows the numbers when the server has gone since the page was loaded', async () => {
    const own = await startTestServer();
    const site = await hostSite(
      `<body><script src="${own.url}/widget.js" data-clinic="harbor-foot-spine" async></script>`,
    );
    const page = await browser.newPage();
    await page.goto(site.url);
    await launcher(page).waitFor();
    await own.stop();
    await launcher(page).click();
    await page.getByText('The chat cannot be reached just now.').waitFor({ timeout: 7_000 });
    const heard = await page.locator('plumbline-chat').evaluate(({ shadowRoot }) => {
      const described = shadowRoot?.activeElement?.getAttribute('aria-describedby');
      return described && shadowRoot?.getElementById(described)?.textContent;
    });
    expect(heard).toBe('The chat cannot be reached just now.');
    expect(await page.getByRole('link', { name: 'Call 911' }).getAttribute('href')).toBe('tel:911');
    expect(await page.getByRole('link', { name: 'Call (508) 555-0142' }).isVisible()).toBe(true);
    await own.start();
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.frameLocator('iframe').getByText('I am an automated assistant').waitFor();
    await page.close();
    await site.close();
    await own.close();
  });

  it('is refused on a site that the clinic does not list, and shows the numbers there', async () => {
    const strict = await startTestServer({ publicUrl: 'https://chat.example' });
    const site = await hostSite(
      `<body><script src="${strict.url}/widget.js" data-clinic="sakura-hari" async></script>`,
    );
    const { page, faults } = await watchedPage(browser);
    await page.goto(site.url);
    await page.getByRole('button', { name: 'Chat with Sakura Hari Acupuncture' }).click();
    await page.getByRole('link', { name: 'Call 119' }).waitFor();
    await page.getByText('The chat cannot be reached just now.').waitFor({ timeout: 7_000 });
    expect(faults.join()).toMatch(/frame-ancestors/);
    await page.close();
    await site.close();
    await strict.close();
  });

  it('stays away when the clinic is unknown', () =>
    onPage(`<body>${line().replace('harbor-foot-spine', 'nobody')}`, async (page, faults) => {
      await page.waitForFunction(() => document.querySelector('plumbline-chat'));
      expect(await page.getByRole('button').count()).toBe(0);
      expect(faults).toEqual([]);
    }));
});
