import { brotliCompressSync } from 'node:zlib';
import { buildWidget } from '../scripts/build-widget.ts';
import { type BenchRow, benchRow } from './bench-row.ts';

/** Compressed sizes of what a visitor's browser loads, beside their budgets. */
export async function benchSizes(): Promise<BenchRow[]> {
  const files = await buildWidget();
  const size = (text: string): number => brotliCompressSync(text).length / 1024;
  return [
    benchRow('widget before a click (brotli)', size(files['widget.js']), 'KB', 'budget', 10),
    benchRow('widget after a click (brotli)', size(files['app.js']) + size(files['app.css']), 'KB', 'budget', 60),
  ];
}
