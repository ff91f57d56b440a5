import type { Browser } from 'playwright-core';
import { afterAll } from 'vitest';
import { hasChromium, openBrowser } from './browser.ts';
import { startTestServer, type TestServer } from './test-server.ts';

/** What the tests of one file use together, until the last is done. */
export interface Shared {
  readonly browser: Browser;
  readonly server: TestServer;
}

/** Chromium for all tests of a file: `const browser = await sharedBrowser()` at its top. Without Chromium its tests are skipped. */
export async function sharedBrowser(args: readonly string[] = []): Promise<Browser> {
  if (!hasChromium) return {} as Browser;
  const browser = await openBrowser(args);
  afterAll(() => browser.close());
  return browser;
}

/** The same with a server of the widget. */
export async function shared(): Promise<Shared> {
  const [browser, server] = await Promise.all([sharedBrowser(), startTestServer()]);
  afterAll(() => server.close());
  return { browser, server };
}
