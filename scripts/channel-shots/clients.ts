import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { startPlayground } from '../../tests/channels/support/start-playground.ts';
import { HARBOR, ORIGIN } from './serve.ts';

/** A client in which a visitor writes and presses. */
export interface Client {
  readonly page: Page;
  say(text: string): Promise<void>;
  choose(label: string): Promise<void>;
  /** Shows what was told meanwhile. */
  renew(): Promise<void>;
  stop?(): void;
  /** The part of the page that is pictured. */
  readonly clip?: { x: number; y: number; width: number; height: number };
}

const WEBCHAT = `<!doctype html><title>Web Chat</title><style>body{margin:0}#chat{height:100vh}</style><div id="chat"></div>
<script src="/webchat.js"></script>
<script>
(async () => {
  const kept = JSON.parse(sessionStorage.getItem('kept'));
  const base = location.origin + '/v3/directline';
  const { token, conversationId } = kept ?? (await (await fetch(base + '/tokens/generate', { method: 'POST' })).json());
  sessionStorage.setItem('kept', JSON.stringify({ token, conversationId }));
  const directLine = WebChat.createDirectLine({ domain: base, token, conversationId: kept ? conversationId : undefined });
  WebChat.renderWebChat({ directLine, styleOptions: { suggestedActionLayout: 'stacked', bubbleImageHeight: 500 } }, document.getElementById('chat'));
})();
</script>`;

/** Our own widget. */
async function website(url: string, browser: Browser): Promise<Client> {
  const page = await browser.newPage({ viewport: { width: 400, height: 760 }, reducedMotion: 'reduce' });
  await page.goto(`${url}/chat?clinic=${HARBOR}`);
  return {
    page,
    async say(text) {
      await page.getByRole('textbox').fill(text);
      await page.getByRole('textbox').press('Enter');
    },
    choose: (label) => page.getByRole('button', { name: label, exact: true }).last().click(),
    renew: async () => void (await page.reload()),
  };
}

/** Web Chat on our Direct Line, as docs/website.md embeds it. */
async function webchat(url: string, browser: Browser): Promise<Client> {
  const page = await browser.newPage({ viewport: { width: 480, height: 760 }, reducedMotion: 'reduce' });
  const script = readFileSync('node_modules/botframework-webchat/dist/webchat.js', 'utf8');
  await page.route(`${url}/webchat.js`, (route) => route.fulfill({ contentType: 'text/javascript', body: script }));
  await page.route(`${url}/webchat`, (route) => route.fulfill({ contentType: 'text/html', body: WEBCHAT }));
  await page.goto(`${url}/webchat`);
  return {
    page,
    async say(text) {
      await page.locator('.webchat__send-box-text-box__input').fill(text);
      await page.keyboard.press('Enter');
    },
    choose: (label) => page.getByRole('toolbar').getByRole('button', { name: label, exact: true }).click(),
    renew: async () => void (await page.reload()),
  };
}

/** The Microsoft 365 Agents Playground as Teams; `ORIGIN` is answered by our server. */
async function msteams(url: string, browser: Browser): Promise<Client> {
  const playground = await startPlayground(`${url}/api/messages`);
  const page = await browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
  await page.route(
    ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
    async (route) => {
      const { origin, pathname } = new URL(route.request().url());
      if (origin !== ORIGIN) return route.abort();
      return route.fulfill({
        contentType: 'image/png',
        body: Buffer.from(await (await fetch(url + pathname)).arrayBuffer()),
      });
    },
  );
  await page.goto(playground.url);
  return {
    page,
    clip: { x: 330, y: 48, width: 620, height: 952 },
    stop: playground.stop,
    async say(text) {
      await page.getByRole('textbox').first().pressSequentially(text);
      await page.keyboard.press('Enter');
    },
    async choose(label) {
      const radio = page.getByRole('radio', { name: label, exact: true });
      if ((await radio.count()) === 0) return page.getByRole('button', { name: label, exact: true }).last().click();
      await radio.last().check();
      await page.getByRole('button', { name: 'Send', exact: true }).last().click();
    },
    renew: async () => {},
  };
}

/** Mentions us in the Teams channel. */
export async function mention({ page }: Client, text: string, until: string): Promise<void> {
  await page.getByText('Announcements').click();
  await page.getByRole('textbox').first().pressSequentially('@');
  await page.getByText('Megan Bowen').waitFor();
  await page.getByText('Test Bot', { exact: true }).last().click();
  await page.keyboard.type(` ${text}`);
  await page.getByRole('button', { name: 'Post' }).click();
  await page.getByText(until).last().waitFor();
  await page.waitForTimeout(600);
}

/** The clients that run here, by the name of their pictures. */
export const clients = { website, webchat, msteams };
