import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { chatCodeHash, newChatCode } from '../channels/staff-chat-code.ts';
import { readConfig } from '../config.ts';
import { loadContent } from '../content/load-content.ts';
import { openStore } from '../store/open-store.ts';
import { startTool } from './start-tool.ts';

const USAGE =
  'usage: npm run staff-chat -- --clinic <id>   makes a one-time code that has notices posted in a chat of staff';
const HOUR = 3_600_000;

startTool();
const { values } = parseArgs({ options: { clinic: { type: 'string' } } });
const config = readConfig({ ...process.env, LOG_LEVEL: 'silent' });
const clinic = loadContent(config.contentDir).clinics.get(values.clinic ?? '');

if (!clinic) refuse(values.clinic === undefined ? USAGE : `there is no clinic "${values.clinic}"`);
else if (!clinic.notices['staff-chat'])
  refuse(`first set  notices: { staff-chat: true }  in ${config.contentDir}/clinics/${clinic.id}.yaml`);
else {
  const code = newChatCode((below) => randomInt(below));
  const store = await openStore(config.databaseUrl);
  const now = Date.now();
  await store.keepChatCode({ hash: chatCodeHash(code), clinicId: clinic.id, expiresAt: now + HOUR }, now);
  await store.audit([{ at: now, clinicId: clinic.id, by: 'the server', what: 'notices.code-made', about: null }]);
  await store.close();
  console.log(`In the channel of Teams or Slack where staff of ${clinic.name} are to be told, mention the bot and write:

  notices here ${code}

It works once, within an hour. Whoever has it can have these notices sent to a chat of their own: give it to nobody else.`);
}

function refuse(message: string): void {
  console.error(message);
  process.exitCode = 2;
}
