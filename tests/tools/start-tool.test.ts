import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const TSX = resolve('node_modules/tsx/dist/loader.mjs');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumbline-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function run(tool: string, environment: string, args: readonly string[] = []) {
  writeFileSync(join(folder, '.env'), environment);
  const env = { PATH: process.env.PATH ?? '' };
  const script = resolve('src/tools', `${tool}.ts`);
  const { status, stdout, stderr } = spawnSync('node', ['--import', TSX, script, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, said: `${stdout}${stderr}` };
}

describe('a tool', () => {
  it.each(['check-content', 'unanswered', 'understand', 'chat'])(
    '%s reads .env as the server does, and tells a fault of it without a stack',
    (tool) => {
      const { status, said } = run(tool, 'CONTENT_DIR=./gone');
      expect(status).toBe(1);
      expect(said).toContain('./gone:1 there is no such folder; set CONTENT_DIR to one');
      expect(said).not.toMatch(/\n {4}at /);
    },
  );

  it('tells what an argument should have been', () => {
    const { status, said } = run('staff-chat', '', ['here']);
    expect(status).toBe(1);
    expect(said).toMatch(/^Unexpected argument 'here'/);
    expect(said).not.toMatch(/\n {4}at /);
  });
});
