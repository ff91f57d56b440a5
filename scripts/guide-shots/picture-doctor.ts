import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { HARBOR, ORIGIN, serve } from '../channel-shots/serve.ts';
import type { Take } from './take.ts';

/** Answers for hosts that cannot be asked here; `to` leads to a server of ours. By host, or by method and host. */
type StandIns = Readonly<Record<string, { readonly status?: number; readonly body?: object; readonly to?: string }>>;

const STAND_IN = `
const standIns = JSON.parse(process.env.STAND_INS);
const real = fetch;
globalThis.fetch = async (url, init = {}) => {
  const { host, pathname, search } = new URL(url);
  const { to, status, body } = standIns[(init.method ?? 'GET') + ' ' + host] ?? standIns[host];
  if (to) return real(to + pathname + search, init);
  return new Response(JSON.stringify(body ?? {}), { status: status ?? 200, headers: { date: new Date().toUTCString() } });
};`;
const SIGN_IN = 'login.microsoftonline.com';
const BOT = `BOT_APP_ID=11111111-2222-4333-8444-555555555555
BOT_APP_PASSWORD=invented
BOT_TENANT_IDS=aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee
`;

/** The doctor over one clinic whose server is set up, and with what typically goes wrong. */
export async function pictureDoctor(take: Take): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-guide-'));
  const DATABASE_URL = `file:${folder}/data/plumbline.db`;
  setUp(folder);
  setNotices(folder, '');
  const server = await serve({ CONTENT_DIR: join(folder, 'content'), DATABASE_URL, PUBLIC_URL: ORIGIN });
  try {
    await openDesk(join(folder, 'data/plumbline.db'));
    const keys = { body: { keys: [] } };
    const right: StandIns = {
      [SIGN_IN]: keys,
      [`POST ${SIGN_IN}`]: { body: { access_token: 'invented' } },
      'login.botframework.com': keys,
      'directline.botframework.com': {},
      [new URL(ORIGIN).host]: { to: server.url },
    };
    const secret = { [`POST ${SIGN_IN}`]: { status: 401, body: { error_codes: [7_000_215] } } };
    const key = { 'directline.botframework.com': { status: 403 } };
    const proxy = { [new URL(ORIGIN).host]: { status: 502 } };
    const azure = `${BOT}DIRECT_LINE_SECRETS=${HARBOR}=invented\n`;
    await take.terminal('doctor-website', await doctor(folder, '', { ...right, ...proxy }));
    setNotices(folder, 'staff-chat: true');
    await take.terminal('doctor-azure-bot', await doctor(folder, BOT, right));
    await take.terminal('doctor-wrong-secret', await doctor(folder, BOT, { ...right, ...secret }));
    await take.terminal('doctor-wrong-key', await doctor(folder, azure, { ...right, ...key }));
  } finally {
    server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** One clinic. */
function setUp(folder: string): void {
  cpSync('content', join(folder, 'content'), { recursive: true });
  cpSync('.env.example', join(folder, '.env.example'));
  const clinics = join(folder, 'content/clinics');
  for (const file of readdirSync(clinics)) if (file !== `${HARBOR}.yaml`) rmSync(join(clinics, file));
}

function setNotices(folder: string, notices: string): void {
  const file = join(folder, 'content/clinics', `${HARBOR}.yaml`);
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^notices: .*$/m, `notices: { ${notices} }`));
}

/** An account for the front desk, and a channel that takes its notices. */
async function openDesk(file: string): Promise<void> {
  const store = await openSqliteStore(file);
  const now = Date.now();
  const may = { role: 'front-desk', clinicIds: [HARBOR] } as const;
  const account = { id: 'dana', signInName: 'dana@harbor.example', shownName: 'Dana Roe', disabled: false };
  await store.invite({ hash: 'h', accountId: null, first: false, expiresAt: now + 9_000, ...may });
  await store.acceptInvitation('h', { ...account, ...may, password: 'none', createdAt: now }, now);
  await store.keepChatCode({ hash: 'c', clinicId: HARBOR, expiresAt: now + 9_000 }, now);
  await store.openStaffChat('c', { id: 'desk', team: null, address: {} }, now);
  await store.close();
}

async function doctor(folder: string, more: string, standIns: StandIns): Promise<string> {
  const env = `PUBLIC_URL=${ORIGIN}\nDEFAULT_CLINIC=${HARBOR}\nTRUST_PROXY=true\nNODE_ENV=production\n${more}`;
  writeFileSync(join(folder, '.env'), env, { mode: 0o600 });
  const preloads = [import.meta.resolve('tsx'), `data:text/javascript,${encodeURIComponent(STAND_IN)}`];
  const args = [...preloads.flatMap((name) => ['--import', name]), resolve('src/tools/doctor.ts')];
  const { PATH = '' } = process.env;
  const said = await new Promise<string>((done) => {
    const settings = { cwd: folder, env: { PATH, STAND_INS: JSON.stringify(standIns) } };
    execFile(process.execPath, args, settings, (_, stdout, stderr) => done(stdout + stderr));
  });
  return `$ npm run --silent doctor\n${said.replace(/\d+ GB free/, '80 GB free')}`;
}
