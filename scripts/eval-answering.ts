import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { prepareKnowledge, TRAINED_FOLDER } from '../src/content/watch-content.ts';
import { proportion, shown } from './wilson.ts';

const answeringLine = z.object({ id: z.string(), text: z.string(), topic: z.string().nullable(), kind: z.string() });
const read = <S extends z.ZodType>(file: string, schema: S): z.infer<S>[] =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => schema.parse(JSON.parse(line)));

const knowledge = prepareKnowledge('./content', TRAINED_FOLDER);

const wilson = (hits: number, of: number): string => shown(proportion(hits, of));
const count = <T>(rows: readonly T[], test: (row: T) => boolean): number => rows.filter(test).length;
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
