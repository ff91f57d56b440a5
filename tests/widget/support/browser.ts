import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium, type Frame, type FrameLocator, type Page } from 'playwright-core';
import { expect } from 'vitest';

const executablePath = '/usr/bin/chromium';
/** False where there is no Chromium: its tests are skipped, and say so. */
export const hasChromium = existsSync(executablePath);
if (!hasChromium) console.warn(`\nSKIPPED: the browser tests of the widget need Chromium at ${executablePath}\n`);

export const openBrowser = (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
      ...more,
    ],
  });

/** A page that keeps what its console, its errors and its requests told. */
export interface WatchedPage {
  readonly page: Page;
  /** Violations of a policy, and script errors. */
  readonly faults: string[];
  /** Origins that were asked for anything. */
  readonly origins: Set<string>;
}

export async function watchedPage(
  browser: Browser,
  options: Parameters<Browser['newPage']>[0] = {},
): Promise<WatchedPage> {
  const page = await browser.newPage(options);
  const faults: string[] = [];
  const origins = new Set<string>();
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (/content security policy|refused to|uncaught/i.test(message.text())) faults.push(message.text());
  });
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  page.on('websocket', (socket) => origins.add(new URL(socket.url()).origin));
  return { page, faults, origins };
}

/** Opens the chat from the page's launcher and waits for its greeting. */
export async function openChat(page: Page): Promise<FrameLocator> {
  await page.getByRole('button', { name: /^Chat with/ }).click();
  const chat = page.frameLocator('plumbline-chat iframe');
  await chat.getByText('I am an automated assistant').waitFor();
  // It may still be sliding in: nothing of it stands where it will.
  await page.locator('plumbline-chat').evaluate(async (host) => {
    await Promise.all((host.shadowRoot?.getAnimations() ?? []).map(({ finished }) => finished.catch(() => {})));
  });
  return chat;
}

/** Writes a message and sends it with Enter. */
export async function write(chat: FrameLocator | Page, text: string): Promise<void> {
  const box = chat.getByRole('textbox', { name: 'Your message' });
  await box.fill(text);
  await box.press('Enter');
}

/** The frame of the chat in a page. */
export function chatFrame(page: Page): Frame {
  const frame = page.frames().find((each) => new URL(each.url()).pathname === '/chat');
  if (!frame) throw new Error('the chat is not open');
  return frame;
}

/** Axe's findings in one document, or in the part of it that a selector names, as "rule: selector". */
export async function axe(frame: Frame, part = 'html'): Promise<string[]> {
  await frame.evaluate(readFileSync('node_modules/axe-core/axe.min.js', 'utf8'));
  return frame.evaluate(async (part) => {
    // What is still fading in has less contrast than it is about to have.
    const ending = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.all(ending.map(({ finished }) => finished.catch(() => {})));
    const { axe } = window as unknown as { axe: typeof import('axe-core') };
    const { violations } = await axe.run({ include: [part] }, { iframes: false });
    return violations.flatMap(({ id, nodes }) =>
      nodes.map(({ target, failureSummary }) => `${id}: ${target} ${failureSummary}`),
    );
  }, part);
}

/** No part of a document is wider than its window. */
export async function expectNoSideways(frame: Frame): Promise<void> {
  const [wide, room] = await frame.evaluate(() => [
    Math.max(document.documentElement.scrollWidth, document.getElementById('conversation')?.scrollWidth ?? 0),
    document.documentElement.clientWidth,
  ]);
  expect(wide).toBeLessThanOrEqual(room ?? 0);
}

/** A site of somebody's that carries the given markup, at an origin of its own. */
export async function hostSite(markup: string): Promise<{ readonly url: string; close(): Promise<void> }> {
  const server = createServer((_req, res) => {
    res.setHeader('Content-Type', 'text/html; charset=utf-8');
    res.end(`<!doctype html><html lang="en"><title>A clinic</title>${markup}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
