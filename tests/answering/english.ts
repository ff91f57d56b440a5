import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import type { AnsweringContent } from '../../src/answering/train-answering.ts';
import { intentsSchema, type Topic, topicHeadSchema } from '../../src/content/content-schema.ts';

const folder = fileURLToPath(new URL('../../content/en/', import.meta.url));
const read = (file: string): string => readFileSync(folder + file, 'utf8');
const readLines = (file: string): string[] =>
  read(file)
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));

/** The English content that answering is made of, read alone so that a fault elsewhere does not fail these tests. */
export function readEnglish(): AnsweringContent {
  const topics = new Map<string, Topic>();
  for (const file of readdirSync(`${folder}topics`).sort()) {
    const head = topicHeadSchema.parse(parse(read(`topics/${file}`).split(/^---\s*$/m)[1] ?? ''));
    topics.set(head.id, { ...head, answer: '', unknown: null, phrasings: readLines(`phrasings/${head.id}.txt`) });
  }
  return {
    topics,
    lexicon: intentsSchema.parse(parse(read('lexicon.yaml'))),
    intents: intentsSchema.parse(parse(read('intents.yaml'))),
    outOfScope: readLines('out-of-scope.txt'),
  };
}
