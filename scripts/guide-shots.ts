import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { pictureDirectLine } from './guide-shots/picture-direct-line.ts';
import { pictureDoctor } from './guide-shots/picture-doctor.ts';
import { picturePlayground } from './guide-shots/picture-playground.ts';
import { pictureSlack } from './guide-shots/picture-slack.ts';
import { pictureTeamsApp } from './guide-shots/picture-teams-app.ts';
import { keeper } from './guide-shots/take.ts';

/**
 * The pictures of the guides that show no other's portal: `tsx scripts/guide-shots.ts [folder]`. Each is of the real program;
 * where Azure or a clinic's proxy would answer, a stand-in does, and the guide says so.
 */
const [folder = 'docs/images'] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-features=LocalNetworkAccessChecks'],
});
try {
  const take = await keeper(browser, folder);
  await pictureDoctor(take);
  await pictureTeamsApp(take);
  await pictureDirectLine(take, browser);
  await pictureSlack(take, browser);
  await picturePlayground(take, browser);
} finally {
  await browser.close();
}
