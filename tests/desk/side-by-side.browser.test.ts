import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { tempFile } from '../store/temp-folder.ts';
import { type ServerProcess, startServerProcess } from '../support/server.ts';
import { hasChromium, openChat, watchedPage, write } from '../widget/support/browser.ts';
import { sharedBrowser } from '../widget/support/shared.ts';
import { begin, bubbles, press, REFERENCE, referenceIn, say, shoot, signIn } from './support/chat-page.ts';
import { PASSWORD, TUESDAY_MORNING } from './support/desk-server.ts';

const browser = await sharedBrowser();

const preload = fileURLToPath(new URL('./children/kill-at.ts', import.meta.url));
const phone = { viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true };
const desktop = { viewport: { width: 1280, height: 860 } };

/** The real server on a Tuesday morning, with a store of its own. */
async function startServer(): Promise<ServerProcess> {
  const clock = { CLOCK_AHEAD: String(TUESDAY_MORNING - Date.now()) };
  const server = await startServerProcess({ DATABASE_URL: `file:${tempFile()}`, HOST: '127.0.0.1', ...clock }, [
    preload,
  ]);
  onTestFinished(() => void server.child.kill('SIGKILL'));
  return server;
}

describe.skipIf(!hasChromium)('visitor and staff, side by side', () => {
  it.each([
    ['phone, light', { ...phone, colorScheme: 'light' }],
    ['desktop, dark', { ...desktop, colorScheme: 'dark' }],
  ] as const)(
    'from the printed link to a request that is claimed and a conversation in both directions: %s',
    { timeout: 120_000 },
    async (kind, options) => {
      const name = kind.replace(', ', '-');
      const server = await startServer();
      await expect.poll(() => /http\S+\/staff\/welcome#\w+/.exec(server.output())?.[0]).toBeDefined();
      const link = /http\S+\/staff\/welcome#\w+/.exec(server.output())?.[0] ?? '';
      const { page: staff, faults } = await watchedPage(browser, options);
      await staff.goto(link);
      await staff.getByRole('button', { name: 'Continue' }).click();
      await staff.getByLabel('Name to sign in with').fill('robin@harbor.example');
      await staff.getByLabel('Name that visitors and colleagues see').fill('Robin Root');
      await staff.getByLabel('Password').fill(PASSWORD);
      await staff.getByRole('button', { name: 'Make the account' }).click();
      await signIn(staff, 'robin@harbor.example');
      await shoot(staff, `${name}-1-empty-inbox`);

      const { page: site, faults: siteFaults } = await watchedPage(browser, options);
      await site.goto(server.url);
      const chat = await openChat(site);
      await begin(chat, 'Mill Road');
      await press(chat, 'way:callback');
      await shoot(site, `${name}-2-ask-name`);
      await say(chat, 'Sam');
      await say(chat, '508 555 0123');
      await press(chat, 'times:mornings');
      await shoot(site, `${name}-3-read-back`);
      await press(chat, 'confirm');
      const told = await referenceIn(chat);
      await expect.poll(() => bubbles(chat).filter({ hasText: told }).count(), { timeout: 10_000 }).toBe(2);
      await shoot(site, `${name}-4-delivered`);

      await staff.goto(`${server.url}/staff`);
      await shoot(staff, `${name}-5-inbox`);
      await staff.getByRole('link', { name: told }).click();
      await staff.getByText('Sam', { exact: true }).first().waitFor();
      await shoot(staff, `${name}-6-request`);
      await staff.getByRole('button', { name: 'Claim' }).click();
      await staff.getByRole('status').waitFor();

      await say(chat, 'Can I talk to a real person?');
      await shoot(site, `${name}-7-asked-for-person`);
      await staff.goto(`${server.url}/staff`);
      await staff.getByRole('link', { name: 'Conversation' }).click();
      await staff.getByRole('link', { name: REFERENCE }).first().click();
      await staff.getByRole('link', { name: 'Open the conversation' }).click();
      await staff.getByRole('button', { name: 'Take over' }).click();
      await staff.getByLabel('Your reply').fill('Hello, Robin here. How can I help?');
      await staff.getByRole('button', { name: 'Send' }).click();
      await bubbles(chat).filter({ hasText: 'Hello, Robin here.' }).waitFor();
      await write(chat, 'Do you have parking for a van?');
      await staff.getByText('Do you have parking for a van?').waitFor({ timeout: 15_000 });
      await shoot(staff, `${name}-8-conversation`);
      await shoot(site, `${name}-9-with-staff`);
      const before = await bubbles(chat).count();
      await staff.getByRole('button', { name: 'Close the conversation' }).click();
      await expect.poll(() => bubbles(chat).count(), { timeout: 10_000 }).toBeGreaterThan(before);
      await shoot(site, `${name}-10-left`);
      expect([...faults, ...siteFaults]).toEqual([]);
    },
  );
});
