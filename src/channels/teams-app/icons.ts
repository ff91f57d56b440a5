import { encodePng } from './encode-png.ts';

type Color = readonly [red: number, green: number, blue: number, alpha: number];
const WHITE: Color = [255, 255, 255, 255];
/** Samples per pixel and direction: smooth edges. */
const FINE = 4;

/** The color icon that Teams asks for: 192 × 192 pixels, a plumb line on the clinic's color, `#rrggbb`. */
export const colorIcon = (color: string): Buffer => draw(192, [...Buffer.from(color.slice(1), 'hex'), 255] as never);

/** The outline icon that Teams asks for: 32 × 32 pixels, white on nothing. */
export const outlineIcon = (): Buffer => draw(32, [255, 255, 255, 0]);

function draw(size: number, ground: Color): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  for (let at = 0; at < size * size; at++) {
    const ink = inkAt(at % size, Math.floor(at / size), size);
    for (let part = 0; part < 4; part++)
      pixels[at * 4 + part] = Math.round((WHITE[part] ?? 0) * ink + (ground[part] ?? 0) * (1 - ink));
  }
  return encodePng(pixels, size);
}

/** How much of a pixel is drawn on, 0 to 1. */
function inkAt(column: number, row: number, size: number): number {
  let hits = 0;
  for (let sample = 0; sample < FINE * FINE; sample++) {
    const x = (column + ((sample % FINE) + 0.5) / FINE) / size;
    const y = (row + (Math.floor(sample / FINE) + 0.5) / FINE) / size;
    if (isPlumbLine(Math.abs(x - 0.5), y)) hits++;
  }
  return hits / (FINE * FINE);
}

/** A bar, a line that hangs from it, and the bob; `off` is the distance from the middle, `y` goes down from 0 to 1. */
function isPlumbLine(off: number, y: number): boolean {
  const bar = y > 0.14 && y < 0.2 && off < 0.2;
  const line = y >= 0.2 && y < 0.52 && off < 0.025;
  const shoulders = y >= 0.5 && y < 0.6 && off < 0.05 + (y - 0.5) * 1.1;
  const point = y >= 0.6 && y < 0.88 && off < (0.88 - y) * 0.57;
  return bar || line || shoulders || point;
}
