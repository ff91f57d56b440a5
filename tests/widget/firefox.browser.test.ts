import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { axe, chatFrame, expectNoSideways, hostSite, openChat, watchedPage, write } from './support/browser.ts';
import { hasFirefox, openFirefox, type Preferences } from './support/firefox.ts';
import { startTestServer } from './support/test-server.ts';

/** Without a screen it has no pointer either: a mouse. */
const mouse = { 'ui.primaryPointerCapabilities': 6 };
const saved = mkdtempSync(join(tmpdir(), 'plumbline-firefox-'));
const [browser, server] = await Promise.all([
  hasFirefox ? openFirefox(mouse, saved) : ({ close: async () => {} } as Browser),
  startTestServer(),
]);
const site = await hostSite(
  `<meta name="viewport" content="width=device-width"><body><a href="#x">A link</a><script src="${server.url}/widget.js" data-clinic="harbor-foot-spine" async></script>`,
);
afterAll(async () => {
  await browser.close();
  await site.close();
  await server.close();
  rmSync(saved, { recursive: true });
});

/** The focused thing in the chat. */
const focused = (page: Page): Promise<string> =>
  chatFrame(page).evaluate(() => document.activeElement?.id || document.activeElement?.textContent || '');
const file = (name: RegExp): Promise<string> =>
  vi.waitFor(() => {
    const found = readdirSync(saved).find((each) => name.test(each));
    const text = found ? readFileSync(join(saved, found), 'utf8') : '';
    expect(text).not.toBe('');
    return text;
  }, 5_000);
const flatFeet = async (chat: FrameLocator | Page): Promise<void> => {
  await write(chat, 'Can flat feet cause back pain?');
  await chat.getByText('They can contribute.').waitFor();
};

describe.skipIf(!hasFirefox)('in Firefox', () => {
  it('a visit goes its way by keyboard: answer, sources, picture, choice, emergency, and back to the page', async () => {
    const { page, faults } = await watchedPage(browser, { viewport: { width: 1280, height: 800 } });
    await page.goto(site.url);
    await page.getByRole('button', { name: /^Chat with/ }).press('Enter');
    const chat = page.frameLocator('plumbline-chat iframe');
    await chat.getByText('I am an automated assistant').waitFor();
    expect(await focused(page)).toBe('box');

    await flatFeet(chat);
    await chat.getByText('General information ·').press('Enter');
    expect(await chat.getByText('most need no treatment').isVisible()).toBe(true);
    await chat.getByRole('button', { name: /^Enlarge/ }).press('Enter');
    await chat.getByRole('dialog').getByRole('img').press('Escape');
    await chat.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await focused(page)).toContain('Enlarge');
    await chat.getByRole('button', { name: 'Who should I see?' }).press('Enter');
    await chat.getByText('Ask in your own words').waitFor();
    expect(await chat.getByRole('button', { name: 'Who should I see?' }).count()).toBe(0);

    await write(chat, 'everything feels numb');
    const card = chat.getByRole('alert', { name: 'Call 911 now' });
    await card.waitFor();
    expect(await card.evaluate((element) => element === document.activeElement)).toBe(true);
    await card.press('Tab');
    expect(await focused(page)).toBe('Call 911');

    await write(chat, 'answer me later');
    await chat.locator('#box').press('Escape');
    await page.locator('section.panel').waitFor({ state: 'hidden' });
    const launcher = page.getByRole('button', { name: 'Chat with Harbor Foot & Spine, 1 new message' });
    expect(await launcher.evaluate((button) => (button.getRootNode() as ShadowRoot).activeElement === button)).toBe(
      true,
    );
    expect(faults).toEqual([]);
    await page.close();
  });

  it('a booking goes into the calendar, and the conversation into a file', async () => {
    const page = await browser.newPage();
    await page.goto(`${server.url}/chat`);
    await flatFeet(page);
    await write(page, 'Send request');
    await page.getByRole('button', { name: 'Add to calendar' }).click();
    expect(await file(/^visit\.ics$/)).toContain('BEGIN:VCALENDAR');
    await page.getByRole('button', { name: 'More' }).click();
    await page.getByRole('button', { name: 'Save this conversation' }).click();
    expect(await file(/^chat-.*\.txt$/)).toContain('They can contribute.');
    await page.close();
  });

  it('on a phone it covers the page, going back closes it, and a reload keeps the visit', async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await page.goto(site.url);
    const chat = await openChat(page);
    await flatFeet(chat);
    await page.evaluate(() => history.back());
    await page.locator('section.panel').waitFor({ state: 'hidden' });
    expect(page.url()).toBe(site.url);
    await page.reload();
    await openChat(page);
    await chat.getByText('They can contribute.').waitFor();
    await page.close();
  });

  it('what is written while the server is away waits, and is in every tab once', async () => {
    const context = await browser.newContext();
    const [first, second] = [await context.newPage(), await context.newPage()];
    for (const page of [first, second]) {
      await page.goto(`${server.url}/chat`);
      await page.getByText('I am an automated assistant').waitFor();
    }
    await server.stop();
    await write(first, 'is anyone there');
    await first.locator('#offline').getByRole('link', { name: 'Call 911' }).waitFor();
    await server.start();
    await first.getByRole('button', { name: 'Try again' }).click();
    for (const page of [first, second]) {
      await page.getByText('Ask in your own words').waitFor();
      expect(await page.locator('.mine', { hasText: 'is anyone there' }).count()).toBe(1);
    }
    await context.close();
  });

  it.each([
    ['where it keeps nothing, as with all cookies blocked', { 'network.cookie.cookieBehavior': 2 }],
    ['in the dark', { 'layout.css.prefers-color-scheme.content-override': 0 }],
    [
      'with forced colours and without motion',
      { 'browser.display.document_color_use': 2, 'ui.useAccessibilityTheme': 1, 'ui.prefersReducedMotion': 1 },
    ],
  ] as const)('it answers %s', async (_, preferences: Preferences) => {
    const own = await openFirefox(preferences);
    const page = await own.newPage({ viewport: { width: 320, height: 640 } });
    await page.goto(site.url);
    const chat = await openChat(page);
    await flatFeet(chat);
    await write(chat, 'everything feels numb');
    await chat.getByRole('alert').waitFor();
    expect(await axe(chatFrame(page))).toEqual([]);
    await expectNoSideways(chatFrame(page));
    await own.close();
  });
});
