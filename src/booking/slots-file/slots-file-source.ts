import { isWithinReach, type Reach } from '../../net/open-address.ts';
import type { SlotSource } from '../free-slot.ts';
import { type FreshDeps, keepFresh } from '../keep-fresh.ts';
import { fetchFresh } from './fetch-fresh.ts';
import { isBookable, offerSlots } from './offer-slots.ts';
import { isRead, type Manifest, manifestSchema, type Published, readPublished } from './published.ts';
import { readLines } from './read-lines.ts';
import type { SlotsFileWay } from './slots-file-way.ts';

/** The most that one reading takes in. What lies beyond is left out, and counted in the log. */
export const SLOTS_FILE_BOUNDS = { mostBytes: 5_000_000, mostFiles: 20, mostLines: 20_000 } as const;

interface ReadFile {
  readonly etag: string | null;
  readonly published: readonly Published[];
  readonly lines: number;
  readonly bad: number;
  readonly whole: boolean;
}

/** Free times that a clinic publishes as files: SMART Scheduling Links. A file that has not changed is not read again. */
export function slotsFileSource(way: SlotsFileWay, deps: FreshDeps & { readonly reach: Reach }): SlotSource {
  const { clinicId, now, log, reach } = deps;
  const { mostBytes, mostFiles, mostLines } = SLOTS_FILE_BOUNDS;
  let manifest: { readonly etag: string | null; readonly listed: Manifest } = { etag: null, listed: { output: [] } };
  let files: ReadonlyMap<string, ReadFile> = new Map();

  async function readManifest(): Promise<number> {
    const { body, etag, maxAgeMs } = await fetchFresh(new URL(way.manifest), 'application/json', manifest.etag, reach);
    if (!body) return maxAgeMs;
    const lines: string[] = [];
    await readLines(body, { mostBytes, mostLines }, (line) => lines.push(line));
    manifest = { etag, listed: manifestSchema.parse(JSON.parse(lines.join('\n'))) };
    return maxAgeMs;
  }

  async function readFile(url: URL, known: ReadFile | undefined, linesLeft: number): Promise<ReadFile> {
    const { body, etag } = await fetchFresh(url, 'application/fhir+ndjson', known?.etag ?? null, reach);
    if (!body) return known ?? { etag: null, published: [], lines: 0, bad: 0, whole: true };
    const published: Published[] = [];
    let lines = 0;
    let bad = 0;
    const whole = await readLines(body, { mostBytes, mostLines: linesLeft }, (line) => {
      lines++;
      const one = readPublished(line);
      if (!one) bad++;
      else if (one.kind === 'schedule' || isBookable(one, way.hosts)) published.push(one);
    });
    return { etag: whole ? etag : null, published, lines, bad, whole };
  }

  return keepFresh(async () => {
    const freshForMs = await readManifest();
    const listed = new Set(manifest.listed.output.filter(({ type }) => isRead(type)).map(({ url }) => url));
    const allowed = [...listed].filter((address) => {
      const url = new URL(address);
      return way.hosts.includes(url.host) && isWithinReach(url, reach);
    });
    const read = new Map<string, ReadFile>();
    let linesLeft: number = mostLines;
    for (const url of allowed.slice(0, mostFiles)) {
      const file = await readFile(new URL(url), files.get(url), linesLeft);
      read.set(url, file);
      linesLeft -= file.lines;
    }
    files = read;
    const all = [...files.values()];
    const published = all.flatMap((file) => file.published);
    const bad = all.reduce((sum, file) => sum + file.bad, 0);
    const leftOut = listed.size - read.size + all.filter(({ whole }) => !whole).length;
    if (bad + leftOut > 0) log.warn({ clinic: clinicId, bad, leftOut }, 'lines or files of free times left out');
    return { slots: offerSlots(published, way, now()), freshForMs };
  }, deps);
}
