import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildAnswering, loadAnswering } from '../../src/answering/load-answering.ts';
import type { RankTopics } from '../../src/answering/ranking.ts';
import type { AnsweringContent } from '../../src/answering/train-answering.ts';
import { readEnglish } from './english.ts';
import { followUps, inScope, outOfScope } from './unseen-messages.ts';

const english = readEnglish();
/** A part of the content learns faster and shows the same. */
const content: AnsweringContent = {
  ...english,
  topics: new Map([...english.topics].filter(([id], index) => index < 24 || id === 'opening-hours')),
  outOfScope: english.outOfScope.slice(0, 300),
};
const texts = [...inScope.map(([text]) => text), ...outOfScope];
const rankAll = (rank: RankTopics) => texts.map((text) => rank(text, null));

describe('loadAnswering', () => {
  let folder = '';
  let trained: RankTopics;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'plumbline-answering-'));
    trained = buildAnswering(content);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('gives the same rankings from the same content, whatever order its files came in', () => {
    const turned: AnsweringContent = {
      ...content,
      topics: new Map([...content.topics].reverse()),
      lexicon: Object.fromEntries(Object.entries(content.lexicon).reverse()),
      intents: Object.fromEntries(Object.entries(content.intents).reverse()),
    };
    expect(rankAll(buildAnswering(turned))).toEqual(rankAll(trained));
  });

  it('keeps what it trained, and ranks the same when it reads that back', () => {
    expect(rankAll(loadAnswering(content, folder))).toEqual(rankAll(trained));
    const [file] = readdirSync(folder);
    expect(file).toMatch(/^answering-[0-9a-f]+\.bin$/);
    const before = readFileSync(join(folder, file as string));
    expect(rankAll(loadAnswering(content, folder))).toEqual(rankAll(trained));
    expect(readFileSync(join(folder, file as string)).equals(before)).toBe(true);
    expect(readdirSync(folder)).toHaveLength(1);
  });

  it('trains again when the cache is damaged', () => {
    const file = join(folder, readdirSync(folder)[0] as string);
    for (const damaged of [Buffer.alloc(0), Buffer.from('{}'), readFileSync(file).fill(1, 5000, 5001)]) {
      writeFileSync(file, damaged);
      expect(rankAll(loadAnswering(content, folder))).toEqual(rankAll(trained));
    }
  });

  it('does not take the cache of other content, and keeps both', () => {
    const before = readdirSync(folder);
    loadAnswering({ ...content, outOfScope: content.outOfScope.slice(1) }, folder);
    expect(readdirSync(folder)).toHaveLength(before.length + 1);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(before));
  });

  it('works when the cache cannot be written', () => {
    const file = join(folder, 'not-a-folder');
    writeFileSync(file, '');
    expect(loadAnswering(content, file)('what are your opening hours', null).answers).toEqual(['opening-hours']);
  });

  it('ranks the same whatever it was asked before', () => {
    const [text] = followUps[0] as readonly [string, string, string];
    const once = trained('how is it treated?', text);
    rankAll(trained);
    expect(trained('how is it treated?', text)).toEqual(once);
  });
});
