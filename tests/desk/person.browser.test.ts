import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page, WebSocketRoute } from 'playwright-core';
import { describe, expect, it, vi } from 'vitest';
import { shippedKnowledge } from '../support/knowledge.ts';
import { axe, expectNoSideways, hasChromium, watchedPage, write } from '../widget/support/browser.ts';
import { sharedBrowser } from '../widget/support/shared.ts';
import { CLINIC } from './support/clinics.ts';
import { startDeskServer } from './support/desk-server.ts';

const SHOTS = process.env.DESK_SHOTS;
const PERSON_IS_HERE = shippedKnowledge().content.languages.en?.options.get('who:person') ?? '';
const browser = await sharedBrowser();

/** Lets a test send frames of its own down the chat's stream, as a server does. */
async function watchStream(page: Page): Promise<{ typing(): Promise<void> }> {
  let stream: WebSocketRoute | undefined;
  let marks = 0;
  await page.routeWebSocket(/\/stream/, (socket) => {
    stream = socket;
    socket.connectToServer();
  });
  return {
    typing: async () => {
      const text = `mark ${++marks}`;
      const mark = { type: 'message', id: text, from: { id: 'dl_x', role: 'user' }, text };
      stream?.send(JSON.stringify({ activities: [{ type: 'typing', id: 't', from: { role: 'bot' } }] }));
      stream?.send(JSON.stringify({ activities: [mark] }));
      await page.locator('#log').getByText(text, { exact: true }).waitFor();
    },
  };
}

describe.skipIf(!hasChromium)('the head of the chat', () => {
  it.each([
    ['phone, light', { viewport: { width: 320, height: 620 }, colorScheme: 'light' }],
    ['desktop, dark', { viewport: { width: 1000, height: 800 }, colorScheme: 'dark' }],
  ] as const)(
    'says that a person is here while one has the visit, and no dots promise a reply of ours: %s',
    { timeout: 60_000 },
    async (kind, options) => {
      const server = await startDeskServer({ booking: [{ way: 'person', 'answer-within': 5 }] });
      const staff = await server.frontDesk('Kim Lee');
      const { page, faults } = await watchedPage(browser, options);
      const stream = await watchStream(page);
      const who = page.locator('header #who');
      const dots = page.locator('#typing');
      await page.goto(`${server.url}/chat?clinic=${CLINIC}`);
      await page.getByText('I am an automated assistant').waitFor();
      await write(page, 'can I talk to a real person?');
      await page.getByText('I have asked the clinic for a person').waitFor();
      expect(await who.textContent()).toBe('Automated assistant');
      await stream.typing();
      expect(await dots.isVisible()).toBe(true);

      const [request] = (await server.store.requests({ clinicIds: [CLINIC], limit: 1, offset: 0 })).rows;
      await staff.press(`/staff/visits/${request?.reference}`, 'claim');
      await page.getByText('Kim Lee from Quay Podiatry has joined.').waitFor();
      expect(await who.textContent()).toBe(PERSON_IS_HERE);
      await page.clock.install();
      await write(page, 'Is there parking?');
      await vi.waitFor(async () => {
        const { text } = await staff.get(`/staff/visits/${request?.reference}`);
        expect(text).toContain('Is there parking?');
      });
      await stream.typing();
      expect(await dots.isVisible()).toBe(false);
      await page.clock.fastForward(13_000);
      expect(await page.locator('#slow').isVisible()).toBe(false);
      await page.clock.resume();
      if (SHOTS) {
        mkdirSync(SHOTS, { recursive: true });
        await page.screenshot({ path: join(SHOTS, `person-${kind.replace(', ', '-')}.png`) });
      }
      await expectNoSideways(page.mainFrame());
      expect(await axe(page.mainFrame(), 'header')).toEqual([]);

      await page.reload();
      await page.getByText('Is there parking?').waitFor();
      await expect.poll(() => who.textContent()).toBe(PERSON_IS_HERE);
      await staff.press(`/staff/visits/${request?.reference}`, 'close');
      await page.getByText('has left the chat').waitFor();
      expect(await who.textContent()).toBe('Automated assistant');
      await stream.typing();
      expect(await dots.isVisible()).toBe(true);
      expect(faults).toEqual([]);
      await page.close();
    },
  );
});
