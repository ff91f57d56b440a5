import { readFileSync } from 'node:fs';
import type { Download, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, hasChromium, watchedPage, write } from './support/browser.ts';
import { shared } from './support/shared.ts';

const { browser, server } = await shared();

const kept = async (download: Download): Promise<string> => readFileSync(await download.path(), 'utf8');

describe.skipIf(!hasChromium)('the menu', () => {
  async function inChat(work: (page: Page, faults: string[]) => Promise<void>): Promise<void> {
    const { page, faults } = await watchedPage(browser);
    await page.goto(`${server.url}/chat`);
    await page.getByText('I am an automated assistant').waitFor();
    await work(page, faults);
    await page.close();
  }
  const choose = async (page: Page, name: string): Promise<void> => {
    await page.getByRole('button', { name: 'More' }).click();
    await page.locator('#menu').getByRole('button', { name }).click();
  };

  it('says how long words are kept, opens and closes by keyboard, and has no violation that axe knows of', () =>
    inChat(async (page) => {
      const more = page.getByRole('button', { name: 'More' });
      await more.focus();
      await page.keyboard.press('Enter');
      expect(await more.getAttribute('aria-expanded')).toBe('true');
      expect(await page.locator('#menu').textContent()).toContain('kept for 30 days at most, then erased');
      expect(await axe(page.mainFrame())).toEqual([]);
      await page.keyboard.press('Tab');
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('person');
      await page.keyboard.press('Escape');
      expect(await page.locator('#menu').isVisible()).toBe(false);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('more');
      await more.click();
      await page.locator('h1').click();
      expect(await page.locator('#menu').isVisible()).toBe(false);
    }));

  it('asks for a person, whose name is shown with what they say', () =>
    inChat(async (page) => {
      await choose(page, 'Talk to a person');
      await page.locator('.staff').getByText('Maria, from the clinic').waitFor();
      expect(await axe(page.mainFrame())).toEqual([]);
    }));

  it('saves the conversation as plain text, made in the browser, whatever was written', () =>
    inChat(async (page, faults) => {
      await write(page, '<script>window.hacked=1</script> hostile');
      await page.locator('#log').getByText('onload').waitFor();
      const asked: string[] = [];
      page.on('request', (request) => asked.push(request.url()));
      const saving = page.waitForEvent('download');
      await choose(page, 'Save this conversation');
      const download = await saving;
      expect(download.suggestedFilename()).toMatch(/^chat-harbor-foot-spine-\d{4}-\d\d-\d\d\.txt$/);
      const text = await kept(download);
      expect(text).toContain('Harbor Foot & Spine\nConversation saved on');
      expect(text).toContain('You:\n<script>window.hacked=1</script> hostile');
      expect(text).not.toContain('press: javascript');
      expect(asked.filter((url) => !url.startsWith('blob:'))).toEqual([]);
      expect(faults).toEqual([]);
    }));

  it('forgets after asking: from the screen, from the saved conversation, and over a reload', () =>
    inChat(async (page) => {
      await write(page, 'Can flat feet cause back pain?');
      await page.getByText('They can contribute.').waitFor();
      await choose(page, 'Forget me');
      expect(await axe(page.mainFrame())).toEqual([]);
      await page.getByRole('button', { name: 'Keep going' }).click();
      expect(await page.getByText('They can contribute.').isVisible()).toBe(true);
      await choose(page, 'Forget me');
      await page.locator('#confirm').getByRole('button', { name: 'Forget me' }).click();
      await page.getByText('I have erased what was kept.').waitFor();
      expect(await page.locator('#log').textContent()).not.toMatch(/flat|contribute|automated/);
      const saving = page.waitForEvent('download');
      await choose(page, 'Save this conversation');
      expect(await kept(await saving)).not.toMatch(/flat|contribute/);
      await page.reload();
      await page.getByText('I have erased what was kept.').waitFor();
      expect(await page.locator('#log').textContent()).not.toMatch(/flat|contribute/);
    }));
});
