import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export const HARBOR = 'harbor-foot-spine';
/** The origin from which Teams and Slack fetch pictures. */
export const ORIGIN = 'https://chat.harbor.example';
/** A Tuesday, 10:00 in New York: the clinic is open. */
const AHEAD = Date.parse('2026-12-01T15:00:00Z') - Date.now();
/** The clock of the servers. */
export const now = (): number => Date.now() + AHEAD;

/** Starts a server of its own on a free port. `more` goes into its environment. */
export async function serve(more: Readonly<Record<string, string>>) {
  const free = createServer().listen(0, '127.0.0.1');
  await once(free, 'listening');
  const { port } = free.address() as AddressInfo;
  free.close();
  const clock = encodeURIComponent(`const real = Date.now; Date.now = () => real() + ${AHEAD};`);
  const preloads = [`data:text/javascript,${clock}`, 'tsx'].flatMap((name) => ['--import', name]);
  const own = { PORT: `${port}`, ALLOW_ANONYMOUS_ACTIVITIES: 'true', LOG_LEVEL: 'error' };
  const child = spawn(process.execPath, [...preloads, 'src/main.ts'], {
    env: { ...process.env, ...own, ...more },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await fetch(`${url}/healthz`).catch(() => null))?.ok) {
    if (child.exitCode !== null) throw new Error(`the server stopped with ${child.exitCode}`);
    await wait(200);
  }
  return { url, stop: () => child.kill('SIGKILL') };
}
