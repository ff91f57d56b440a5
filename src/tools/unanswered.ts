import { appendFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { idSchema } from '../content/content-schema.ts';
import { loadContent } from '../content/load-content.ts';
import { openStore } from '../store/open-store.ts';
import { groupMisses, type MissGroup } from './group-misses.ts';
import { startTool } from './start-tool.ts';

startTool();

const USAGE = `usage: npm run unanswered                            lists what found no answer, like with like
       npm run unanswered -- --draft 3 --topic sciatica   makes group 3 phrasings of a topic, with a regression test
       npm run unanswered -- --draft 3 --new night-cramps makes a draft of a new topic from it`;
const MOST = 2_000;
/** Every line here must go on finding its answer: \`tests/answering/regressions.test.ts\`. */
const REGRESSIONS = 'tests/answering/regressions.jsonl';

const config = readConfig({ ...process.env, LOG_LEVEL: 'silent' });
const content = loadContent(config.contentDir);
const store = await openStore(config.databaseUrl);
const groups = groupMisses(await store.misses(MOST));
await store.close();

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : (process.argv[at + 1] ?? '');
};
const [draft, topic, fresh] = [option('--draft'), option('--topic'), option('--new')];
if (draft === undefined) list(groups);
else {
  const group = groups[Number(draft) - 1];
  if (!group || (topic === undefined) === (fresh === undefined)) refuse(group ? USAGE : `there is no group ${draft}`);
  else if (topic !== undefined) addPhrasings(group, topic);
  else draftTopic(group, fresh ?? '');
}

function list(all: readonly MissGroup[]): void {
  if (all.length === 0) console.log('Nothing is kept that found no answer.');
  for (const [index, { texts, clinics, count, last }] of all.entries()) {
    console.log(`${index + 1}. ${count} × ${clinics.join(', ')}, last ${new Date(last).toISOString().slice(0, 10)}`);
    for (const text of texts.slice(0, 4)) console.log(`     ${text}`);
    if (texts.length > 4) console.log(`     … and ${texts.length - 4} more`);
  }
}

function addPhrasings({ texts }: MissGroup, id: string): void {
  const known = content.languages.en?.topics.get(id);
  if (!known) {
    refuse(`there is no topic "${id}"; for a new one use --new`);
    return;
  }
  const news = texts.filter((text) => !known.phrasings.includes(text));
  appendFileSync(join(config.contentDir, 'en/phrasings', `${id}.txt`), news.map((text) => `${text}\n`).join(''));
  appendFileSync(REGRESSIONS, news.map((text) => `${JSON.stringify({ text, topic: id })}\n`).join(''));
  console.log(
    `${news.length} phrasings added to ${id}, and as many lines to ${REGRESSIONS}. Read them, then: npm test`,
  );
}

function draftTopic({ texts }: MissGroup, id: string): void {
  if (!idSchema.safeParse(id).success) {
    refuse(`"${id}" is no id: lower-case words joined by hyphens`);
    return;
  }
  const folder = join(config.contentDir, 'drafts');
  const file = join(folder, `${id}.md`);
  if (content.languages.en?.topics.has(id) || existsSync(file)) {
    refuse(`there is a topic or a draft "${id}"`);
    return;
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    file,
    `---
id: ${id}
section: treatment
question: ""
label: ""
related: []
sources: []
review: { state: pending, by: null, due: ${new Date(Date.now() + 15_552_000_000).toISOString().slice(0, 10)} }
---
Write the short answer here, at most 40 words, then the rest. When it is complete, move this file to en/topics
and the lines below to en/phrasings/${id}.txt; at least 12 are needed, in other people's words too.

${texts.join('\n')}
`,
  );
  console.log(`draft written: ${file}`);
}

function refuse(message: string): void {
  console.error(message);
  process.exitCode = 2;
}
