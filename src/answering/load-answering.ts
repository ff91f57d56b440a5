import { createHash } from 'node:crypto';
import { trainedOnce } from '../learning/trained-file.ts';
import { answeringKinds } from './features.ts';
import { rankTopicsWith } from './rank-topics.ts';
import type { RankTopics } from './ranking.ts';
import { type AnsweringContent, assembleModel, readMaterial, trainAnswering } from './train-answering.ts';

/** Raise when code changes what is trained; caches of other versions are left alone. */
const CODE_VERSION = 4;

/** Builds answering from content, training it. */
export function buildAnswering(content: AnsweringContent): RankTopics {
  return loadAnswering(content, null);
}

/** Builds answering from content; what training made for the same content and code is read from `cacheDir` or kept there. */
export function loadAnswering(content: AnsweringContent, cacheDir: string | null): RankTopics {
  const material = readMaterial(content);
  const name = `answering-${hashContent(content)}.bin`;
  const trained = trainedOnce(cacheDir, name, answeringKinds, () => trainAnswering(material));
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
