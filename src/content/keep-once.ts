import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deserialize, serialize } from 'node:v8';
import { forgetOldest } from '../learning/forget-oldest.ts';

const DIGEST_LENGTH = 32;

/**
 * What `make` made before under this name in `cacheDir`, else what it makes now, kept there; null makes it without keeping. A name
 * ends in a hash of all that it was made from, the code's version included: `answering-<hash>.bin`.
 */
export function keepOnce<T>(cacheDir: string | null, name: string, make: () => T): T {
  if (cacheDir === null) return make();
  const kept = readKept(join(cacheDir, name));
  if (kept !== null) return kept as T;
  const made = make();
  writeKept(cacheDir, name, made);
  return made;
}

function readKept(file: string): unknown {
  try {
    const bytes = readFileSync(file);
    const body = bytes.subarray(DIGEST_LENGTH);
    return digest(body).equals(bytes.subarray(0, DIGEST_LENGTH)) ? deserialize(body) : null;
  } catch {
    return null;
  }
}

/** A cache that cannot be written only costs time at the next start. What was kept of older content under the same name goes. */
function writeKept(cacheDir: string, name: string, made: unknown): void {
  try {
    mkdirSync(cacheDir, { recursive: true });
    const draft = join(cacheDir, `${name}.${process.pid}`);
    const body = serialize(made);
    writeFileSync(draft, Buffer.concat([digest(body), body]));
    renameSync(draft, join(cacheDir, name));
    forgetOldest(join(cacheDir, name));
  } catch {
    return;
  }
}

const digest = (body: Buffer): Buffer => createHash('sha256').update(body).digest();
