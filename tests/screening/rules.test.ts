import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { loadContent } from '../../src/content/load-content.ts';
import { applyRules, compileRules } from '../../src/screening/apply-rules.ts';
import { compileReader } from '../../src/screening/screen-text.ts';

const content = loadContent('./content');
const { read } = compileReader(content);
const lineSchema = z.strictObject({ flag: z.string(), rule: z.string(), text: z.string() });
const pinned = readFileSync('tests/screening/rules.jsonl', 'utf8')
  .trim()
  .split('\n')
  .map((line) => lineSchema.parse(JSON.parse(line)));
const names = (flag: string, rule: string): string => `${flag}: ${rule}`;

describe('each rule by itself', () => {
  it('is pinned by a text, and no rule is gone', () => {
    const there = [...content.redFlags.values()].flatMap(({ id, rules }) => rules.map(({ rule }) => names(id, rule)));
    expect(there.toSorted(), 'run `npx tsx scripts/rule-examples.ts`').toEqual(
      pinned.map(({ flag, rule }) => names(flag, rule)).toSorted(),
    );
  });

  it('finds its text', () => {
    const silent = pinned.filter(({ flag: id, rule: name, text }) => {
      const flag = content.redFlags.get(id);
      const rule = flag?.rules.find((each) => each.rule === name);
      if (!flag || !rule) return true;
      const { words, signs } = read(text);
      const { findings, asks } = applyRules(compileRules([{ ...flag, rules: [rule] }]), signs, words);
      return rule.asks ? asks !== id : findings.length === 0;
    });
    expect(silent).toEqual([]);
  });
});
