import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { ORIGIN, serve } from '../channel-shots/serve.ts';
import { slack } from '../channel-shots/slack.ts';
import type { Take } from './take.ts';

/** An answer as Slack is sent it, drawn by slack-blocks-to-jsx. */
export async function pictureSlack(take: Take, browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-guide-'));
  const server = await serve({ DATABASE_URL: `file:${folder}/visits.db`, PUBLIC_URL: ORIGIN });
  const client = await slack(server.url, browser, folder);
  try {
    await client.page.getByText('Book an appointment').last().waitFor();
    await client.say('how is sciatica treated?');
    await client.page.getByText('That did not help').last().waitFor();
    await client.page.waitForTimeout(600);
    await take.png('slack-drawn', await client.page.screenshot({ fullPage: true }));
  } finally {
    client.stop?.();
    server.stop();
    rmSync(folder, { recursive: true });
  }
}
