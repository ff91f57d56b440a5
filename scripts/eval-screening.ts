import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { messageSchema, urgencies } from '../src/content/content-schema.ts';
import { prepareKnowledge, TRAINED_FOLDER } from '../src/content/watch-content.ts';
import { toHtml } from './screening-html.ts';
import { type Judged, judge, summarise } from './screening-report.ts';

// Screens labelled messages and reports. `--part tune` while building; the test parts only to report.
const parts: Readonly<Record<string, readonly string[]>> = {
  tune: ['tests/evaluation/screening-tune.jsonl'],
  crisis: ['tests/evaluation/screening-crisis.jsonl'],
  test: [
    'tests/evaluation/screening-test-1.jsonl',
    'tests/evaluation/screening-test-2.jsonl',
    'tests/evaluation/screening-test-3.jsonl',
  ],
};
const part = process.argv[process.argv.indexOf('--part') + 1];
const name = process.argv.includes('--part') ? (part ?? '') : 'test';
if (!(name in parts)) throw new Error(`--part is one of ${Object.keys(parts).join(', ')}`);
const { screen } = prepareKnowledge('./content', TRAINED_FOLDER);

const judged: Judged[] = (parts[name] ?? []).flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => judge(messageSchema.parse(JSON.parse(line)), screen)),
);
const summary = summarise(judged);
console.log(`screening, ${name} part: ${judged.length} messages, never used for building`);
for (const { label, value } of summary.rows) console.log(`  ${label.padEnd(52)} ${value}`);
console.log('  confusion: rows what it is, columns what was told');
console.log(`    ${''.padEnd(10)}${urgencies.map((urgency) => urgency.padStart(10)).join('')}`);
for (const [index, row] of summary.confusion.entries())
  console.log(`    ${(urgencies[index] ?? '').padEnd(10)}${row.map((count) => String(count).padStart(10)).join('')}`);
if (process.argv.includes('--errors'))
  for (const { message, told, asks, serious } of summary.errors)
    console.log(
      `  ${serious} ${message.urgency}/${message.flag ?? '–'} → ${told}${asks ? ` asks ${asks}` : ''}: ${message.text}`,
    );
mkdirSync('reports', { recursive: true });
const file = `reports/screening-${name}.html`;
writeFileSync(file, toHtml(name, summary, judged));
console.log(`  report: ${file}`);
