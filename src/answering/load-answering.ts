import { createHash } from 'node:crypto';
import { keepOnce } from '../content/keep-once.ts';
import { findOwnWords } from './own-words.ts';
import { rankTopicsWith } from './rank-topics.ts';
import type { RankTopics } from './ranking.ts';
import { type AnsweringContent, assembleModel, readMaterial, trainAnswering } from './train-answering.ts';

/** Raise when code changes what is trained or kept; caches of other versions are left alone. */
const CODE_VERSION = 15;

/** Builds answering from content, training it. */
export function buildAnswering(content: AnsweringContent): RankTopics {
  return loadAnswering(content, null);
}

/** Builds answering from content; what training made for the same content and code is read from `cacheDir` or kept there. */
export function loadAnswering(content: AnsweringContent, cacheDir: string | null): RankTopics {
  const { trained, own } = keepOnce(cacheDir, `answering-${hashContent(content)}.bin`, () => ({
    trained: trainAnswering(readMaterial(content)),
    own: findOwnWords(content.topics),
  }));
  return rankTopicsWith(assembleModel(trained), trained.calibration, own, content.topics);
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
