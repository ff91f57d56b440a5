import { encodePng } from './encode-png.ts';

type Color = readonly [red: number, green: number, blue: number, alpha: number];
const WHITE: Color = [255, 255, 255, 255];
/** Samples per pixel and direction: smooth edges. */
const FINE = 4;

/** The color icon that Teams asks for: 192 × 192 pixels, a plumb line on the clinic's color, `#rrggbb`, in the 120 that no mask cuts. */
export const colorIcon = (color: string): Buffer =>
  draw(192, 120, [...Buffer.from(color.slice(1), 'hex'), 255] as never);

/** The outline icon that Teams asks for: 32 × 32 pixels, white on nothing, no padding. */
export const outlineIcon = (): Buffer => draw(32, 32, [255, 255, 255, 0]);

/** A square of `size` pixels with a plumb line as high as `height` in its middle. */
function draw(size: number, height: number, ground: Color): Buffer {
  const pixels = Buffer.alloc(size * size * 4);
  for (let at = 0; at < size * size; at++) {
    const ink = inkAt(at % size, Math.floor(at / size), size, height);
    for (let part = 0; part < 4; part++)
      pixels[at * 4 + part] = Math.round((WHITE[part] ?? 0) * ink + (ground[part] ?? 0) * (1 - ink));
  }
  return encodePng(pixels, size);
}

/** How much of a pixel is drawn on, 0 to 1. */
function inkAt(column: number, row: number, size: number, height: number): number {
  let hits = 0;
  for (let sample = 0; sample < FINE * FINE; sample++) {
    const x = column + ((sample % FINE) + 0.5) / FINE - size / 2;
    const y = row + (Math.floor(sample / FINE) + 0.5) / FINE - size / 2;
    if (isPlumbLine(Math.abs(x) / height, y / height + 0.5)) hits++;
  }
  return hits / (FINE * FINE);
}

/** A bar, a line that hangs from it, and the bob; `off` is the distance from the middle, `y` goes down from 0 to 1. */
function isPlumbLine(off: number, y: number): boolean {
  const bar = y > 0 && y < 0.08 && off < 0.27;
  const line = y >= 0.08 && y < 0.5 && off < 0.034;
  const shoulders = y >= 0.49 && y < 0.62 && off < 0.07 + (y - 0.49) * 1.1;
  const point = y >= 0.62 && y < 1 && off < (1 - y) * 0.57;
  return bar || line || shoulders || point;
}
