import { chromium } from 'playwright-core';
import { expect, it, onTestFinished, vi } from 'vitest';
import { hidden } from '../../staff/support/browser.ts';
import { CHROMIUM, noBrowser } from '../support/chromium.ts';
import { startPlayground } from '../support/start-playground.ts';
import { staffedServer } from './support/staffed-server.ts';

it.skipIf(noBrowser !== null)(
  'in Teams: a person joins, writes, reads what the visitor answers, and leaves',
  async () => {
    const staffed = await staffedServer();
    onTestFinished(() => staffed.store.close());
    const server = await staffed.start();
    onTestFinished(() => void server.stop('SIGKILL'));
    const playground = await startPlayground(`${server.url}/api/messages`);
    onTestFinished(playground.stop);
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
    onTestFinished(() => browser.close());
    const page = await browser.newPage({ viewport: { width: 1_280, height: 1_000 } });
    await page.route(
      ({ hostname }) => !['localhost', '127.0.0.1'].includes(hostname),
      (route) => route.abort(),
    );
    await page.goto(playground.url);
    const said = (text: string | RegExp) => page.getByText(text).last().waitFor({ timeout: 30_000 });
    const write = async (text: string): Promise<void> => {
      await page.getByRole('textbox').first().pressSequentially(text);
      await page.keyboard.press('Enter');
    };

    await said('automated assistant');
    await write('can I talk to a person?');
    await said('asked the clinic');
    const conversation = `/staff/visits/${await staffed.lastRequest()}`;
    const dana = await staffed.signedIn(server.url);
    await dana.press(conversation, 'claim');
    await said(/Dana Roe/);

    const { text: form } = await dana.get(conversation);
    await dana.post(`${conversation}/reply`, { text: 'Which heel is it?', once: hidden(form, 'once') ?? '' });
    await said('Which heel is it?');
    await write('Only the left one.');
    await vi.waitFor(async () => expect((await dana.get(conversation)).text).toContain('Only the left one.'), {
      timeout: 10_000,
    });

    await dana.press(conversation, 'give-back');
    await said('has left the chat');
  },
  120_000,
);
