import { readdirSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

/** So many are kept: two versions of the content may be in use at once. */
const KEPT = 4;

/** Removes the oldest of the kept files that bear the same name up to the hash. */
export function forgetOldest(file: string): void {
  const folder = dirname(file);
  const name = basename(file);
  const stem = name.slice(0, name.lastIndexOf('-') + 1);
  const others = readdirSync(folder).filter((other) => other.startsWith(stem) && other.endsWith('.bin'));
  const newest = others
    .map((other) => ({ other, at: statSync(join(folder, other)).mtimeMs }))
    .sort((one, two) => two.at - one.at);
  for (const { other } of newest.slice(KEPT)) rmSync(join(folder, other), { force: true });
}
