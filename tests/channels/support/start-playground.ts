import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const PLAYGROUND = resolve('node_modules/@microsoft/m365agentsplayground/cli.js');

/** The Microsoft 365 Agents Playground as Teams. */
export interface Playground {
  readonly url: string;
  stop(): void;
}

/** Starts it as a client of the bot at `endpoint`. */
export async function startPlayground(endpoint: string): Promise<Playground> {
  const cwd = mkdtempSync(join(tmpdir(), 'playground-'));
  const child = spawn(
    process.execPath,
    [PLAYGROUND, 'start', '--channel-id', 'msteams', '--app-endpoint', endpoint, '--disable-telemetry'],
    { cwd, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const stop = (): void => {
    child.kill('SIGKILL');
    rmSync(cwd, { recursive: true, force: true });
  };
  for (let said = ''; ; ) {
    const [chunk] = await once(child.stdout, 'data');
    said += String(chunk);
    const port = /Listening on (\d+)/.exec(said)?.[1];
    if (port) return { url: `http://localhost:${port}/`, stop };
  }
}
