import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { type ServerProcess, startServerProcess } from '../support/server.ts';

const opened = z.object({ conversationId: z.string(), token: z.string() });
const listed = z.object({
  activities: z.array(
    z.object({
      id: z.string(),
      from: z.object({ id: z.string(), role: z.string().optional() }),
      text: z.string().optional(),
      channelData: z.object({ plumbline: z.object({ lines: z.array(z.string()) }).optional() }).optional(),
    }),
  ),
});

const post = (url: string, token: string | null, body: unknown): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
    body: JSON.stringify(body),
  });

it('kill -9 between accept and reply, then restart: exactly one visible reply to each message', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'crash-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const env = { DATABASE_URL: `file:${join(folder, 'plumbline.db')}`, HOST: '127.0.0.1' };
  let server: ServerProcess = await startServerProcess(env);
  const fresh = opened.parse(
    await (await post(`${server.url}/directline/tokens/generate`, null, { clinic: 'harbor-foot-spine' })).json(),
  );
  const { token, conversationId } = opened.parse(
    await (await post(`${server.url}/directline/conversations`, fresh.token, {})).json(),
  );

  const texts = [
    'what is sciatica?',
    'I have crushing chest pain and I am sweating',
    'what are your opening hours?',
    'thanks',
  ];
  const delays = [0, 0, 3, 1];
  for (const [index, text] of texts.entries()) {
    const activity = {
      type: 'message',
      text,
      from: { id: 'dl_me' },
      channelData: { clientActivityID: `mine-${index}` },
    };
    const accepted = await post(`${server.url}/directline/conversations/${conversationId}/activities`, token, activity);
    expect(accepted.status).toBe(200);
    await wait(delays[index]);
    await server.stop('SIGKILL');
    server = await startServerProcess(env);
    // A client that never saw the answer sends it again: no second turn.
    await post(`${server.url}/directline/conversations/${conversationId}/activities`, token, activity);
  }
  const read = await fetch(`${server.url}/directline/conversations/${conversationId}/activities`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { activities } = listed.parse(await read.json());
  await server.stop('SIGTERM');

  expect(activities.filter(({ text }) => texts.includes(text ?? ''))).toHaveLength(texts.length);
  expect(new Set(activities.map(({ id }) => id)).size).toBe(activities.length);
  const lines = activities.flatMap(({ channelData }) => channelData?.plumbline?.lines ?? []);
  expect(lines).toEqual([
    'greeting.hello',
    'answer.sciatica',
    'safety.emergency',
    'safety.emergency-again',
    'safety.emergency-again',
  ]);
}, 120_000);

it('SIGTERM ends the server cleanly', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stop-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const server = await startServerProcess({ DATABASE_URL: `file:${join(folder, 'plumbline.db')}` });
  expect((await fetch(`${server.url}/readyz`)).status).toBe(200);
  expect(await server.stop('SIGTERM')).toBe(0);
}, 60_000);

it('a server that cannot start says everything that is wrong', async () => {
  await expect(
    startServerProcess({ PORT: 'x', HOST: '0.0.0.0', ALLOW_ANONYMOUS_ACTIVITIES: 'true', LOG_LEVEL: 'loud' }),
  ).rejects.toThrow(/PORT[\s\S]*LOG_LEVEL/);
  await expect(startServerProcess({ DEFAULT_CLINIC: 'nobody' })).rejects.toThrow(/nobody.*harbor-foot-spine/);
}, 60_000);
