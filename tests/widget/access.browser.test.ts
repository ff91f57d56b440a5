import { describe, expect, it } from 'vitest';
import { axe, chatFrame, expectNoSideways, hasChromium, openChat, watchedPage, write } from './support/browser.ts';
import { shared } from './support/shared.ts';

const { browser, server } = await shared();

const desktop = { width: 1280, height: 800 };
const phone = { width: 390, height: 780 };

describe.skipIf(!hasChromium)('what everyone can use', () => {
  describe.each([
    ['desktop, light', { viewport: desktop, colorScheme: 'light' }],
    ['desktop, dark', { viewport: desktop, colorScheme: 'dark' }],
    ['phone, light', { viewport: phone, colorScheme: 'light', hasTouch: true, isMobile: true }],
    ['phone, dark', { viewport: phone, colorScheme: 'dark', hasTouch: true, isMobile: true }],
  ] as const)('on a %s', (_, options) => {
    it('has no violation that axe knows of in any state of the launcher and the chat', async () => {
      const { page } = await watchedPage(browser, { ...options, reducedMotion: 'reduce' });
      await page.goto(server.url);
      await page.getByRole('button', { name: /^Chat with/ }).waitFor();
      expect(await axe(page.mainFrame())).toEqual([]);
      const chat = await openChat(page);
      expect(await axe(page.mainFrame(), 'plumbline-chat')).toEqual([]);
      expect(await axe(chatFrame(page))).toEqual([]);
      for (const [text, answer] of [
        ['Can flat feet cause back pain?', 'They can contribute.'],
        ['I want to book', 'Is it right?'],
        ['read back to me', 'Nothing is sent until'],
        ['Send request', 'Add to calendar'],
        ['ratings please', 'Was this helpful?'],
        ['Talk to a person', 'Maria, from the clinic'],
        ['it is getting worse', 'Get this checked today'],
        ['my partner hits me', 'You deserve to be safe'],
        ['everything feels numb', 'Call 911 now'],
      ] as const) {
        await write(chat, text);
        await chat.getByText(answer).waitFor();
        if (answer === 'They can contribute.') await chat.getByText('General information ·').click();
        expect(await axe(chatFrame(page)), answer).toEqual([]);
      }
      await chat.getByRole('button', { name: 'More' }).click();
      expect(await axe(chatFrame(page)), 'menu').toEqual([]);
      await chat.getByRole('button', { name: 'Start over' }).click();
      expect(await axe(chatFrame(page)), 'asking to start over').toEqual([]);
      await chatFrame(page).evaluate(() => {
        for (const id of ['offline', 'slow']) document.getElementById(id)?.removeAttribute('hidden');
      });
      expect(await axe(chatFrame(page)), 'offline and slow').toEqual([]);
      await chat.getByRole('button', { name: 'Close the chat' }).click();
      expect(await axe(page.mainFrame(), 'plumbline-chat'), 'closed again').toEqual([]);
      await page.close();
    });

    it('has no violation that axe knows of when the chat cannot be reached', async () => {
      const { page } = await watchedPage(browser, { ...options, reducedMotion: 'reduce' });
      await page.route('**/chat?clinic=*', (route) => route.abort());
      await page.goto(server.url);
      await page.getByRole('button', { name: /^Chat with/ }).click();
      expect(await axe(page.mainFrame(), 'plumbline-chat'), 'waiting').toEqual([]);
      await page.getByText('The chat cannot be reached just now.').waitFor();
      expect(await axe(page.mainFrame(), 'plumbline-chat'), 'failed').toEqual([]);
      await page.close();
    });
  });

  it.each([['harbor-foot-spine'], ['sakura-hari'], ['firm-ground'], ['garden-spine'], ['capital-podiatry']])(
    'the colours of %s are legible on its pages',
    async (clinic) => {
      for (const colorScheme of ['light', 'dark'] as const) {
        const page = await browser.newPage({ colorScheme, reducedMotion: 'reduce' });
        await page.goto(`${server.url}/?clinic=${clinic}`);
        await page.getByRole('button', { name: /^Chat with/ }).waitFor();
        expect(await axe(page.mainFrame())).toEqual([]);
        await openChat(page);
        expect(await axe(chatFrame(page))).toEqual([]);
        await page.close();
      }
    },
  );

  it.each([
    ['320 pixels', { width: 320, height: 640 }],
    ['1280 pixels at 200 %', { width: 640, height: 400 }],
    ['1280 pixels at 400 %', { width: 320, height: 256 }],
  ])('nothing scrolls sideways at %s, and the emergency number and the form stay in sight', async (_, viewport) => {
    const page = await browser.newPage({ viewport });
    await page.goto(server.url);
    await expectNoSideways(page.mainFrame());
    const chat = await openChat(page);
    for (const text of ['I want to book', 'Can flat feet cause back pain?', 'x'.repeat(300), 'everything feels numb']) {
      await write(chat, text);
      await page.waitForTimeout(400);
      await expectNoSideways(chatFrame(page));
    }
    const inSight = (selector: string) =>
      chat.locator(selector).evaluate((element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= 0 && bottom <= window.innerHeight + 1;
      });
    expect(await inSight('.strip a')).toBe(true);
    expect(await inSight('#box')).toBe(true);
    await page.close();
  });

  it('mirrors itself for languages that are written from right to left', async () => {
    const page = await browser.newPage({ viewport: phone });
    await page.goto(`${server.url}/chat`);
    await page.getByText('I am an automated assistant').waitFor();
    await page.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
    await write(page, 'hello');
    const mine = await page.locator('.mine').boundingBox();
    expect(mine?.x).toBeLessThan(30);
    await expectNoSideways(page.mainFrame());
    await page.close();
  });

  it('stays usable with forced colours and without motion', async () => {
    const page = await browser.newPage({ forcedColors: 'active', reducedMotion: 'reduce' });
    await page.goto(`${server.url}/chat`);
    await page.getByText('I am an automated assistant').waitFor();
    expect(
      await page
        .locator('.bubble')
        .first()
        .evaluate((element) => getComputedStyle(element).animationName),
    ).toBe('none');
    expect(
      await page
        .locator('.bubble')
        .first()
        .evaluate((element) => getComputedStyle(element).borderTopWidth),
    ).toBe('1px');
    await page.close();
  });
});
