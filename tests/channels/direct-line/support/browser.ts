import { existsSync, readFileSync } from 'node:fs';
import type { Express } from 'express';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
/** Why the tests of a browser do not run, or null when they do. */
export const noBrowser = existsSync(CHROMIUM) ? null : `SKIPPED, no Chromium at ${CHROMIUM}: set CHROMIUM to run this`;
if (noBrowser) console.warn(noBrowser);

const script = (path: string): string =>
  readFileSync(new URL(`../../../../node_modules/${path}`, import.meta.url), 'utf8');

/** Pages with the real clients, under our own address. */
export function clientPages(app: Express): void {
  const pages: Record<string, string> = {
    '/directline.js': script('botframework-directlinejs/dist/directline.js'),
    '/webchat.js': script('botframework-webchat/dist/webchat.js'),
    '/client': '<!doctype html><title>client</title><script src="/directline.js"></script>',
    '/webchat': WEBCHAT,
  };
  for (const [path, text] of Object.entries(pages))
    app.get(path, (_req, res) => void res.type(path.endsWith('.js') ? 'js' : 'html').send(text));
  app.get('/favicon.ico', (_req, res) => void res.status(204).end());
}

/** Web Chat as its documentation embeds it; the conversation is kept over a reload. */
const WEBCHAT = `<!doctype html><title>Web Chat</title><div id="chat" style="height: 600px"></div>
<script src="/webchat.js"></script>
<script>
(async () => {
  let kept = JSON.parse(sessionStorage.getItem('kept'));
  if (!kept) {
    const response = await fetch('/v3/directline/tokens/generate', { method: 'POST' });
    kept = await response.json();
  }
  const directLine = WebChat.createDirectLine({
    domain: location.origin + '/v3/directline',
    token: kept.token,
    conversationId: sessionStorage.getItem('kept') ? kept.conversationId : undefined,
  });
  sessionStorage.setItem('kept', JSON.stringify(kept));
  WebChat.renderWebChat({ directLine }, document.getElementById('chat'));
})();
</script>`;

/** One browser for the tests of a file; each test opens a page, and fails when the page asked a third party for anything. */
export function useBrowser(): (url: string) => Promise<Page> {
  let browser: Browser | undefined;
  beforeAll(async () => {
    if (noBrowser) return;
    const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync', '--no-first-run'];
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', ...quiet] });
  }, 60_000);
  afterAll(() => browser?.close());
  return async (url) => {
    if (!browser) throw new Error('there is no browser');
    const page = await browser.newPage();
    const strangers: string[] = [];
    await page.route(
      (asked) => asked.protocol.startsWith('http') && asked.origin !== new URL(url).origin,
      (route) => {
        strangers.push(route.request().url());
        return route.abort();
      },
    );
    onTestFinished(async () => {
      await page.close();
      if (strangers.length > 0) throw new Error(`third parties were asked: ${strangers.join(', ')}`);
    });
    await page.goto(url);
    return page;
  };
}
