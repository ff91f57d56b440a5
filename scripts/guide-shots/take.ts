import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { palettePng } from '../palette-png.ts';

/** Keeps pictures, small. */
export interface Take {
  /** A screenshot. */
  png(name: string, shot: Buffer): Promise<void>;
  /** What a terminal said. */
  terminal(name: string, said: string): Promise<void>;
  /** A page of HTML, as large as it is. */
  html(name: string, html: string): Promise<void>;
}

const MOST_BYTES = 60_000;
const TERMINAL =
  'margin:0;padding:14px 18px;width:max-content;max-width:136ch;font:13px/1.45 "DejaVu Sans Mono",monospace';

export async function keeper(browser: Browser, folder: string): Promise<Take> {
  const page = await browser.newPage({ viewport: { width: 400, height: 100 }, colorScheme: 'light' });

  async function png(name: string, shot: Buffer): Promise<void> {
    const [width, bytes] = await page.evaluate(
      async (source) => {
        const image = new Image();
        image.src = source;
        await image.decode();
        const context = new OffscreenCanvas(image.width, image.height).getContext('2d');
        context?.drawImage(image, 0, 0);
        const pixels = context?.getImageData(0, 0, image.width, image.height).data ?? [];
        const parts = Array.from({ length: Math.ceil(pixels.length / 32_768) }, (_, part) =>
          String.fromCharCode(...pixels.slice(part * 32_768, (part + 1) * 32_768)),
        );
        return [image.width, parts.join('')] as const;
      },
      `data:image/png;base64,${shot.toString('base64')}`,
    );
    const small = palettePng(Buffer.from(bytes, 'latin1'), width);
    if (small.length > MOST_BYTES) throw new Error(`${name}.png takes ${small.length} bytes; show less`);
    writeFileSync(join(folder, `${name}.png`), small);
    console.log(`${name}.png ${small.length} bytes`);
  }
  async function html(name: string, content: string): Promise<void> {
    await page.setContent(`<!doctype html><style>body{margin:0;width:max-content}</style><body>${content}`);
    await png(name, await page.locator('body').screenshot());
  }
  const terminal = (name: string, said: string): Promise<void> =>
    html(name, `<pre style='${TERMINAL};white-space:pre-wrap;background:#17262b;color:#e9f0f0'>${escaped(said)}</pre>`);
  return { png, html, terminal };
}

export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
