import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { buildWidget } from '../scripts/build-widget.ts';
import { loadContent } from '../src/content/load-content.ts';
import { publicFacts } from '../src/http/chat-page.ts';
import { brotli, widgetScript } from '../src/http/widget-endpoint.ts';
import { type BenchRow, benchRow } from './bench-row.ts';

interface Started {
  readonly url: string;
  close(): Promise<void>;
}

const ROUNDS = 7;
const SLOWER = 4;
const CLINIC = 'harbor-foot-spine';
const WEB_CHAT = { minimal: 'webchat-minimal.js', full: 'webchat.js' } as const;
const webChat = (file: string): string => readFileSync(`node_modules/botframework-webchat/dist/${file}`, 'utf8');

/**
 * What a browser loads, and how long a visitor waits for the first bot message with a four times slower CPU and nothing
 * cached: our line of HTML, its button pressed as soon as it is there, against Web Chat drawn at once with its token
 * asked for beforehand. Same server, same conversation service, brotli for all; rounds alternate, medians count.
 */
export async function benchWidget(startOurs: () => Promise<Started>): Promise<BenchRow[]> {
  const packed = { minimal: brotli(webChat(WEB_CHAT.minimal)), full: brotli(webChat(WEB_CHAT.full)) };
  const server = await startOurs();
  const site = await startSite(pagesFor(server.url), { '/minimal.js': packed.minimal, '/full.js': packed.full });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
  });
  const waited: Record<Page, Waited[]> = { ours: [], minimal: [], full: [] };
  try {
    for (let round = 0; round < ROUNDS; round++)
      for (const page of pages) waited[page].push(await firstMessage(browser, `${site.url}/${page}`));
  } finally {
    await browser.close();
    await site.close();
    await server.close();
  }
  const { launcher, client } = await ownSizes();
  const size = (name: string, bytes: number, peer: keyof typeof packed): BenchRow =>
    benchRow(`widget: ${name}`, bytes / 1024, 'KB', `Web Chat ${peer}`, packed[peer].length / 1024);
  const time = (peer: 'minimal' | 'full', since: keyof Waited): BenchRow => {
    const [ours, theirs] = [waited.ours, waited[peer]].map((all) => median(all.map((each) => each[since])));
    return benchRow(`widget: first bot message, since ${since}`, ours ?? 0, 'ms', `Web Chat ${peer}`, theirs ?? 0);
  };
  return [
    size('launcher, brotli', launcher, 'minimal'),
    size('launcher, brotli', launcher, 'full'),
    size('client, brotli', client, 'minimal'),
    size('client, brotli', client, 'full'),
    time('minimal', 'navigation'),
    time('full', 'navigation'),
    time('minimal', 'the page'),
    time('full', 'the page'),
  ];
}

/** Milliseconds. What lies between the two is the browser's own start. */
interface Waited {
  readonly navigation: number;
  readonly 'the page': number;
}

const pages = ['ours', 'minimal', 'full'] as const;
type Page = (typeof pages)[number];

const pagesFor = (server: string): Readonly<Record<string, string>> => ({
  '/ours': `<h1>Clinic</h1><script src="${server}/widget.js" data-clinic="${CLINIC}" async></script>`,
  '/minimal': webChatPage(server, '/minimal.js'),
  '/full': webChatPage(server, '/full.js'),
});

const webChatPage = (server: string, script: string): string => `<div id="chat" style="height: 600px"></div>
<script>const token = fetch('${server}/v3/directline/tokens/generate', { method: 'POST' }).then((answer) => answer.json());</script>
<script src="${script}"></script>
<script>token.then(({ token }) => WebChat.renderWebChat({ directLine: WebChat.createDirectLine({ domain: '${server}/v3/directline', token }) }, document.getElementById('chat')));</script>`;

async function firstMessage(browser: Browser, url: string): Promise<Waited> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  const told = new Promise<number>((resolve) => void page.exposeBinding('tell', (_, at: number) => resolve(at)));
  await page.addInitScript(WATCH);
  await page.goto(url, { waitUntil: 'commit' });
  const at = await told;
  // Asked late: an evaluation in the meantime would be waited for too.
  const [started, began] = await page.evaluate<[number, number]>('[performance.timeOrigin, began]');
  await context.close();
  return { navigation: at - started, 'the page': at - began };
}

/** In every frame: presses our button when it is there, and tells when the first words of a bot are on the screen. */
const WATCH = `globalThis.began = performance.timeOrigin + performance.now();
const look = () => {
  document.querySelector('plumbline-chat')?.shadowRoot?.querySelector('.launcher[aria-expanded=false]')?.click();
  const said = document.querySelector('#log .bot, .webchat__bubble__content');
  const told = said?.textContent.includes('automated assistant');
  requestAnimationFrame(told ? () => tell(performance.timeOrigin + performance.now()) : look);
};
requestAnimationFrame(look);`;

async function ownSizes(): Promise<{ readonly launcher: number; readonly client: number }> {
  const files = await buildWidget();
  const content = loadContent('content');
  const clinic = content.clinics.get(CLINIC);
  const facts = clinic ? { [CLINIC]: publicFacts(clinic, content) } : {};
  return {
    launcher: brotli(widgetScript(facts, files)).length,
    client: brotli(files['app.js']).length + brotli(files['app.css']).length,
  };
}

async function startSite(
  texts: Readonly<Record<string, string>>,
  scripts: Readonly<Record<string, Buffer>>,
): Promise<Started> {
  const server: Server = createServer(({ url = '' }, res) => {
    const script = scripts[url];
    if (script) res.writeHead(200, { 'Content-Type': 'text/javascript', 'Content-Encoding': 'br' }).end(script);
    else
      res
        .writeHead(200, { 'Content-Type': 'text/html' })
        .end(`<!doctype html><html lang="en"><title>A clinic</title><body>${texts[url] ?? ''}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

const median = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[values.length >> 1] ?? 0;
