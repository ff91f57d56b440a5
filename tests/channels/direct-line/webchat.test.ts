import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { clientPages, noBrowser, useBrowser } from './support/browser.ts';
import { heldTurn } from './support/fake-turn.ts';
import { startServer } from './support/server.ts';

describe.skipIf(noBrowser)('Web Chat', { timeout: 60_000 }, () => {
  const openPage = useBrowser();
  const bubbles = (page: Page) => page.locator('.webchat__bubble__content');
  const bubble = (page: Page, text: string) => bubbles(page).filter({ hasText: text });
  const write = async (page: Page, text: string): Promise<void> => {
    await page.locator('.webchat__send-box-text-box__input').fill(text);
    await page.keyboard.press('Enter');
  };

  test('greets, takes a message and a choice, and shows the visit again after a reload', async () => {
    const server = await startServer({ pages: clientPages });
    const page = await openPage(`${server.url}/webchat`);
    await bubble(page, 'Hello there.').waitFor();
    await page.getByRole('toolbar').getByRole('button', { name: 'Ask a question' }).click();
    await bubble(page, 'You said: Ask a question').waitFor();
    await write(page, 'my heel hurts');
    await bubble(page, 'You said: my heel hurts').waitFor();
    expect(await page.locator('.webchat__typing-indicator').count()).toBe(0);
    await write(page, 'I have chest pain');
    await bubble(page, 'Call 911 now').waitFor();
    expect(await page.getByRole('link', { name: 'Call 911' }).getAttribute('href')).toBe('tel:911');
    expect(await page.locator('.webchat__bubble__content strong').allTextContents()).toEqual(['Call 911 now']);
    expect(await page.getByText('Send failed').count()).toBe(0);
    const before = await bubbles(page).allInnerTexts();
    expect(before).toHaveLength(7);

    await page.reload();
    await bubble(page, 'Call 911 now').waitFor();
    expect(await bubbles(page).allInnerTexts()).toEqual(before);
    await write(page, 'still here');
    await bubble(page, 'You said: still here').waitFor();
  });

  test('shows typing while a turn runs, and the reply without waiting', async () => {
    const { takeTurn, letGo } = heldTurn();
    const server = await startServer({ pages: clientPages, takeTurn });
    const page = await openPage(`${server.url}/webchat`);
    await bubble(page, 'Hello there.').waitFor();
    await write(page, 'one');
    await page.locator('.webchat__typing-indicator').waitFor();
    const started = performance.now();
    letGo();
    await bubble(page, 'You said: one').waitFor();
    // Web Chat holds a reply to an activity that it lacks for five seconds.
    expect(performance.now() - started).toBeLessThan(3_000);
    expect(await page.locator('.webchat__typing-indicator').count()).toBe(0);
  });
});
