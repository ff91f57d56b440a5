import { existsSync } from 'node:fs';
import { type Browser, firefox } from 'playwright-core';

const executablePath = ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((path) => existsSync(path));
/** False where there is no Firefox: its tests are skipped, and say so. */
export const hasFirefox = executablePath !== undefined;
if (!hasFirefox)
  console.warn('\nSKIPPED: the Firefox tests of the widget need Firefox at /usr/bin/firefox-esr or /usr/bin/firefox\n');

/** Settings of `about:config`. */
export type Preferences = Readonly<Record<string, string | number | boolean>>;

/** Firefox as it is installed, over WebDriver BiDi; what it saves is in `downloadsPath`. */
export async function openFirefox(preferences: Preferences = {}, downloadsPath?: string): Promise<Browser> {
  const browser = await firefox.launch({
    channel: 'moz-firefox',
    ...(executablePath ? { executablePath } : {}),
    ...(downloadsPath ? { downloadsPath } : {}),
    firefoxUserPrefs: preferences,
  });
  excuseMediaFeatures(browser);
  return browser;
}

type Send = (method: string, params?: object) => Promise<object>;
interface Inside {
  readonly _connection: { toImpl(browser: Browser): { readonly _browserSession: { send: Send } } };
}

/** Playwright sets the colour scheme of every page by a command that Firefox 153 does not know; here preferences set it. */
function excuseMediaFeatures(browser: Browser): void {
  const session = (browser as unknown as Inside)._connection.toImpl(browser)._browserSession;
  const send: Send = session.send.bind(session);
  session.send = (method, params) =>
    method === 'emulation.setMediaFeaturesOverride' ? send(method, params).catch(() => ({})) : send(method, params);
}
