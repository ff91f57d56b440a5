import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { fingerprint, MADE_FROM } from '../src/content/read-drawings.ts';
import { palettePng } from './palette-png.ts';

/** Makes the PNG of each drawing, for channels that show no SVG: `tsx scripts/pictures.ts [content folder]`. */
const [content = 'content'] = process.argv.slice(2);
const folder = join(content, 'pictures');
const WIDTH = 960;
const MOST_BYTES = 60_000;

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
  ],
});
const page = await browser.newPage({ colorScheme: 'light' });
const madeFrom: Record<string, string> = {};
for (const file of readdirSync(folder).filter((name) => name.endsWith('.svg'))) {
  const id = file.slice(0, -'.svg'.length);
  const svg = readFileSync(join(folder, file), 'utf8');
  const png = palettePng(await pixelsOf(svg), WIDTH);
  if (png.length > MOST_BYTES) throw new Error(`${id}.png takes ${png.length} bytes; simplify the drawing`);
  writeFileSync(join(folder, `${id}.png`), png);
  madeFrom[id] = fingerprint(svg);
  console.log(`${id}.png ${png.length} bytes`);
}
await browser.close();
writeFileSync(join(content, MADE_FROM), `${JSON.stringify(madeFrom, null, 2)}\n`);

/** A drawing in light colours, four bytes a pixel. */
async function pixelsOf(svg: string): Promise<Buffer> {
  const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`;
  const bytes = await page.evaluate(
    async ([source, width]) => {
      const image = new Image();
      image.src = source;
      await image.decode();
      const height = Math.round((image.height * width) / image.width);
      const context = new OffscreenCanvas(width, height).getContext('2d');
      context?.drawImage(image, 0, 0, width, height);
      const pixels = context?.getImageData(0, 0, width, height).data ?? [];
      return Array.from({ length: Math.ceil(pixels.length / 32_768) }, (_, part) =>
        String.fromCharCode(...pixels.slice(part * 32_768, (part + 1) * 32_768)),
      ).join('');
    },
    [source, WIDTH] as const,
  );
  return Buffer.from(bytes, 'latin1');
}
