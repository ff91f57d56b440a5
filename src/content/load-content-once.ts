import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Content } from './content-schema.ts';
import { keepOnce } from './keep-once.ts';
import { loadContent, readTree } from './load-content.ts';

/**
 * The same as `loadContent`, but what passed before is read from `cacheDir`: the same files, checked by the same code (all of this
 * folder). Throws ContentFaults.
 */
export function loadContentOnce(folder: string, cacheDir: string | null): Content {
  const files = readTree(folder);
  const hash = createHash('sha256');
  for (const [file, text] of files) hash.update(`${file}\0${text}\0`);
  for (const beside of [fileURLToPath(new URL('.', import.meta.url)), join(folder, 'pictures')])
    for (const [file, bytes] of readOthers(beside)) hash.update(`${file}\0`).update(bytes);
  return keepOnce(cacheDir, `content-${hash.digest('hex').slice(0, 24)}.bin`, () => loadContent(folder, files));
}

/** The code and the pictures in a folder that need not be there. */
function readOthers(folder: string): [string, Buffer][] {
  try {
    const names = readdirSync(folder).filter((name) => /\.([jt]s|png)$/.test(name));
    return names.sort().map((name) => [name, readFileSync(join(folder, name))]);
  } catch {
    return [];
  }
}
