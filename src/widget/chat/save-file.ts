import { el } from './dom.ts';
import type { File } from './protocol.ts';

/** Saves a text as a file of the visitor's, made here: no server sees it. */
export function saveFile({ name, type, text }: File): void {
  const href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  el('a', { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
