import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BenchRow, benchRow } from './bench-row.ts';

/** A built server in a process of its own, with a database of its own. */
export interface RunningServer {
  readonly url: string;
  readonly child: ChildProcess;
  readonly startMs: number;
  close(): Promise<void>;
}

/** Starts `dist/src/main.js` on a free port, on one core where `taskset` is there. Needs `npm run build`. */
export async function startServer(
  core: number | null = null,
  folder = mkdtempSync(join(tmpdir(), 'plumbline-')),
  environment: Readonly<Record<string, string>> = { ALLOW_ANONYMOUS_ACTIVITIES: 'true' },
): Promise<RunningServer> {
  const [command, ...first] = core === null ? ['node'] : ['taskset', '-c', String(core), 'node'];
  const started = performance.now();
  const child = spawn(command ?? 'node', [...first, 'dist/src/main.js'], {
    env: {
      ...process.env,
      PORT: '0',
      LOG_LEVEL: 'error',
      DATABASE_URL: `file:${join(folder, 'plumbline.db')}`,
      NODE_ENV: '',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await new Promise<string>((resolve, reject) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      const found = /(http:\/\/[\d.]+:\d+)\//.exec(said)?.[1];
      if (found) resolve(found);
    });
    child.on('exit', (code) => reject(new Error(`the server stopped with ${code}; run npm run build first`)));
  });
  const startMs = performance.now() - started;
  return {
    url,
    child,
    startMs,
    close: async () => {
      child.removeAllListeners('exit');
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Start with and without cached weights, and idle memory. */
export async function benchServer(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-'));
  const first = await startServer(null, folder);
  const firstMs = first.startMs;
  first.child.removeAllListeners('exit');
  first.child.kill('SIGTERM');
  await once(first.child, 'exit');
  const again = await startServer(null, folder);
  await wait(2_000);
  const status = readFileSync(`/proc/${again.child.pid}/status`, 'utf8');
  const rss = Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? Number.NaN) / 1024;
  await again.close();
  return [
    benchRow('first start, weights trained', firstMs, 'ms', 'goal of any start', 2_000),
    benchRow('start with cached weights', again.startMs, 'ms', 'goal', 2_000),
    benchRow('idle memory (RSS) after a start', rss, 'MB', 'goal', 200),
  ];
}
