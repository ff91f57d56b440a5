import { spawnSync } from 'node:child_process';
import type * as Answering from '../src/answering/load-answering.ts';
import type { RankTopics } from '../src/answering/ranking.ts';
import type { AnsweringContent } from '../src/answering/train-answering.ts';
import type { LanguageContent, Topic } from '../src/content/content-schema.ts';
import type * as Built from '../src/content/watch-content.ts';
import { seeded } from '../src/learning/seeded.ts';
import { type BenchRow, benchRow, quantile } from './bench-row.ts';

// What is served is what is timed: `npm run build` first.
const { prepareKnowledge, TRAINED_FOLDER }: typeof Built = await import(
  new URL('../dist/src/content/watch-content.js', import.meta.url).href
);
const { buildAnswering }: typeof Answering = await import(
  new URL('../dist/src/answering/load-answering.js', import.meta.url).href
);

const ROUNDS = 6;
const SHORTEST = 3;
const LONGEST = 60;
const SIZES = [100, 1_000, 10_000] as const;

/** What a generated topic asks of its thing. */
const ASPECTS: readonly ((thing: string) => string)[] = [
  (thing) => `what is ${thing}`,
  (thing) => `what causes ${thing}`,
  (thing) => `how do you treat ${thing}`,
  (thing) => `does ${thing} come back`,
  (thing) => `how long does ${thing} last`,
  (thing) => `which shoes help with ${thing}`,
  (thing) => `stretches for ${thing}`,
  (thing) => `who should look at ${thing}`,
  (thing) => `can i walk with ${thing}`,
  (thing) => `${thing} at night`,
];
const ASIDES: readonly string[] = [
  'hello there',
  'my sister wants to know',
  'i have had this since the spring',
  'it is worse after a long day at work',
  'a friend told me to ask',
  'please explain it simply',
  'my doctor said the word and left',
  'i stand all day in the shop',
  'thank you very much',
  'i am not sure whom to ask',
  'the stairs are the hardest part',
  'we are going on holiday next month',
];

/** Understanding real content; loading it with what is cached, and its memory; then how answering grows with generated topics. */
export async function benchAnswering(): Promise<BenchRow[]> {
  const { screen, rank, content } = prepareKnowledge('./content', TRAINED_FOLDER);
  const english = content.languages.en;
  if (!english) throw new Error('English content is missing');
  const texts = mixMessages([...english.topics.values()].flatMap(({ phrasings }) => phrasings));
  const understanding = timeAll(texts, (text) => [screen(text), rank(text, null)]);
  const answering = timeAll(texts, (text) => rank(text, null));
  const words = `${SHORTEST} to ${LONGEST} words`;
  const { loadMs, megabytes } = loadApart();
  return [
    benchRow(`understanding ${words}, median`, quantile(understanding, 0.5), 'ms', 'goal', 0.3),
    benchRow(`understanding ${words}, p99`, quantile(understanding, 0.99), 'ms', 'goal', 3),
    benchRow(`of it answering, median`, quantile(answering, 0.5), 'ms', 'goal', 0.15),
    benchRow(`of it answering, p99`, quantile(answering, 0.99), 'ms', 'goal', 1.5),
    benchRow('load content and weights from the cache', loadMs, 'ms', 'goal', 1_000),
    benchRow('memory of models and indexes', megabytes, 'MB', 'goal', 60),
    ...growthRows(english),
  ];
}

function growthRows(english: LanguageContent): BenchRow[] {
  const measured = SIZES.map((size) => measureGenerated(size, english));
  const [fewest] = measured;
  if (!fewest) return [];
  return measured.flatMap(({ size, p50, p99, right, trainSeconds }) => [
    benchRow(`answering among ${size} topics, median`, p50, 'ms', 'among 100', fewest.p50),
    benchRow(`answering among ${size} topics, p99 (goal: ratio 3)`, p99, 'ms', 'among 100', fewest.p99),
    benchRow(`${size} topics, right first`, right, '%', 'of 100', fewest.right),
    benchRow(`${size} topics, training`, trainSeconds, 's', 'of 100', fewest.trainSeconds),
  ]);
}

/** Trains as the server does, on generated topics of three texts each beside what is really out of scope; asks 400 of them in other words. */
function measureGenerated(size: number, english: LanguageContent) {
  const random = seeded(size);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const things = Array.from({ length: size / ASPECTS.length }, () => `${nameThing(random)} ${nameThing(random)}`);
  const asks = Array.from({ length: size }, (_, index): string => {
    const ask = ASPECTS[index % ASPECTS.length] as (thing: string) => string;
    return ask(things[Math.floor(index / ASPECTS.length)] as string);
  });
  const topics = new Map(asks.map((ask, index) => [`topic-${index}`, newTopic(`topic-${index}`, ask, pick(ASIDES))]));
  const content: AnsweringContent = { ...english, topics };
  const started = performance.now();
  const rank: RankTopics = buildAnswering(content);
  const trainSeconds = (performance.now() - started) / 1_000;
  const asked = Array.from({ length: 400 }, (_, index) => {
    const topic = Math.floor(random() * size);
    let text = `${pick(ASIDES)}. ${asks[topic]}?`;
    const long = SHORTEST + (index % (LONGEST - SHORTEST));
    while (text.split(' ').length < long) text = `${pick(ASIDES)}. ${text}`;
    return { text, topic: `topic-${topic}` };
  });
  const times = timeAll(asked, ({ text }) => rank(text, null));
  const right = asked.filter(({ text, topic }) => rank(text, null).ranked[0]?.topic === topic).length;
  const [p50, p99] = [quantile(times, 0.5), quantile(times, 0.99)];
  return { size, p50, p99, right: (100 * right) / asked.length, trainSeconds };
}

const newTopic = (id: string, ask: string, aside: string): Topic => ({
  id,
  section: 'link',
  question: ask,
  label: ask,
  related: [],
  needs: [],
  sources: [],
  review: { state: 'pending', by: null, due: '2030-01-01' },
  answer: '',
  unknown: null,
  phrasings: [`${aside}, ${ask}`],
});

/** An invented word of two to four syllables. */
function nameThing(random: () => number): string {
  const letter = (letters: string): string => letters.charAt(Math.floor(random() * letters.length));
  const syllable = (): string => letter('bcdfglmnprstv') + letter('aeiou') + letter('lmnrst');
  return Array.from({ length: 2 + Math.floor(random() * 3) }, syllable).join('');
}

/** Texts of every length from the shortest to the longest, made of whole phrasings and cut to length. */
function mixMessages(phrasings: readonly string[]): string[] {
  const random = seeded(SHORTEST);
  return Array.from({ length: 10 * (LONGEST - SHORTEST + 1) }, (_, index) => {
    const words: string[] = [];
    const long = SHORTEST + (index % (LONGEST - SHORTEST + 1));
    while (words.length < long) words.push(...`${phrasings[Math.floor(random() * phrasings.length)]}.`.split(' '));
    return words.slice(0, long).join(' ');
  });
}

/** Times each text in every round but the first two, in ms. */
function timeAll<T>(texts: readonly T[], work: (text: T) => unknown): number[] {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (const text of texts) {
      const started = performance.now();
      work(text);
      if (round > 1) times.push(performance.now() - started);
    }
  }
  return times;
}

const APART = `
  const { prepareKnowledge, TRAINED_FOLDER } = await import('./dist/src/content/watch-content.js');
  const { loadContentOnce } = await import('./dist/src/content/load-content-once.js');
  const kept = () => { gc(); const { heapUsed, external } = process.memoryUsage(); return (heapUsed + external) / 2 ** 20; };
  const started = performance.now();
  globalThis.knowledge = prepareKnowledge('./content', TRAINED_FOLDER);
  const loadMs = performance.now() - started;
  const whole = kept();
  globalThis.knowledge = loadContentOnce('./content', TRAINED_FOLDER);
  console.log(JSON.stringify({ loadMs, megabytes: whole - kept() }));
`;

/** Loads in a fresh process of the built server (`npm run build`). The memory is what goes when all but the content is let go. */
function loadApart(): { loadMs: number; megabytes: number } {
  const { status, stdout } = spawnSync('node', ['--expose-gc', '--input-type=module', '-e', APART], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error('nothing was loaded; run npm run build first');
  return JSON.parse(stdout);
}
