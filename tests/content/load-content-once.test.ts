import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ContentFaults, loadContent } from '../../src/content/load-content.ts';
import { loadContentOnce } from '../../src/content/load-content-once.ts';

let folder = '';
let cache = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'content-'));
  cache = mkdtempSync(join(tmpdir(), 'kept-'));
  cpSync('./content', folder, { recursive: true });
});
afterAll(() => {
  for (const each of [folder, cache]) rmSync(each, { recursive: true });
});
const kept = (): string[] => readdirSync(cache);

it('gives what loadContent gives, the first time and from what was kept', () => {
  const content = loadContent(folder);
  expect(loadContentOnce(folder, cache)).toEqual(content);
  expect(kept()).toHaveLength(1);
  expect(loadContentOnce(folder, cache)).toEqual(content);
});

it('checks again when what was kept is damaged', () => {
  writeFileSync(join(cache, kept()[0] ?? ''), 'damaged');
  expect(loadContentOnce(folder, cache)).toEqual(loadContent(folder));
});

it('refuses content that turned bad, keeps nothing of it, and takes it once mended', () => {
  const file = join(folder, 'en/options.yaml');
  const good = readFileSync(file, 'utf8');
  const before = kept();
  writeFileSync(file, 'ask: [');
  expect(() => loadContentOnce(folder, cache)).toThrow(ContentFaults);
  expect(() => loadContentOnce(folder, cache)).toThrow(ContentFaults);
  expect(kept()).toEqual(before);
  writeFileSync(file, good.replace('ask: ', 'ask: Do '));
  expect(loadContentOnce(folder, cache).languages.en?.options.get('ask')).toMatch(/^Do /);
});
