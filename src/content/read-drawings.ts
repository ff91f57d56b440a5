import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { type Drawing, idSchema } from './content-schema.ts';
import { findDrawingFaults } from './drawing-faults.ts';
import { type Fault, readYaml } from './read-yaml.ts';

const MOST_BYTES = 8_000;
/** Which drawing each PNG shows: the SVG's fingerprint, by picture id. */
export const MADE_FROM = 'pictures/made-from.json';

/** The drawings of `pictures/`, each with its PNG, by id. What a browser should not be given is a fault, and so is a PNG of another drawing. */
export function readDrawings(
  folder: string,
  files: ReadonlyMap<string, string>,
  faults: Fault[],
): ReadonlyMap<string, Drawing> {
  const drawings = new Map<string, Drawing>();
  const madeFrom = readYaml(MADE_FROM, files.get(MADE_FROM) ?? '{}', z.record(z.string(), z.string()), faults) ?? {};
  for (const [file, svg] of files) {
    const id = /^pictures\/(.*)\.svg$/.exec(file)?.[1];
    if (id === undefined) continue;
    const fault = (message: string, line = 1): number => faults.push({ file, line, message });
    const bytes = Buffer.byteLength(svg);
    const height = Number(/^<svg [^>]*viewBox="0 0 320 (\d{2,3})"/.exec(svg)?.[1] ?? 0);
    if (!idSchema.safeParse(id).success) fault('the name must be lower-case words joined by hyphens');
    if (bytes > MOST_BYTES) fault(`${bytes} bytes; at most ${MOST_BYTES} are wanted`);
    if (!height) fault('start with <svg …> and viewBox="0 0 320 <height>"');
    if (!/^<svg [^>]*role="img"[^>]*>\s*<title>[^<]/.test(svg)) fault('role="img" and a <title> are needed');
    for (const { line, message } of findDrawingFaults(svg)) fault(message, line);
    if (madeFrom[id] === fingerprint(svg))
      drawings.set(id, { svg, png: readFileSync(join(folder, `pictures/${id}.png`)), height });
    else fault('its PNG is missing or shows an earlier drawing: run `npx tsx scripts/pictures.ts`');
  }
  return drawings;
}

/** Tells one drawing from another. */
export const fingerprint = (svg: string): string => createHash('sha256').update(svg).digest('hex');
