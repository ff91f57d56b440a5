import { readFileSync } from 'node:fs';
import type * as Built from '../src/content/watch-content.ts';
import { SCREENED_LENGTH } from '../src/turn/visitor-message.ts';
import { type BenchRow, benchRow, quantile } from './bench-row.ts';

// biome-ignore format: a list to scan
const BLOCKS = [
  'numb ', 'no ', 'chest pain ', 'a', ' ', '\u0301', '((((', '. ', ', ', 'not only ', 'both legs ', 'cant feel ', 'zzzxq ', 'my ',
  'years ago ', 'is it ', '\n', 'x1y2 ', 'tingling in both feet and ', 'ｎｕｍｂ ', '🦶', 'i dont ', 'since ', 'fell ',
];
const BUILT = new URL('../dist/src/content/watch-content.js', import.meta.url).href;
const TRIES = 120;
const SEED = 7;

/** Screening alone on real messages, and on the worst text that a search by small changes finds among building blocks. */
export async function benchScreening(): Promise<BenchRow[]> {
  // What is served is what is timed: `npm run build` first.
  const { prepareKnowledge, TRAINED_FOLDER }: typeof Built = await import(BUILT);
  const { screen, rank } = prepareKnowledge('./content', TRAINED_FOLDER);
  const texts = readFileSync('tests/evaluation/screening-tune.jsonl', 'utf8')
    .trim()
    .split('\n')
    .map((line): string => JSON.parse(line).text);
  const time = (work: () => unknown): number => {
    const started = performance.now();
    work();
    return performance.now() - started;
  };
  const [screening, understanding]: [number[], number[]] = [[], []];
  for (let round = 0; round < 12; round++) {
    for (const text of texts) {
      const one = time(() => screen(text));
      const two = time(() => rank(text, null));
      if (round > 1) {
        screening.push(one);
        understanding.push(one + two);
      }
    }
  }
  const worst = searchWorst((text) => time(() => screen(text)));
  return [
    benchRow('screening, median', quantile(screening, 0.5), 'ms', 'goal', 0.15),
    benchRow('screening, p99', quantile(screening, 0.99), 'ms', 'goal', 2),
    benchRow('screening and ranking, median', quantile(understanding, 0.5), 'ms', 'goal', 0.3),
    benchRow('screening and ranking, p99', quantile(understanding, 0.99), 'ms', 'goal', 3),
    benchRow(`screening, worst of ${TRIES} texts of 20,000 characters (search)`, worst, 'ms', 'goal', 50),
  ];
}

/** Hill climbing: a change of the blocks that makes screening slower is kept. */
function searchWorst(time: (text: string) => number): number {
  let state = SEED;
  const random = (below: number): number => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % below;
  };
  const fill = (blocks: readonly number[]): string => {
    const unit = blocks.map((block) => BLOCKS[block]).join('');
    return unit.repeat(Math.ceil(SCREENED_LENGTH / Math.max(1, unit.length))).slice(0, SCREENED_LENGTH);
  };
  const fresh = (): number[] => Array.from({ length: 1 + random(6) }, () => random(BLOCKS.length));
  let best = fresh();
  let worst = time(fill(best));
  for (let attempt = 1; attempt < TRIES; attempt++) {
    const next = attempt % 4 === 0 ? fresh() : [...best];
    next[random(next.length)] = random(BLOCKS.length);
    if (attempt % 3 === 0) next.push(random(BLOCKS.length));
    const took = time(fill(next));
    if (took > worst) [best, worst] = [next, took];
  }
  return worst;
}
