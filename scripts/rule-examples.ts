import { writeFileSync } from 'node:fs';
import { loadContent } from '../src/content/load-content.ts';
import { applyRules, compileRules } from '../src/screening/apply-rules.ts';
import { compileReader } from '../src/screening/screen-text.ts';

// Writes one text for every rule of every red flag that the rule finds all by itself: tests/screening/rules.jsonl.
// The test then fails when a rule is disabled, or finds its text no more.
const content = loadContent('./content');
const read = compileReader(content);
const messages = content.languages.en?.messages ?? [];
const lines: string[] = [];
for (const flag of content.redFlags.values()) {
  const own = messages.filter((message) => message.flag === flag.id).map(({ text }) => text);
  const texts = [...flag.en.examples.found, ...flag.en.examples.asked, ...own, ...messages.map(({ text }) => text)];
  for (const rule of flag.rules) {
    const alone = compileRules([{ ...flag, rules: [rule] }]);
    const text = texts.find((each) => {
      const { words, signs } = read.read(each);
      const { findings, asks } = applyRules(alone, signs, words);
      return rule.asks ? asks === flag.id : findings.length > 0;
    });
    if (text === undefined)
      console.error(`${flag.id}: no text is found by the rule "${rule.rule}"; add an example or delete it`);
    else lines.push(JSON.stringify({ flag: flag.id, rule: rule.rule, text }));
  }
}
writeFileSync('tests/screening/rules.jsonl', `${lines.join('\n')}\n`);
console.log(`${lines.length} rules`);
if (lines.length < [...content.redFlags.values()].flatMap(({ rules }) => rules).length) process.exitCode = 1;
