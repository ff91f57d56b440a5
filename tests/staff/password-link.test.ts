import { execFile } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { tempFile } from '../store/temp-folder.ts';
import { Browser } from './support/browser.ts';
import { HARBOR, startConsole } from './support/console-server.ts';

const FRESH = 'another plumb line hangs';

/** Runs the command as whoever runs the server would. */
const staffLink = (environment: Readonly<Record<string, string>>, ...words: string[]) =>
  new Promise<{ readonly code: unknown; readonly out: string; readonly complaint: string }>((resolve) => {
    const command = ['--import', 'tsx', 'src/tools/staff-link.ts', ...words];
    execFile(process.execPath, command, { env: { ...process.env, ...environment } }, (error, out, complaint) =>
      resolve({ code: error?.code ?? 0, out, complaint }),
    );
  });

it('lets the only admin back in by a link from the command line, once, while the server runs, and is noted', async () => {
  const file = tempFile();
  const server = await startConsole({ file });
  onTestFinished(() => server.close());
  server.clock.now = Date.now();
  const root = { role: 'admin', clinicIds: null, signInName: 'root@harbor.example' } as const;
  const old = await server.signedIn(root);
  const environment = { DATABASE_URL: `file:${file}`, PUBLIC_URL: server.url };

  const { code, out } = await staffLink(environment, '--name', 'Root@Harbor.example');
  expect(code).toBe(0);
  expect(out).toMatch(new RegExp(`^${server.url}/staff/welcome#[0-9a-f]{32}\n`));
  const [, given = ''] = /#([0-9a-f]+)/.exec(out) ?? [];
  const setPassword = () => new Browser(server.url).post('/staff/welcome/account', { code: given, password: FRESH });
  expect((await setPassword()).location).toBe('/staff/sign-in?notice=signed-up');
  expect((await setPassword()).status).toBe(403);
  const browser = new Browser(server.url);
  const signedIn = await browser.post('/staff/sign-in', { signInName: root.signInName, password: FRESH });
  expect(signedIn.location).toBe('/staff');
  expect((await old.get('/staff')).status).toBe(303);
  expect((await browser.get('/staff/audit')).text).toMatch(/the command line[\s\S]*made a new sign-in link/);
});

it('makes none for a name that nobody has, or that may not sign in, and says who there is', async () => {
  const file = tempFile();
  const server = await startConsole({ file });
  onTestFinished(() => server.close());
  await server.makeAccount({ role: 'admin', clinicIds: null, signInName: 'root@harbor.example' });
  await server.makeAccount({ clinicIds: [HARBOR], signInName: 'gone@harbor.example', disabled: true });
  const environment = { DATABASE_URL: `file:${file}` };
  for (const words of [['--name', 'gone@harbor.example'], ['--name', 'nobody'], []]) {
    const { code, out, complaint } = await staffLink(environment, ...words);
    expect([code, out]).toEqual([1, '']);
    expect(complaint).toContain('npm run staff-link -- --name');
    expect(complaint).toMatch(/there are: root@harbor\.example$/m);
  }
  expect((await server.store.audited({ clinicIds: null, limit: 9, offset: 0 })).total).toBe(0);
});
