import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { prepareKnowledge, TRAINED_FOLDER } from '../src/content/watch-content.ts';
import { buildPeers } from './answering-peers.ts';
import { type Asked, calibrationOf, coverageOf, isFirst, type Row, summariseAnswering } from './answering-report.ts';
import { page, plot, table } from './report-html.ts';
import { proportion, shown } from './wilson.ts';

// Asks messages that were never used for building and reports, beside off-the-shelf matchers with the same texts. `--errors` lists what went wrong.
const questionSchema = z.object({
  text: z.string(),
  topic: z.string().nullable(),
  kind: z.string(),
  after: z.string().nullable().default(null),
  also: z.array(z.string()).default([]),
});
const questions = ['tests/evaluation/answering-test-1.jsonl', 'tests/evaluation/answering-test-2.jsonl'].flatMap(
  (file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => questionSchema.parse(JSON.parse(line))),
);
const { rank, content } = prepareKnowledge('./content', TRAINED_FOLDER);
const asked: Asked[] = questions.map((question) => ({ ...question, got: rank(question.text, question.after) }));
const rows = summariseAnswering(asked);
console.log(`answering: ${asked.length} messages, never used for building`);
for (const { label, value } of rows) console.log(`  ${label.padEnd(42)} ${value}`);

const texts = [...(content.languages.en?.topics.values() ?? [])].flatMap(({ id, question, label, phrasings }) =>
  [question, label, ...phrasings].map((text, index) => ({ id: `${id}-${index}`, topic: id, text })),
);
const inScope = asked.filter(({ kind }) => kind === 'plain' || kind === 'hard');
const peers: Row[] = [];
for (const [name, rankWith] of Object.entries(await buildPeers(texts))) {
  const ranked = await Promise.all(inScope.map(async ({ text, topic }) => ({ topic, got: await rankWith(text) })));
  const first = ranked.filter(({ topic, got }) => got[0] === topic).length;
  const near = ranked.filter(({ topic, got }) => topic !== null && got.includes(topic)).length;
  const value = `${shown(proportion(first, ranked.length))}; in three ${shown(proportion(near, ranked.length))}`;
  peers.push({ label: name, value });
  console.log(`  ${`${name}, the same texts, right first`.padEnd(42)} ${value}`);
}

const wrong = asked.filter((row) => row.topic !== null && !isFirst(row));
if (process.argv.includes('--errors'))
  for (const { text, topic, kind, got } of wrong)
    console.log(
      `  ${kind} ${topic} → ${got.ranked.slice(0, 3).map((each) => `${each.topic} ${each.confidence.toFixed(2)}`)}: ${text}`,
    );

const cells = (all: readonly Row[]): string[][] => all.map(({ label, value }) => [label, value]);
const calibration = calibrationOf(asked);
mkdirSync('reports', { recursive: true });
writeFileSync(
  'reports/answering.html',
  page(
    'Answering: messages never used for building',
    `<p>${asked.length} messages by independent writers in many invented voices. Intervals are Wilson's, 95 %.</p>
${table(['measure', 'value'], cells(rows))}
<h2>Off-the-shelf matchers on the same texts, right first</h2>${table(['matcher', 'value'], cells(peers))}
<h2>Calibration</h2>
${plot(
  'Calibration',
  calibration.map(([meant, was]) => [meant, was] as const),
  { across: 'how sure, 0 to 100 %', up: 'how often right, 100 %' },
)}
${table(
  ['meant', 'was right', 'messages'],
  calibration.map(([meant, was, count]) => [meant.toFixed(2), was.toFixed(2), count]),
)}
<h2>Coverage</h2>
${plot('Coverage', coverageOf(asked), { across: 'share of in-scope messages answered, 0 to 100 %', up: 'share of answers that are right, 100 %' })}
<h2>What was not first (${wrong.length})</h2>
${table(
  ['is', 'ranked', 'message'],
  wrong.map(({ text, topic, kind, got }) => [
    `${kind} ${topic}`,
    got.ranked
      .slice(0, 3)
      .map((each) => each.topic)
      .join(', '),
    text,
  ]),
)}`,
  ),
);
console.log('  report: reports/answering.html');
