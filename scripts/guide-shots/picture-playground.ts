import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { clients } from '../channel-shots/clients.ts';
import { ORIGIN, serve } from '../channel-shots/serve.ts';
import type { Take } from './take.ts';

/** The Agents Playground as Teams, with the clinic's bot. */
export async function picturePlayground(take: Take, browser: Browser): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-guide-'));
  const server = await serve({ DATABASE_URL: `file:${folder}/visits.db`, PUBLIC_URL: ORIGIN });
  const client = await clients.msteams(server.url, browser);
  try {
    await client.page.setViewportSize({ width: 1_280, height: 720 });
    await client.page.getByText('automated assistant').waitFor();
    await client.say('Check my symptoms');
    await client.page.getByText('Where is it?').last().waitFor();
    await client.page.waitForTimeout(600);
    await take.png('teams-playground', await client.page.screenshot());
  } finally {
    client.stop?.();
    server.stop();
    rmSync(folder, { recursive: true });
  }
}
