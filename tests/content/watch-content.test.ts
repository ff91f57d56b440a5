import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished, vi } from 'vitest';
import { TRAINED_FOLDER, watchContent } from '../../src/content/watch-content.ts';

it('picks up a change without a restart, and keeps the old content when the new is faulty', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'watched-'));
  cpSync('./content', folder, { recursive: true });
  const said: string[] = [];
  const log = { info: () => {}, warn: () => {}, debug: () => {}, error: (text: unknown) => said.push(String(text)) };
  const watched = watchContent(folder, TRAINED_FOLDER, log, 20);
  onTestFinished(() => {
    watched.close();
    rmSync(folder, { recursive: true });
  });
  const file = join(folder, 'en/options.yaml');
  const label = (): string | undefined => watched.current().content.languages.en?.options.get('ask');
  const before = readFileSync(file, 'utf8');

  writeFileSync(file, before.replace('ask: Ask a question', 'ask: Ask anything'));
  await vi.waitFor(() => expect(label()).toBe('Ask anything'), { timeout: 20_000 });

  writeFileSync(file, 'ask: [');
  await vi.waitFor(() => expect(said.join()).toContain('en/options.yaml'), { timeout: 20_000 });
  expect(label()).toBe('Ask anything');
});
