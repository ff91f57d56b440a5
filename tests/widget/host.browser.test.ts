import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { chatFrame, hasChromium, hostSite, openChat, watchedPage, write } from './support/browser.ts';
import { shared } from './support/shared.ts';

const { browser, server } = await shared();

const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true };

describe.skipIf(!hasChromium)('what a clinic’s page and the chat are to each other', () => {
  const line = (more = ''): string =>
    `<script src="${server.url}/widget.js" data-clinic="harbor-foot-spine" ${more} async></script>`;
  const launcher = (page: Page) => page.getByRole('button', { name: /^Chat with Harbor/ });
  const panel = (page: Page) => page.locator('section.panel');

  async function onPage(
    markup: string,
    work: (page: Page, faults: string[], url: string) => Promise<void>,
    options: BrowserContextOptions = {},
  ): Promise<void> {
    const site = await hostSite(`<meta name="viewport" content="width=device-width">${markup}`);
    const { page, faults } = await watchedPage(browser, options);
    try {
      await page.goto(site.url);
      await work(page, faults, site.url);
    } finally {
      await page.close();
      await site.close();
    }
  }

  it('works under the strictest policy that the documentation names, with no violation', () =>
    onPage(
      `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${server.url}; frame-src ${server.url}; require-trusted-types-for 'script'; trusted-types 'none'"><body><h1>Clinic</h1>${line()}`,
      async (page, faults) => {
        const chat = await openChat(page);
        await write(chat, 'Can flat feet cause back pain?');
        await chat.getByText('They can contribute.').waitFor();
        await page.keyboard.press('Escape');
        expect(await launcher(page).boundingBox()).toMatchObject({ width: 56, height: 56 });
        expect(faults).toEqual([]);
      },
    ));

  it('works in a page that is itself in a frame; where the frame has no origin, it shows the numbers', async () => {
    const inner = await hostSite(`<body>${line()}`);
    const frames = `<body><iframe name="plain" src="${inner.url}" height="600"></iframe><iframe name="boxed" sandbox="allow-scripts" src="${inner.url}" height="600"></iframe>`;
    await onPage(frames, async (page) => {
      const [plain, boxed] = ['plain', 'boxed'].map((name) => page.frameLocator(`iframe[name=${name}]`));
      await plain?.getByRole('button', { name: /^Chat with/ }).click();
      await plain?.frameLocator('plumbline-chat iframe').getByText('I am an automated assistant').waitFor();
      await boxed?.getByRole('button', { name: /^Chat with/ }).click();
      await boxed?.getByText('The chat cannot be reached just now.').waitFor();
      expect(await boxed?.getByRole('link', { name: 'Call 911' }).isVisible()).toBe(true);
    });
    await inner.close();
  });

  it('keeps its colours whatever the page says of all elements', () =>
    onPage(
      `<style>* { --brand: #fff !important; --card: #fff !important; --size: 3px !important }</style><body>${line()}`,
      async (page) => {
        const color = await launcher(page).evaluate((button) => getComputedStyle(button).backgroundColor);
        expect(color).toBe('rgb(15, 107, 99)');
        expect((await launcher(page).boundingBox())?.width).toBe(56);
      },
    ));

  it('stands where the page’s variables say, and is never too small to press', () =>
    onPage(
      `<style>plumbline-chat { --plumbline-offset-block: 90px; --plumbline-offset-inline: 40px; --plumbline-size: 20px; --plumbline-width: 460px; --plumbline-height: 500px }</style><body>${line()}`,
      async (page) => {
        const { width = 0, height = 0 } = page.viewportSize() ?? {};
        const box = await launcher(page).boundingBox();
        expect(box).toEqual({ x: width - 40 - 44, y: height - 90 - 44, width: 44, height: 44 });
        await openChat(page);
        const open = await panel(page).boundingBox();
        expect([open?.width, open?.height].map((side) => Math.round(side ?? 0))).toEqual([460, 500]);
      },
    ));

  it('tells the page that it opened, closed and led to a booking, for which clinic, and nothing else', () =>
    onPage(
      `<script>window.heard = []; for (const name of ['open', 'close', 'booked']) addEventListener('plumbline:' + name, ({ type, detail }) => heard.push([type, detail]));</script><body>${line()}`,
      async (page) => {
        const heard = (): Promise<unknown> => page.evaluate(() => (window as unknown as { heard: unknown }).heard);
        const chat = await openChat(page);
        await write(chat, 'Can flat feet cause back pain?');
        await chat.getByText('They can contribute.').waitFor();
        await write(chat, 'Send request');
        await chat.getByText('Your visit is booked').waitFor();
        await page.keyboard.press('Escape');
        await panel(page).waitFor({ state: 'hidden' });
        const detail = { clinic: 'harbor-foot-spine' };
        expect(await heard()).toEqual([
          ['plumbline:open', detail],
          ['plumbline:booked', detail],
          ['plumbline:close', detail],
        ]);
        await page.reload();
        await openChat(page);
        await chat.getByText('Your visit is booked').waitFor();
        await page.waitForTimeout(300);
        expect(await heard()).toEqual([['plumbline:open', detail]]);
      },
    ));

  it('counts what came while it was closed', () =>
    onPage(`<body>${line()}`, async (page) => {
      const chat = await openChat(page);
      await write(chat, 'answer me later');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Chat with Harbor Foot & Spine, 1 new message', exact: true }).waitFor();
      expect(await page.locator('.badge').textContent()).toBe('1');
    }));

  describe('opening by itself', () => {
    const waits = (): string => line('data-opens="5"');
    const pass = async (page: Page): Promise<void> => {
      await launcher(page).waitFor();
      await page.clock.fastForward(6_000);
      await page.clock.resume();
      await page.waitForTimeout(200);
    };

    it('happens once, and leaves the focus where it is', () =>
      onPage(`<body><input id="own" autofocus>${waits()}`, async (page) => {
        await page.clock.install();
        await page.reload();
        await pass(page);
        expect(await panel(page).isVisible()).toBe(true);
        await page.frameLocator('iframe').getByText('I am an automated assistant').waitFor();
        expect(await page.evaluate(() => document.activeElement?.id)).toBe('own');
        await page.reload();
        await pass(page);
        expect(await panel(page).isVisible()).toBe(false);
      }));

    it('does not happen where the clinic did not ask for it', () =>
      onPage(`<body>${line()}`, async (page) => {
        await page.clock.install();
        await page.reload();
        await pass(page);
        expect(await panel(page).isVisible()).toBe(false);
      }));

    it('does not happen after the visitor has used the button, nor where it would cover the page', async () => {
      await onPage(`<body>${waits()}`, async (page) => {
        await page.clock.install();
        await page.reload();
        await openChat(page);
        await page.keyboard.press('Escape');
        await pass(page);
        expect(await panel(page).isVisible()).toBe(false);
      });
      await onPage(
        `<body>${waits()}`,
        async (page) => {
          await page.clock.install();
          await page.reload();
          await pass(page);
          expect(await panel(page).isVisible()).toBe(false);
        },
        phone,
      );
    });
  });

  describe('on a phone', () => {
    it('going back closes the chat and stays on the page; closing leaves no entry behind', () =>
      onPage(
        `<body><h1>Clinic</h1>${line()}`,
        async (page, _, url) => {
          await page.evaluate(() => history.replaceState({ own: 1 }, ''));
          await openChat(page);
          await page.evaluate(() => history.back());
          await panel(page).waitFor({ state: 'hidden' });
          expect(page.url()).toBe(url);
          expect(await page.evaluate(() => document.body.inert)).toBe(false);
          const chat = await openChat(page);
          expect(await page.evaluate(() => history.state)).toEqual({ own: 1, plumbline: true });
          await chat.getByRole('button', { name: 'Close the chat' }).click();
          await page.waitForFunction(() => !('plumbline' in history.state));
          expect(await page.evaluate(() => history.state)).toEqual({ own: 1 });
        },
        phone,
      ));

    it('is open again after a reload', () =>
      onPage(
        `<body>${line()}`,
        async (page) => {
          await openChat(page);
          await page.reload();
          await page.frameLocator('iframe').getByText('I am an automated assistant').waitFor();
          expect(await panel(page).isVisible()).toBe(true);
        },
        phone,
      ));

    it('keeps to what the on-screen keyboard leaves, with the form in sight', () =>
      onPage(
        `<body>${line()}`,
        async (page) => {
          const chat = await openChat(page);
          await page.evaluate(() => {
            const view = window.visualViewport as VisualViewport;
            Object.defineProperties(view, { height: { value: 450 }, offsetTop: { value: 60 } });
            view.dispatchEvent(new Event('resize'));
          });
          expect(await panel(page).boundingBox()).toEqual({ x: 0, y: 60, width: 390, height: 450 });
          const box = await chat.getByRole('textbox').boundingBox();
          expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(60 + 450);
        },
        phone,
      ));

    it('shows no ring around the conversation where nobody uses a keyboard', () =>
      onPage(
        `<body>${line()}`,
        async (page) => {
          const chat = await openChat(page);
          const outline = () => chat.locator('main').evaluate((main) => getComputedStyle(main).outlineStyle);
          expect(await chatFrame(page).evaluate(() => document.activeElement?.id)).toBe('conversation');
          expect(await outline()).toBe('none');
          await page.keyboard.press('Shift');
          expect(await outline()).not.toBe('none');
        },
        phone,
      ));
  });
});
