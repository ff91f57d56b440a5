import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { chatCodeHash } from '../../src/channels/staff-chat-code.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';

const HARBOR = 'harbor-foot-spine';
const folder = mkdtempSync(join(tmpdir(), 'plumbline-staff-chat-'));
const [content, file] = [join(folder, 'content'), join(folder, 'plumbline.db')];
beforeAll(() => {
  cpSync('content', content, { recursive: true });
  const clinic = join(content, 'clinics', `${HARBOR}.yaml`);
  writeFileSync(clinic, readFileSync(clinic, 'utf8').replace('notices: {', 'notices: { staff-chat: true,'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const run = (...given: readonly string[]) =>
  promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/tools/staff-chat.ts', ...given], {
    env: { ...process.env, CONTENT_DIR: content, DATABASE_URL: `file:${file}` },
  });

it('prints a code that opens a chat for the notices of the clinic, once, within the hour; only its hash is stored', async () => {
  const { stdout } = await run('--clinic', HARBOR);
  const code = /notices here (\S+)/.exec(stdout)?.[1] ?? '';
  expect(code).toMatch(/^[2-9A-Z]{4}(-[2-9A-Z]{4}){4}$/);
  const store = await openSqliteStore(file);
  expect(readFileSync(file, 'latin1')).not.toContain(code);
  const [{ what, about } = { what: '', about: '' }] = (
    await store.audited({ clinicIds: [HARBOR], limit: 1, offset: 0 })
  ).rows;
  expect([what, about]).toEqual(['notices.code-made', null]);
  const chat = { id: 'one', team: null, address: {} };
  expect(await store.openStaffChat(chatCodeHash(code), chat, Date.now() + 3_600_000)).toBeNull();
  expect(await store.openStaffChat(chatCodeHash(code), chat, Date.now())).toBe(HARBOR);
  expect(await store.openStaffChat(chatCodeHash(code), chat, Date.now())).toBeNull();
  await store.close();
}, 30_000);

it.each([
  [['--clinic', 'nowhere'], 'there is no clinic "nowhere"'],
  [['--clinic', 'sakura-hari'], 'notices: { staff-chat: true }'],
  [[], 'usage: npm run staff-chat'],
])(
  '%j makes none and says why',
  async (given, why) => {
    await expect(run(...given)).rejects.toMatchObject({ code: 2, stderr: expect.stringContaining(why), stdout: '' });
  },
  30_000,
);
