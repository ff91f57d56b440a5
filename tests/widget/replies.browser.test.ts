import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { axe, hasChromium, watchedPage, write } from './support/browser.ts';
import { shared } from './support/shared.ts';

const { browser, server } = await shared();

describe.skipIf(!hasChromium)('what a reply can carry', () => {
  async function inChat(work: (page: Page, faults: string[]) => Promise<void>, width = 390): Promise<void> {
    const { page, faults } = await watchedPage(browser, { viewport: { width, height: 780 } });
    await page.goto(`${server.url}/chat`);
    await page.getByText('I am an automated assistant').waitFor();
    await work(page, faults);
    await page.close();
  }

  it('a read-back is a list, never a paragraph', () =>
    inChat(async (page) => {
      await write(page, 'read back to me');
      await page.locator('dl').waitFor();
      expect(await page.locator('dl > *').allTextContents()).toEqual([
        'Where',
        'Harbor Street',
        'When',
        'Tue 1 Dec, 12:00 to 17:30',
        'Thu 3 Dec, 8:00 to 10:00',
      ]);
      expect(await axe(page.mainFrame())).toEqual([]);
    }));

  it('a visit goes into the calendar as a file made in the browser', () =>
    inChat(async (page, faults) => {
      await write(page, 'Send request');
      const saving = page.waitForEvent('download');
      await page.getByRole('button', { name: 'Add to calendar' }).click();
      const download = await saving;
      expect(download.suggestedFilename()).toBe('visit.ics');
      expect(readFileSync(await download.path(), 'utf8')).toBe('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n');
      expect(faults).toEqual([]);
    }));

  it.each([
    ['Yes', 'That helped'],
    ['No', 'That did not help'],
  ])('asks under the answer, apart from the choices, whether it helped: %s says “%s”, once', (label, said) =>
    inChat(async (page) => {
      await write(page, 'ratings please');
      const rating = page.getByRole('group', { name: 'Was this helpful?' });
      await rating.waitFor();
      expect(await page.locator('#choices button').allTextContents()).toEqual(['Do inserts help?']);
      expect(await axe(page.mainFrame())).toEqual([]);
      for (const box of await rating.getByRole('button').all())
        expect((await box.boundingBox())?.height).toBeGreaterThanOrEqual(24);
      await rating.getByRole('button', { name: label }).click();
      await page.locator('.mine', { hasText: said }).waitFor();
      expect(await rating.count()).toBe(0);
    }),
  );

  it('what should be looked at today is in sight, though a long answer came just before', () =>
    inChat(async (page) => {
      await write(page, 'later: two things at once');
      await write(page, 'it gets worse each night');
      const urgent = page.getByText('Get this checked today');
      await urgent.waitFor({ state: 'attached' });
      await page.waitForTimeout(200);
      const [box, form] = await Promise.all([urgent.boundingBox(), page.locator('form').boundingBox()]);
      expect(box?.y ?? 9_999).toBeLessThan(form?.y ?? 0);
    }));

  it('two long answers are read from the beginning of the first', () =>
    inChat(async (page) => {
      await write(page, 'two things at once');
      const first = page.locator('.bot', { hasText: 'The first answer.' });
      await page.locator('.bot', { hasText: 'The second answer.' }).waitFor({ state: 'attached' });
      await page.waitForTimeout(200);
      const [top, strip] = await Promise.all([first.boundingBox(), page.locator('#strip').boundingBox()]);
      const below = (top?.y ?? 0) - (strip?.y ?? 0) - (strip?.height ?? 0);
      expect(below).toBeGreaterThanOrEqual(0);
      expect(below).toBeLessThan(40);
    }));
});
