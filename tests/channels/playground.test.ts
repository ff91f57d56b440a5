import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { chatCodeHash } from '../../src/channels/staff-chat-code.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { type ServerProcess, startServerProcess } from '../support/server.ts';
import { CHROMIUM, noBrowser } from './support/chromium.ts';
import { type Playground, startPlayground } from './support/start-playground.ts';

const folder = mkdtempSync(join(tmpdir(), 'playground-'));
const file = join(folder, 'plumbline.db');
const HARBOR = 'harbor-foot-spine';
let server: ServerProcess;
let playground: Playground;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  if (noBrowser) return;
  const content = join(folder, 'content');
  cpSync('content', content, { recursive: true });
  const clinic = join(content, 'clinics', `${HARBOR}.yaml`);
  writeFileSync(clinic, readFileSync(clinic, 'utf8').replace('notices: {', 'notices: { staff-chat: true,'));
  server = await startServerProcess({
    ALLOW_ANONYMOUS_ACTIVITIES: 'true',
    DATABASE_URL: `file:${file}`,
    CONTENT_DIR: content,
  });
  playground = await startPlayground(`${server.url}/api/messages`);
  browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
  await page.route(
    ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
    (route) => route.abort(),
  );
  await page.goto(playground.url);
}, 60_000);

afterAll(async () => {
  await browser?.close();
  playground?.stop();
  await server?.stop('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

const said = (text: string | RegExp) => page.getByText(text).last().waitFor({ timeout: 10_000 });
const card = () => page.locator('.ac-adaptiveCard').last();
const press = (name: string) => card().getByRole('button', { name, exact: true }).click();
const write = async (text: string): Promise<void> => {
  await page.getByRole('textbox').first().pressSequentially(text);
  await page.keyboard.press('Enter');
};

describe.skipIf(noBrowser !== null)(
  'in Teams',
  () => {
    it('welcome, answer with its sources, the symptom check by cards, emergency', async () => {
      await said('automated assistant');
      for (const name of ['Ask a question', 'Check my symptoms', 'Book an appointment'])
        await page.getByRole('button', { name }).waitFor();

      await write('what is plantar fasciitis?');
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
    });

    it('staff have notices come to their channel, by a code', async () => {
      await page.getByText('Announcements').click();
      await said('automated assistant');
      const store = await openSqliteStore(file);
      const code = 'K7MQ-K7MQ-K7MQ-K7MQ-K7MQ';
      await store.keepChatCode({ hash: chatCodeHash(code), clinicId: HARBOR, expiresAt: Date.now() + 60_000 }, 0);
      await page.getByRole('textbox').first().pressSequentially('@');
      await said('Megan Bowen');
      await page.getByText('Test Bot', { exact: true }).last().click();
      await page.keyboard.type(` notices here ${code}`);
      await page.getByRole('button', { name: 'Post' }).click();
      await said('Notices of Harbor Foot & Spine come here');
      await store.close();
    });

    it('a call back is asked for, read back and confirmed once; its card is used up, and staff get theirs', async () => {
      await page.getByText('Personal Chat').click();
      await write('forget me');
      await said('I have erased');
      await write('Book an appointment');
      await said('First, to be safe.');
      await press('No');
      await said('What is the visit for?');
      await card().getByRole('radio', { name: 'Foot pain', exact: true }).check();
      await press('Send');
      await page.getByRole('button', { name: 'Harbor Street' }).click();
      await said('Open online booking');
      await press('Ask to be called back');
      await said('What name should they ask for?');
      await write('Ana Lopez');
      await said('What number should the clinic call?');
      await write('(508) 555-0142');
      await said('When does it suit you?');
      await press('Mornings');
      await said('Is this right?');
      for (const fact of ['Foot pain', 'Harbor Street', 'Ana Lopez', '(508) 555-0142'])
        expect(await card().textContent()).toContain(fact);

      await press('Yes, send it');
      await said('✓ Yes, send it');
      await said('Your reference is');
      const reference = /[2-9A-Z]{3}-[2-9A-Z]{3}/.exec((await card().textContent()) ?? '')?.[0] ?? '';
      expect(await page.getByRole('button', { name: 'Yes, send it' }).count()).toBe(0);
      const store = await openSqliteStore(file);
      const { rows } = await store.requests({ clinicIds: [HARBOR], limit: 9, offset: 0 });
      expect(rows.map((row) => row.reference)).toEqual([reference]);

      await page.getByText('Announcements').click();
      await said(`New request for a call back: ${reference}`);
      await card().getByText('Open in the staff inbox').waitFor();
      expect(await card().textContent()).not.toMatch(/Foot pain|Ana Lopez|555-0142/);

      await page.getByRole('button', { name: 'Mock an Activity' }).click();
      await page.getByText('Uninstall application').click();
      await page.getByRole('button', { name: 'Send activity' }).click();
      await vi.waitFor(async () => expect(await store.staffChats(HARBOR)).toEqual([]), { timeout: 10_000 });
      await store.close();
    });
  },
  60_000,
);
