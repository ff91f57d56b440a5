import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { expect } from 'vitest';
import { shippedKnowledge } from '../../support/knowledge.ts';
import { openChat, type WatchedPage, watchedPage, write } from '../../widget/support/browser.ts';
import { PASSWORD } from './desk-server.ts';

/** Where pictures of every step are put, to be looked at; none when unset. */
const SHOTS = process.env.DESK_SHOTS;
/** A reference, as visitors and staff see it. */
export const REFERENCE = /[2-9A-Z]{3}-[2-9A-Z]{3}/;
const looks = [
  ['phone', { width: 390, height: 780 }],
  ['desktop', { width: 1280, height: 860 }],
] as const;

/** The words of a choice, by its id. */
const label = (option: string): string => shippedKnowledge().content.languages.en?.options.get(option) ?? option;

/** What was said in a chat, each in its bubble. */
export const bubbles = (chat: FrameLocator | Page): Locator => chat.locator('#log > *');

/** Does something in the chat and waits for what is said to it. */
async function answered(chat: FrameLocator | Page, act: () => Promise<void>): Promise<void> {
  const before = await bubbles(chat).count();
  await act();
  await expect.poll(() => bubbles(chat).count(), { timeout: 10_000 }).toBeGreaterThan(before + 1);
}

/** Presses a choice of the chat by its id, or by its words, and waits for what is said to it. */
export const press = (chat: FrameLocator | Page, option: string): Promise<void> =>
  answered(chat, () => chat.getByRole('button', { name: label(option), exact: true }).click());

/** Writes something and waits for what is said to it. */
export const say = (chat: FrameLocator | Page, text: string): Promise<void> => answered(chat, () => write(chat, text));

/** Answers the questions that come before the way of booking. */
export async function begin(chat: FrameLocator | Page, place?: string): Promise<void> {
  await press(chat, 'book');
  await press(chat, 'no');
  await press(chat, 'reason:foot');
  if (place) await press(chat, place);
}

/** The reference last told in a chat. */
export async function referenceIn(chat: FrameLocator | Page): Promise<string> {
  const told = await bubbles(chat).filter({ hasText: REFERENCE }).last().textContent();
  return REFERENCE.exec(told ?? '')?.[0] ?? '';
}

/** Opens the widget on the demo page of a clinic. */
export async function visitClinic(
  browser: Browser,
  url: string,
  clinic: string,
): Promise<WatchedPage & { readonly chat: FrameLocator }> {
  const watched = await watchedPage(browser, { ignoreHTTPSErrors: true, reducedMotion: 'reduce' });
  await watched.page.goto(`${url}/?clinic=${clinic}`);
  return { ...watched, chat: await openChat(watched.page) };
}

/** Fills in the page to sign in on. */
export async function signIn(staff: Page, signInName: string): Promise<void> {
  await staff.getByLabel('Name').fill(signInName);
  await staff.getByLabel('Password').fill(PASSWORD);
  await staff.getByRole('button', { name: 'Sign in' }).click();
  await staff.getByRole('heading', { name: 'Requests' }).waitFor();
}

/** Keeps a picture of a page as it is. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** Keeps pictures of a page on a phone and on a desktop, light and dark. */
export async function shootLooks(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  for (const [size, viewport] of looks) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await shoot(page, `${name}-${size}-${colorScheme}`);
    }
  }
}
