import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type FrameLocator, type Page } from 'playwright-core';

/** Pictures for the documentation, taken of a running server: `tsx scripts/screenshots.ts http://127.0.0.1:3978 [folder]`. */
const [url, folder = 'docs/images'] = process.argv.slice(2);
if (!url) throw new Error('name the address of a running server: tsx scripts/screenshots.ts http://127.0.0.1:3978');

const sizes = {
  desktop: { viewport: { width: 1280, height: 860 } },
  phone: { viewport: { width: 390, height: 780 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true },
};
/** What is written for each picture, and what of the reply it waits for. */
const talks = {
  answer: ['Can flat feet cause back pain?'],
  emergency: ['My back hurts and everything between my legs feels numb'],
  booking: ['Book an appointment', 'No', 'Foot pain', 'Harbor Street'],
};

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
  ],
});
for (const [size, device] of Object.entries(sizes)) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const named = (what: string): string => join(folder, `${size}-${what}-${colorScheme}.png`);
    const page = await browser.newPage({ ...device, colorScheme, reducedMotion: 'reduce' });
    await page.goto(url);
    await page.getByRole('button', { name: /^Chat with/ }).waitFor();
    await page.screenshot({ path: named('demo') });
    await page.close();
    for (const [what, messages] of Object.entries(talks)) {
      const talking = await browser.newPage({ ...device, colorScheme, reducedMotion: 'reduce' });
      await talk(talking, messages);
      await talking.screenshot({ path: named(what) });
      await talking.close();
    }
  }
}
await browser.close();

async function talk(page: Page, messages: readonly string[]): Promise<void> {
  await page.goto(url ?? '');
  await page.getByRole('button', { name: /^Chat with/ }).click();
  const chat = page.frameLocator('plumbline-chat iframe');
  await chat.locator('.bot').first().waitFor();
  for (const message of messages) {
    const said = await replies(chat);
    await chat.getByRole('textbox').fill(message);
    await chat.getByRole('textbox').press('Enter');
    while ((await replies(chat)) === said) await page.waitForTimeout(50);
    await page.waitForTimeout(400);
  }
  await chat.getByRole('textbox').blur();
}

function replies(chat: FrameLocator): Promise<number> {
  return chat.locator('.bot, .card').count();
}
