import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, onTestFinished, test } from 'vitest';
import { textsOf } from './support/server.ts';

interface Running {
  readonly child: ChildProcess;
  readonly line: () => Promise<string>;
}

function run(file: string, stops: string): Running {
  const script = new URL('./support/crash-server.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, ['--import', 'tsx', script, file, stops], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  onTestFinished(() => void child.kill('SIGKILL'));
  return { child, line: async () => (await lines.next()).value };
}

async function ask(url: string, token: string | null, method = 'GET', body?: unknown) {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  return response.json();
}

test.each([
  ['before the turn', 1],
  ['after the commit', 0],
])('killed %s: after the restart the reply is there exactly once', { timeout: 30_000 }, async (stops, resumed) => {
  const folder = mkdtempSync(join(tmpdir(), 'direct-line-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, 'visits.db');
  const first = run(file, stops);
  const [url = ''] = (await first.line()).split(' ');
  const { token, conversationId } = await ask(`${url}/directline/tokens/generate`, null, 'POST', {});
  await ask(`${url}/directline/conversations`, token, 'POST');
  const path = `/directline/conversations/${conversationId}/activities`;
  const message = { type: 'message', text: 'I have chest pain', channelData: { clientActivityID: 'one' } };
  const { id } = await ask(`${url}${path}`, token, 'POST', message);
  expect(await first.line()).toBe('stopped');
  const { watermark } = await ask(`${url}${path}?watermark=`, token);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');

  const second = run(file, 'never');
  const line = await second.line();
  expect(line).toContain(`resumed ${resumed}`);
  const again = line.split(' ')[0];
  expect(await ask(`${again}${path}`, token, 'POST', message)).toEqual({ id });
  const { activities } = await ask(`${again}${path}?watermark=`, token);
  expect(textsOf(activities)).toEqual(['Hello there.', 'I have chest pain', expect.stringContaining('Call 911 now')]);
  const rest = await ask(`${again}${path}?watermark=${watermark}`, token);
  expect(rest.activities).toHaveLength(resumed);
});
