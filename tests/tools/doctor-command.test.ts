import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { listen } from '../channels/bot-framework/support/listen.ts';
import { CLIENT, TENANT } from '../channels/bot-framework/support/samples.ts';
import { type ServerProcess, startServerProcess } from '../support/server.ts';

const lineSchema = z.strictObject({
  check: z.string(),
  level: z.enum(['fine', 'warning', 'fault']),
  what: z.string(),
  why: z.string().nullable(),
  remedy: z.string().nullable(),
});

/** Runs the command as an operator would; gives its exit code and what it printed. */
const doctor = (environment: Readonly<Record<string, string>>, ...words: string[]) =>
  new Promise<{ readonly code: unknown; readonly out: string }>((resolve) => {
    const command = ['--import', 'tsx', 'src/tools/doctor.ts', ...words];
    execFile(process.execPath, command, { env: { ...process.env, ...environment } }, (error, out, complaint) =>
      resolve({ code: error?.code ?? 0, out: out + complaint }),
    );
  });
const linesOf = (out: string) =>
  out
    .trim()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)));

const folder = mkdtempSync(join(tmpdir(), 'plumbline-doctor-'));
const DATABASE_URL = `file:${join(folder, 'plumbline.db')}`;
/** Trains first when the content is new. */
const STARTING_MS = 180_000;
let server: ServerProcess;
beforeAll(async () => {
  server = await startServerProcess({ DATABASE_URL });
}, STARTING_MS);
afterAll(async () => {
  await server.stop('SIGTERM');
  rmSync(folder, { recursive: true });
});

describe('npm run doctor', () => {
  it('finds no fault in a fresh installation that runs', async () => {
    const time = await listen((_req, res) => void res.end());
    onTestFinished(time.close);
    const environment = { DATABASE_URL, PUBLIC_URL: server.url, BOT_AUTHORITY: time.url };
    const { code, out } = await doctor(environment, '--json');
    const found = linesOf(out);
    expect(found.filter(({ level }) => level === 'fault')).toEqual([]);
    expect(code).toBe(0);
    expect(found.filter(({ level }) => level === 'warning').map(({ check }) => check)).toEqual([
      'content',
      'content',
      'content',
      'staff',
      'mail',
      'mail',
    ]);
    expect(found.filter(({ level }) => level === 'fine').map(({ check }) => check)).toEqual([
      'configuration',
      'database',
      'public address',
      'origins',
      'notices',
      'free times',
      'azure bot',
      'direct line',
      'key server',
      'clock',
      'retention',
    ]);
  });

  it('ends in time with 1 for faults, and prints no secret', async () => {
    const silent = await listen(() => undefined);
    onTestFinished(silent.close);
    const { host } = new URL(silent.url);
    const environment = {
      PORT: 'many',
      DATABASE_URL,
      PUBLIC_URL: silent.url,
      BOT_AUTHORITY: silent.url,
      BOT_APP_ID: CLIENT,
      BOT_APP_PASSWORD: 'the-secret-of-the-bot',
      BOT_TENANT_IDS: TENANT,
      SMTP_URL: `smtp://sam:the-password-of-sam@${host}`,
      MAIL_FROM: 'desk@clinic.example',
    };
    const started = performance.now();
    const { code, out } = await doctor(environment);
    expect(performance.now() - started).toBeLessThan(15_000);
    expect(code).toBe(1);
    for (const check of ['configuration', 'public address', 'mail', 'azure bot', 'key server'])
      expect(out).toMatch(new RegExp(`^BAD +${check} `, 'm'));
    expect(out).not.toMatch(/the-secret|the-password/);
  });
});
