import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { shippedKnowledge } from '../support/knowledge.ts';

const rows = readFileSync('tests/answering/regressions.jsonl', 'utf8')
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line): { text: string; topic: string } => JSON.parse(line));

it.each(rows)('"$text" finds $topic', ({ text, topic }) => {
  const { answers, candidates } = shippedKnowledge().rank(text, null);
  expect([...answers, ...candidates]).toContain(topic);
});
