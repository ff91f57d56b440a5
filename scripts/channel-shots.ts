import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'libsql';
import { chromium } from 'playwright-core';
import { chatCodeHash } from '../src/channels/staff-chat-code.ts';
import { prepareKnowledge, TRAINED_FOLDER } from '../src/content/watch-content.ts';
import { createLog } from '../src/log.ts';
import { openSqliteStore } from '../src/store/sqlite-store.ts';
import type { Store } from '../src/store/store.ts';
import { tellVisit } from '../src/turn/tell-visit.ts';
import type { Knowledge } from '../src/turn/turn-deps.ts';
import { type Client, clients } from './channel-shots/clients.ts';
import { HARBOR, now, ORIGIN, serve } from './channel-shots/serve.ts';
import { type Desk, visit } from './channel-shots/visit.ts';
import { writeTexts } from './channel-shots/write-texts.ts';

/**
 * One visit, pictured row by row of docs/channels.md in every client that runs here: `tsx scripts/channel-shots.ts [folder] [client]`.
 * Our widget, Web Chat on our Direct Line, the Agents Playground as Teams. Slack has no client to run: what its connector is
 * given is checked against Slack's published limits and drawn by slack-blocks-to-jsx, beside the text alone. The text of
 * every other channel is written beside the pictures.
 */
const [folder = join(tmpdir(), 'plumbline-channels'), only] = process.argv.slice(2);
const CODE = 'K7MQ-2RTA-9XWC-4HBN-6PYE';

mkdirSync(folder, { recursive: true });
const temp = mkdtempSync(join(tmpdir(), 'plumbline-shots-'));
const content = join(temp, 'content');
cpSync('content', content, { recursive: true });
const clinic = join(content, 'clinics', `${HARBOR}.yaml`);
writeFileSync(clinic, readFileSync(clinic, 'utf8').replace('notices: {', 'notices: { staff-chat: true,'));
const knowledge = prepareKnowledge(content, TRAINED_FOLDER);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-features=LocalNetworkAccessChecks'],
});
try {
  for (const [name, open] of Object.entries(clients))
    if (only === undefined || only === name) await picture(name, open);
  const server = await serve({ CONTENT_DIR: content, DATABASE_URL: `file:${temp}/texts.db`, PUBLIC_URL: ORIGIN });
  await writeTexts(server.url, folder).finally(server.stop);
} finally {
  await browser.close();
  rmSync(temp, { recursive: true });
}

async function picture(name: string, open: (typeof clients)[keyof typeof clients]): Promise<void> {
  const isWeb = name === 'website' || name === 'webchat';
  const file = join(temp, `${name}.db`);
  const own = { CONTENT_DIR: content, DATABASE_URL: `file:${file}` };
  const server = await serve({ ...own, ...(!isWeb && { PUBLIC_URL: ORIGIN }) });
  const store = await openSqliteStore(file);
  const client = await open(server.url, browser, folder);
  const { page, clip } = client;
  const take = (shot: string): Promise<unknown> =>
    page.screenshot({ path: join(folder, `${name}-${shot}.png`), ...(clip && { clip }), fullPage: clip === null });
  const desk = deskOf(store, knowledge, take, () => holdTurns(file, isWeb));
  try {
    if (client.channel) await openStaffChat(client, store);
    for (const [act, until, shot] of visit) {
      await act(client, desk);
      await page.getByText(until).last().waitFor({ timeout: 15_000 });
      await wait(600);
      if (shot) await take(shot);
    }
    if (client.channel) await pictureChannel(client, take);
  } catch (error) {
    await take('failed');
    throw error;
  } finally {
    client.stop?.();
    await page.close();
    await store.close();
    server.stop();
  }
}

function deskOf(store: Store, known: Knowledge, take: Desk['take'], hold: Desk['hold']): Desk {
  const lastRequest = async () => {
    const [request] = (await store.requests({ clinicIds: [HARBOR], limit: 1, offset: 0 })).rows;
    if (!request) throw new Error('nothing was asked of the clinic');
    return request;
  };
  const turn = { knowledge: () => known, store, now, log: createLog('silent') };
  return {
    tell: async (key, news) => void (await tellVisit(await lastRequest(), key, news, turn)),
    lastReference: async () => (await lastRequest()).reference,
    take,
    hold,
  };
}

/** Keeps turns from being stored for two seconds. Where a channel accepts messages beforehand, the next one is let in first. */
async function holdTurns(file: string, accepts: boolean): Promise<void> {
  const db = new Database(file);
  db.exec('PRAGMA busy_timeout = 500');
  db.exec('BEGIN IMMEDIATE');
  if (accepts) {
    await wait(600);
    db.exec('ROLLBACK');
    const accepted = db.prepare('SELECT 1 FROM log WHERE pending > 0');
    for (const end = Date.now() + 1_000; !accepted.get() && Date.now() < end; );
    db.exec('BEGIN IMMEDIATE');
  }
  await wait(2_000);
  db.exec('ROLLBACK');
  db.close();
}

/** Staff have notices come to their channel. */
async function openStaffChat(client: Client, store: Store): Promise<void> {
  const hash = chatCodeHash(CODE);
  await store.keepChatCode({ hash, clinicId: HARBOR, expiresAt: now() + 60_000 }, now());
  await mention(client, `notices here ${CODE}`, 'come here from now on');
  await client.showPrivate?.();
}

/** What stands where others read along, and where staff are told. */
async function pictureChannel(client: Client, take: Desk['take']): Promise<void> {
  await client.channel?.show();
  await client.page.getByText('New request for a call back').last().waitFor();
  await take('staff-notice');
  await mention(client, 'my heel hurts when I get up', 'Others can read this chat');
  await take('shared');
  await mention(client, 'I have chest pain and cannot breathe', 'Please call 911 now');
  await take('shared-emergency');
}

async function mention({ page, channel }: Client, text: string, until: string): Promise<void> {
  await channel?.mention(text);
  await page.getByText(until).last().waitFor();
  await page.waitForTimeout(600);
}
