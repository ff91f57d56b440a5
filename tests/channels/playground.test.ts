import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServerProcess, startServerProcess } from '../support/server.ts';
import { CHROMIUM, noBrowser } from './support/chromium.ts';

const PLAYGROUND = resolve('node_modules/@microsoft/m365agentsplayground/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'playground-'));
let server: ServerProcess;
let playground: ChildProcess;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (noBrowser) return;
  server = await startServerProcess({
    ALLOW_ANONYMOUS_ACTIVITIES: 'true',
    DATABASE_URL: `file:${join(folder, 'plumbline.db')}`,
  });
  const address = await startPlayground(`${server.url}/api/messages`);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
  await page.route(
    ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
    (route) => route.abort(),
  );
  await page.goto(address);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  playground?.kill('SIGKILL');
  await server?.stop('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

/** Starts the Microsoft 365 Agents Playground as Teams and gives its address. */
async function startPlayground(endpoint: string): Promise<string> {
  playground = spawn(
    process.execPath,
    [PLAYGROUND, 'start', '--channel-id', 'msteams', '--app-endpoint', endpoint, '--disable-telemetry'],
    { cwd: folder, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  for (let said = ''; ; ) {
    const [chunk] = await once(playground.stdout ?? playground, 'data');
    said += String(chunk);
    const port = /Listening on (\d+)/.exec(said)?.[1];
    if (port) return `http://localhost:${port}/`;
  }
}

const said = (text: string | RegExp) => page.getByText(text).last().waitFor({ timeout: 10_000 });
const card = () => page.locator('.ac-adaptiveCard').last();
const press = (name: string) => card().getByRole('button', { name, exact: true }).click();

it.skipIf(noBrowser !== null)(
  'in Teams: welcome, answer with its sources, the symptom check by cards, emergency',
  async () => {
    await said('automated assistant');
    for (const name of ['Ask a question', 'Check my symptoms', 'Book an appointment'])
      await page.getByRole('button', { name }).waitFor();

    await page.getByRole('textbox').first().pressSequentially('what is plantar fasciitis?');
    await page.keyboard.press('Enter');
    await said(/General information · \d+ sources/);
    const sources = card().locator('[id="sources"], .ac-container:has-text("not checked yet")').last();
    expect(await sources.isVisible()).toBe(false);
    await card()
      .getByText(/General information/)
      .click();
    await sources.waitFor({ state: 'visible' });

    await press('Check my symptoms');
    await said('✓ Check my symptoms');
    await said('Where is it?');
    await press('Send');
    await said('Pick one first.');
    await card().getByRole('radio', { name: 'Foot or leg' }).check();
    await press('Send');
    await said('✓ Foot or leg');
    await said('Are your legs so weak');
    expect(await page.getByRole('radio').count()).toBe(0);

    await press('Not sure');
    await said('✓ Not sure');
    const emergency = card().getByRole('heading', { name: 'Call 911 now' }).or(card().getByText('Call 911 now'));
    await emergency.first().waitFor();
    expect(await card().getByRole('link', { name: 'Call 911' }).getAttribute('href')).toBe('tel:911');
    const [red = 0, green = 0] = await card()
      .locator('.ac-container')
      .first()
      .evaluate((element) => getComputedStyle(element).backgroundColor.match(/\d+/g)?.map(Number) ?? []);
    expect(red - green).toBeGreaterThan(40);
  },
);
