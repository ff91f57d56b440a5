import type { Readable } from 'node:stream';

/** How much of a file is read. */
export interface LineBounds {
  readonly mostBytes: number;
  readonly mostLines: number;
}

const LONGEST_LINE = 1_000_000;

/** Gives `take` each line that is not blank as it arrives. True when the file ended within its bounds; a line that they cut is left out. */
export async function readLines(body: Readable, bounds: LineBounds, take: (line: string) => void): Promise<boolean> {
  const letters = new TextDecoder();
  let bytes = 0;
  let lines = 0;
  let rest = '';
  for await (const chunk of body) {
    bytes += chunk.length;
    if (bytes > bounds.mostBytes) return false;
    const parts = (rest + letters.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    if (rest.length > LONGEST_LINE) return false;
    for (const line of parts) {
      if (!line.trim()) continue;
      if (++lines > bounds.mostLines) return false;
      take(line);
    }
  }
  if (rest.trim() && lines < bounds.mostLines) take(rest);
  return !rest.trim() || lines < bounds.mostLines;
}
