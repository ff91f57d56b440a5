import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { urgencies } from '../src/content/content-schema.ts';
import { prepareKnowledge, TRAINED_FOLDER } from '../src/content/watch-content.ts';

const screeningLine = z.object({
  id: z.string(),
  text: z.string(),
  urgency: z.enum(urgencies),
  flag: z.string().nullable(),
});
const answeringLine = z.object({ id: z.string(), text: z.string(), topic: z.string().nullable(), kind: z.string() });
const read = <S extends z.ZodType>(file: string, schema: S): z.infer<S>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));

const knowledge = prepareKnowledge('./content', TRAINED_FOLDER);
const worst = process.argv.includes('--errors');

/** Wilson's 95 % interval of a proportion, in per cent. Source: Wilson 1927. */
function wilson(hits: number, of: number): string {
  if (of === 0) return '–';
  const z = 1.96;
  const p = hits / of;
  const middle = (p + (z * z) / (2 * of)) / (1 + (z * z) / of);
  const half = (z * Math.sqrt((p * (1 - p)) / of + (z * z) / (4 * of * of))) / (1 + (z * z) / of);
  const per = (x: number): string => (100 * x).toFixed(1);
  return `${hits}/${of} = ${per(p)} % (${per(Math.max(0, middle - half))} to ${per(Math.min(1, middle + half))})`;
}

const screened = read('tests/evaluation/screening.jsonl', screeningLine).map((line) => ({
  ...line,
  found: knowledge.screen(line.text),
}));
const level = (urgency: string): number => urgencies.indexOf(urgency as (typeof urgencies)[number]);
const count = <T>(rows: readonly T[], test: (row: T) => boolean): number => rows.filter(test).length;
console.log('screening, messages never used for building');
for (const urgency of ['emergency', 'urgent', 'soon'] as const) {
  const rows = screened.filter((row) => row.urgency === urgency);
  console.log(
    `  ${urgency} told at least so        ${wilson(
      count(rows, ({ found }) => level(found.urgency) >= level(urgency)),
      rows.length,
    )}`,
  );
  console.log(
    `    or asked about                ${wilson(
      count(rows, ({ found }) => level(found.urgency) >= level(urgency) || found.asks !== null),
      rows.length,
    )}`,
  );
}
const grave = screened.filter(({ urgency }) => urgency === 'emergency');
console.log(
  `  emergency, none or soon, nothing asked  ${wilson(
    count(grave, ({ found }) => level(found.urgency) <= 1 && found.asks === null),
    grave.length,
  )}`,
);
const harmless = screened.filter(({ urgency }) => urgency === 'none');
console.log(
  `  harmless escalated             ${wilson(
    count(harmless, ({ found }) => found.urgency !== 'none'),
    harmless.length,
  )}`,
);
console.log(
  `  harmless told emergency        ${wilson(
    count(harmless, ({ found }) => found.urgency === 'emergency'),
    harmless.length,
  )}`,
);
console.log(
  `  harmless asked about           ${wilson(
    count(harmless, ({ found }) => found.urgency === 'none' && found.asks !== null),
    harmless.length,
  )}`,
);

const ranked = read('tests/evaluation/answering.jsonl', answeringLine).map((line) => ({
  ...line,
  got: knowledge.rank(line.text, null),
}));
console.log('answering, messages never used for building');
for (const kind of ['plain', 'hard']) {
  const rows = ranked.filter((row) => row.kind === kind);
  console.log(
    `  ${kind} right first              ${wilson(
      count(rows, ({ got, topic }) => got.ranked[0]?.topic === topic),
      rows.length,
    )}`,
  );
  console.log(
    `  ${kind} right in three           ${wilson(
      count(rows, ({ got, topic }) => got.ranked.slice(0, 3).some((r) => r.topic === topic)),
      rows.length,
    )}`,
  );
}
const outright = ranked.filter(({ got }) => got.answers.length > 0);
const inScope = ranked.filter(({ topic }) => topic !== null);
const outside = ranked.filter(({ topic }) => topic === null);
console.log(
  `  answered outright, of in scope ${wilson(
    count(inScope, ({ got }) => got.answers.length > 0),
    inScope.length,
  )}`,
);
console.log(
  `  of those answered, right       ${wilson(
    count(outright, ({ got, topic }) => topic !== null && got.answers.includes(topic)),
    outright.length,
  )}`,
);
console.log(
  `  out of scope answered          ${wilson(
    count(outside, ({ got }) => got.answers.length > 0),
    outside.length,
  )}`,
);
console.log(
  `  out of scope offered           ${wilson(
    count(outside, ({ got }) => got.answers.length === 0 && got.candidates.length > 0),
    outside.length,
  )}`,
);

if (worst) {
  for (const { id, text, urgency, found } of screened) {
    const got = found.urgency;
    if (level(got) < level(urgency) || (urgency === 'none' && got !== 'none'))
      console.log(`${id} ${urgency} → ${got}${found.asks ? ` asks ${found.asks}` : ''}: ${text}`);
  }
}
