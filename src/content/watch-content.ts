import { once } from 'node:events';
import { type FSWatcher, watch } from 'node:fs';
import { extname } from 'node:path';
import { Worker } from 'node:worker_threads';
import { loadAnswering } from '../answering/load-answering.ts';
import type { Log } from '../log.ts';
import { compileScreening } from '../screening/screen-text.ts';
import type { Knowledge } from '../turn/turn-deps.ts';
import { loadContentOnce } from './load-content-once.ts';

/** Where weights trained from content are kept between starts: beside the packages, made by `npm run build`, safe to delete. */
export const TRAINED_FOLDER = './node_modules/.cache/plumbline';

/** Reads content and builds what the turn needs from it. `cacheDir` keeps between starts what was checked and trained; null makes it anew. */
export function prepareKnowledge(folder: string, cacheDir: string | null): Knowledge {
  const content = loadContentOnce(folder, cacheDir);
  const english = content.languages.en;
  if (!english) throw new Error('English content is missing');
  return { content, screen: compileScreening(content, cacheDir), rank: loadAnswering(english, cacheDir) };
}

/** Knowledge that follows the files: swapped whole when they change, kept as it is when the new files are faulty. */
export interface WatchedKnowledge {
  readonly current: () => Knowledge;
  /** Calls `listener` each time the knowledge was swapped. */
  readonly onChange: (listener: () => void) => void;
  readonly close: () => void;
}

/** Loads `folder` now (throws ContentFaults) and again whenever a file in it changes. */
export function watchContent(folder: string, cacheDir: string | null, log: Log, settleMs = 300): WatchedKnowledge {
  let current = prepareKnowledge(folder, cacheDir);
  let timer: NodeJS.Timeout | undefined;
  let reloads = 0;
  let changed = (): void => undefined;
  const reload = async (): Promise<void> => {
    const turn = ++reloads;
    if (cacheDir !== null) await trainApart(folder, cacheDir);
    if (turn !== reloads) return;
    try {
      const next = prepareKnowledge(folder, cacheDir);
      if (next.content.hash === current.content.hash) return;
      current = next;
      log.info({ hash: next.content.hash.slice(0, 12) }, 'content reloaded');
      changed();
    } catch (error) {
      log.error(`new content refused, the old one stays in use: ${error instanceof Error ? error.message : error}`);
    }
  };
  let watcher: FSWatcher | undefined;
  try {
    watcher = watch(folder, { recursive: true }, () => {
      clearTimeout(timer);
      timer = setTimeout(() => void reload(), settleMs);
    });
    watcher.on('error', (error) => log.warn(`content is no longer watched: ${error.message}`));
  } catch (error) {
    log.warn(`content is not watched: ${error instanceof Error ? error.message : error}`);
  }
  return {
    current: () => current,
    onChange: (listener) => {
      changed = listener;
    },
    close: () => {
      clearTimeout(timer);
      reloads++;
      watcher?.close();
    },
  };
}

/** Fills the cache in a thread of its own, so that visitors are answered meanwhile. What fails there is told when the content is read. */
async function trainApart(folder: string, cacheDir: string): Promise<void> {
  try {
    const code = new URL(`./train-content${extname(import.meta.url)}`, import.meta.url);
    await once(new Worker(code, { workerData: { folder, cacheDir }, stdout: true, stderr: true }), 'exit');
  } catch {
    return;
  }
}
