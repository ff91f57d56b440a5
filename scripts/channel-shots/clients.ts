import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { startPlayground } from '../../tests/channels/support/start-playground.ts';
import { answerOrigin } from './answer-origin.ts';
import { HARBOR } from './serve.ts';
import { slack } from './slack.ts';

/** A client in which a visitor writes and presses. */
export interface Client {
  readonly page: Page;
  say(text: string): Promise<void>;
  choose(label: string): Promise<void>;
  /** Shows what was told meanwhile. */
  renew(): Promise<void>;
  stop?(): void;
  /** The part of the page that is pictured; null: all of it, however long. */
  readonly clip?: { x: number; y: number; width: number; height: number } | null;
  /** Where others read along, if there is such a place: shows it, and mentions us there. */
  readonly channel?: { show(): Promise<void>; mention(text: string): Promise<void> };
  /** Shows the private chat again. */
  showPrivate?(): Promise<void>;
  /** Writes in a thread, where there are any. */
  sayInThread?(text: string): Promise<void>;
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

/** The Microsoft 365 Agents Playground as Teams. */
async function msteams(url: string, browser: Browser): Promise<Client> {
  const playground = await startPlayground(`${url}/api/messages`);
  const page = await browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
  await answerOrigin(page, url);
  await page.goto(playground.url);
  const show = (): Promise<void> => page.getByText('Announcements').click();
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
    showPrivate: () => page.getByText('Personal Chat').click(),
    channel: {
      show,
      async mention(text) {
        await show();
        await page.getByRole('textbox').first().pressSequentially('@');
        await page.getByText('Megan Bowen').waitFor();
        await page.getByText('Test Bot', { exact: true }).last().click();
        await page.keyboard.type(` ${text}`);
        await page.getByRole('button', { name: 'Post' }).click();
      },
    },
  };
}

/** The clients that run here, by the name of their pictures. */
export const clients = { website, webchat, msteams, slack };
