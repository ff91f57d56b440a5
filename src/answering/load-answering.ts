import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rankTopicsWith } from './rank-topics.ts';
import type { RankTopics } from './ranking.ts';
import { type AnsweringContent, assembleModel, readMaterial, type Trained, trainAnswering } from './train-answering.ts';
import { packTrained, unpackTrained } from './trained-file.ts';

/** Raise when code changes what is trained; caches of other versions are left alone. */
const CODE_VERSION = 2;

/** Builds answering from content, training it. */
export function buildAnswering(content: AnsweringContent): RankTopics {
  return loadAnswering(content, null);
}

/** Builds answering from content; what training made for the same content and code is read from `cacheDir` or kept there. */
export function loadAnswering(content: AnsweringContent, cacheDir: string | null): RankTopics {
  const material = readMaterial(content);
  const file = cacheDir === null ? null : join(cacheDir, `answering-${hashContent(content)}.bin`);
  const cached = file === null ? null : readCache(file);
  const trained = cached ?? trainAnswering(material);
  if (file !== null && cached === null) writeCache(file, trained);
  return rankTopicsWith(assembleModel(material, trained), trained.calibration, content.topics);
}

function hashContent({ topics, lexicon, intents, outOfScope }: AnsweringContent): string {
  const asked = [...topics.values()].map(({ id, question, label, phrasings }) => ({ id, question, label, phrasings }));
  asked.sort((one, other) => (one.id < other.id ? -1 : 1));
  const sorted = (record: Readonly<Record<string, readonly string[]>>) =>
    Object.keys(record)
      .sort()
      .map((key) => [key, record[key]]);
  const read = JSON.stringify([CODE_VERSION, asked, sorted(lexicon), sorted(intents), outOfScope]);
  return createHash('sha256').update(read).digest('hex').slice(0, 24);
}

function readCache(file: string): Trained | null {
  try {
    return unpackTrained(readFileSync(file));
  } catch {
    return null;
  }
}

/** A cache that cannot be written only costs time at the next start. */
function writeCache(file: string, trained: Trained): void {
  try {
    mkdirSync(join(file, '..'), { recursive: true });
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, packTrained(trained));
    renameSync(draft, file);
  } catch {
    return;
  }
}
