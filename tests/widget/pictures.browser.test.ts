import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, expectNoSideways, hasChromium, openChat, watchedPage, write } from './support/browser.ts';
import { shared } from './support/shared.ts';

const { browser, server } = await shared();

describe.skipIf(!hasChromium)('a picture in an answer', () => {
  async function asked(page: Page): Promise<void> {
    await page.goto(`${server.url}/chat`);
    await page.getByText('I am an automated assistant').waitFor();
    await write(page, 'Can flat feet cause back pain?');
    await page.getByText('They can contribute.').waitFor();
  }
  const enlarge = { name: 'Enlarge : Flat, neutral and high arch' };

  it('is drawn, told in words and titled, and takes its room before it is loaded', async () => {
    const { page, faults, origins } = await watchedPage(browser, { viewport: { width: 390, height: 780 } });
    await page.route('**/pictures/*', (route) => setTimeout(() => void route.continue(), 500));
    await asked(page);
    const image = page.getByRole('img', { name: 'Three feet from the side.' });
    const before = await image.boundingBox();
    await image.evaluate((img: HTMLImageElement) => img.decode());
    expect(await image.evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(320);
    expect((await image.boundingBox())?.height).toBeCloseTo(before?.height ?? 0, 1);
    expect(before?.height).toBeGreaterThan(200);
    expect(await page.locator('figcaption').textContent()).toContain('Flat, neutral and high arch');
    expect(faults).toEqual([]);
    expect([...origins].sort()).toEqual([server.url, server.url.replace('http', 'ws')].sort());
    await page.close();
  });

  it.each(['Escape', 'the button', 'a press beside it'])(
    'opens larger and closes by %s, with focus where it was',
    async (how) => {
      const page = await browser.newPage({ viewport: { width: 1000, height: 800 }, reducedMotion: 'reduce' });
      await asked(page);
      const small = (await page.locator('figure img').boundingBox())?.width ?? 0;
      await (how === 'Escape' ? page.getByRole('button', enlarge) : page.locator('figure img')).click();
      const dialog = page.getByRole('dialog', { name: 'Flat, neutral and high arch' });
      expect((await dialog.getByRole('img').boundingBox())?.width).toBeGreaterThan(small * 1.5);
      if (how === 'Escape') await page.keyboard.press('Escape');
      else if (how === 'the button') await dialog.getByRole('button', { name: 'Close the picture' }).click();
      else await page.mouse.click(4, 4);
      await dialog.waitFor({ state: 'detached' });
      expect(await page.getByRole('button', enlarge).evaluate((button) => button === document.activeElement)).toBe(
        true,
      );
      await page.close();
    },
  );

  it('covers no ring around its button', async () => {
    const page = await browser.newPage();
    await asked(page);
    await page.getByRole('button', enlarge).press('Enter');
    const ring = await page.getByRole('button', { name: 'Close the picture' }).evaluate((button) => {
      const { outlineOffset, outlineWidth } = getComputedStyle(button);
      return Number.parseFloat(outlineOffset) + Number.parseFloat(outlineWidth);
    });
    expect(ring).toBeLessThanOrEqual(0);
    await page.close();
  });

  it('gives way to an emergency, which takes focus', async () => {
    const page = await browser.newPage();
    await asked(page);
    await write(page, 'everything feels numb, since later');
    await page.getByRole('button', enlarge).click();
    expect(await page.getByRole('dialog').isVisible()).toBe(true);
    await page.getByRole('alert').waitFor();
    expect(await page.getByRole('dialog').count()).toBe(0);
    expect(await page.getByRole('alert').evaluate((card) => card === document.activeElement)).toBe(true);
    await page.close();
  });

  it('Escape closes the picture, not the chat', async () => {
    const page = await browser.newPage();
    await page.goto(server.url);
    const chat = await openChat(page);
    await write(chat, 'Can flat feet cause back pain?');
    await chat.getByRole('button', enlarge).click();
    await page.keyboard.press('Escape');
    await chat.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await chat.locator('#box').isVisible()).toBe(true);
    await page.close();
  });

  it.each([
    ['light', { colorScheme: 'light' }],
    ['dark', { colorScheme: 'dark' }],
    ['forced colours', { forcedColors: 'active' }],
    ['400 %', { viewport: { width: 320, height: 256 } }],
  ] as const)(
    'has no violation that axe knows of, open or not, and scrolls nothing sideways: %s',
    async (_, options) => {
      const page = await browser.newPage({
        viewport: { width: 390, height: 780 },
        reducedMotion: 'reduce',
        ...options,
      });
      await asked(page);
      expect(await axe(page.mainFrame())).toEqual([]);
      await page.getByRole('button', enlarge).click();
      expect(await axe(page.mainFrame())).toEqual([]);
      await expectNoSideways(page.mainFrame());
      const dialog = page.getByRole('dialog');
      expect(await dialog.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBeLessThanOrEqual(0);
      expect(await dialog.getByRole('button').isVisible()).toBe(true);
      await page.close();
    },
  );
});
