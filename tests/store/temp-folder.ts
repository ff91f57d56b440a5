import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A path in a new folder that is removed when the test ends. */
export function tempFile(name = 'plumbline.db'): string {
  const folder = mkdtempSync(join(tmpdir(), 'plumbline-store-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}
