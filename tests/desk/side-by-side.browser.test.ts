import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { tempFile } from '../store/temp-folder.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import { type ServerProcess, startServerProcess } from '../support/server.ts';
import { hasChromium, openBrowser, openChat, watchedPage, write } from '../widget/support/browser.ts';
import { PASSWORD, TUESDAY_MORNING } from './support/desk-server.ts';

/** Where pictures of every step are put, to be looked at; none when unset. */
const SHOTS = process.env.DESK_SHOTS;
const preload = fileURLToPath(new URL('./children/kill-at.ts', import.meta.url));
const label = (option: string): string => shippedKnowledge().content.languages.en?.options.get(option) ?? option;
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 860 } };

/** The real server on a Tuesday morning, with a store of its own. */
async function startServer(): Promise<ServerProcess> {
  const clock = { CLOCK_AHEAD: String(TUESDAY_MORNING - Date.now()) };
  const server = await startServerProcess({ DATABASE_URL: `file:${tempFile()}`, HOST: '127.0.0.1', ...clock }, [
    preload,
  ]);
  onTestFinished(() => void server.child.kill('SIGKILL'));
  return server;
}

async function shoot(page: Page, name: string): Promise<void> {
  if (!SHOTS) return;
  mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: join(SHOTS, `${name}.png`) });
}

/** Presses a choice of the chat by its id, or by its words. */
const press = (chat: FrameLocator | Page, option: string): Promise<void> =>
  chat.getByRole('button', { name: label(option), exact: true }).click();

/** Answers the questions that come before the way of booking. */
async function begin(chat: FrameLocator | Page, place?: string): Promise<void> {
  await press(chat, 'book');
  await press(chat, 'no');
  await press(chat, 'reason:foot');
  if (place) await press(chat, place);
}

const bubbles = (chat: FrameLocator | Page): Locator => chat.locator('#log > *');

/** Writes something and waits for what is said to it. */
async function say(chat: FrameLocator | Page, text: string): Promise<void> {
  const before = await bubbles(chat).count();
  await write(chat, text);
  await expect.poll(() => bubbles(chat).count(), { timeout: 10_000 }).toBeGreaterThan(before + 1);
}

describe.skipIf(!hasChromium)('visitor and staff, side by side', () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await openBrowser();
  });
  afterAll(() => browser.close());

  it.each([
    ['phone, light', { ...phone, colorScheme: 'light' }],
    ['desktop, dark', { ...desktop, colorScheme: 'dark' }],
  ] as const)(
    'from the printed link to a request that is claimed and a conversation in both directions: %s',
    { timeout: 120_000 },
    async (kind, options) => {
      const name = kind.replace(', ', '-');
      const server = await startServer();
      await expect.poll(() => /http\S+\/staff\/welcome#\w+/.exec(server.output())?.[0]).toBeDefined();
      const link = /http\S+\/staff\/welcome#\w+/.exec(server.output())?.[0] ?? '';
      const { page: staff, faults } = await watchedPage(browser, options);
      await staff.goto(link);
      await staff.getByRole('button', { name: 'Continue' }).click();
      await staff.getByLabel('Name to sign in with').fill('robin@harbor.example');
      await staff.getByLabel('Name that visitors and colleagues see').fill('Robin Root');
      await staff.getByLabel('Password').fill(PASSWORD);
      await staff.getByRole('button', { name: 'Make the account' }).click();
      await staff.getByLabel('Name').fill('robin@harbor.example');
      await staff.getByLabel('Password').fill(PASSWORD);
      await staff.getByRole('button', { name: 'Sign in' }).click();
      await staff.getByRole('heading', { name: 'Requests' }).waitFor();
      await shoot(staff, `${name}-1-empty-inbox`);

      const { page: site, faults: siteFaults } = await watchedPage(browser, options);
      await site.goto(server.url);
      const chat = await openChat(site);
      await begin(chat, 'Mill Road');
      await press(chat, 'way:callback');
      await shoot(site, `${name}-2-ask-name`);
      await say(chat, 'Sam');
      await say(chat, '508 555 0123');
      await press(chat, 'times:mornings');
      await chat.getByRole('button', { name: label('confirm') }).waitFor();
      await shoot(site, `${name}-3-read-back`);
      await press(chat, 'confirm');
      const reference = /[2-9A-Z]{3}-[2-9A-Z]{3}/;
      const [told = ''] =
        reference.exec((await bubbles(chat).filter({ hasText: reference }).last().textContent()) ?? '') ?? [];
      await expect.poll(() => bubbles(chat).filter({ hasText: told }).count(), { timeout: 10_000 }).toBe(2);
      await shoot(site, `${name}-4-delivered`);

      await staff.goto(`${server.url}/staff`);
      await shoot(staff, `${name}-5-inbox`);
      await staff.getByRole('link', { name: told }).click();
      await staff.getByText('Sam', { exact: true }).first().waitFor();
      await shoot(staff, `${name}-6-request`);
      await staff.getByRole('button', { name: 'Claim' }).click();
      await staff.getByRole('status').waitFor();

      await say(chat, 'Can I talk to a real person?');
      await shoot(site, `${name}-7-asked-for-person`);
      await staff.goto(`${server.url}/staff`);
      await staff.getByRole('link', { name: 'Conversation' }).click();
      await staff.getByRole('link', { name: reference }).first().click();
      await staff.getByRole('link', { name: 'Open the conversation' }).click();
      await staff.getByRole('button', { name: 'Take over' }).click();
      await staff.getByLabel('Your reply').fill('Hello, Robin here. How can I help?');
      await staff.getByRole('button', { name: 'Send' }).click();
      await bubbles(chat).filter({ hasText: 'Hello, Robin here.' }).waitFor();
      await write(chat, 'Do you have parking for a van?');
      await staff.getByText('Do you have parking for a van?').waitFor({ timeout: 15_000 });
      await shoot(staff, `${name}-8-conversation`);
      await shoot(site, `${name}-9-with-staff`);
      const before = await bubbles(chat).count();
      await staff.getByRole('button', { name: 'Close the conversation' }).click();
      await expect.poll(() => bubbles(chat).count(), { timeout: 10_000 }).toBeGreaterThan(before);
      await shoot(site, `${name}-10-left`);
      expect([...faults, ...siteFaults]).toEqual([]);
    },
  );

  it('each shipped clinic books in its own way', { timeout: 120_000 }, async () => {
    const server = await startServer();
    const ways = [
      ['harbor-foot-spine', 'Mill Road', 'a[href^="https://schedule.harbor.example/new-visit"]'],
      ['sakura-hari', undefined, 'a[href="mailto:hello@sakura-hari.example"]'],
      ['capital-podiatry', undefined, 'a[href="https://capital-steps.example/contact"]'],
      ['garden-spine', 'Ridge Shore', 'a[href="tel:+17325550127"]'],
    ] as const;
    for (const [clinic, place, wanted] of ways) {
      const { page, faults } = await watchedPage(browser, phone);
      await page.goto(`${server.url}/chat?clinic=${clinic}`);
      await begin(page, place);
      const link = page.locator(`#log ${wanted}`);
      await link.last().waitFor();
      if (wanted.includes('https')) expect(await link.last().getAttribute('rel')).toMatch(/noopener.*noreferrer/);
      await shoot(page, `way-${clinic}`);
      expect(faults).toEqual([]);
      await page.close();
    }
    const { page } = await watchedPage(browser, phone);
    await page.goto(`${server.url}/chat?clinic=firm-ground`);
    await page.getByText('I am an automated assistant').waitFor();
    await say(page, 'book an appointment');
    expect(await page.getByRole('button', { name: label('book') }).count()).toBe(0);
    await shoot(page, 'way-firm-ground');
  });
});
