import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contrast, dark, LEGIBLE, light, mix, type Palette, palettes } from '../../src/widget/chat/contrast.ts';

const color = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);

describe('a clinic’s colour', () => {
  it('is legible both ways on every paper, whatever it is', () => {
    const check = ({ brand, onBrand, tint, said, onSaid }: Palette, paper: typeof light | typeof dark): void => {
      expect(contrast(brand, onBrand)).toBeGreaterThanOrEqual(LEGIBLE);
      for (const under of [paper.card, paper.page, tint])
        expect(contrast(brand, under)).toBeGreaterThanOrEqual(LEGIBLE);
      expect(contrast(said, onSaid)).toBeGreaterThanOrEqual(LEGIBLE);
      expect(contrast(paper.ink, tint)).toBeGreaterThanOrEqual(LEGIBLE);
    };
    fc.assert(
      fc.property(color, (given) => {
        check(palettes(given).light, light);
        check(palettes(given).dark, dark);
      }),
      { numRuns: 300 },
    );
    for (const given of ['#000000', '#ffffff', '#ffff00', '#0000ff', '#767676', '#0F6B63']) {
      check(palettes(given).light, light);
      check(palettes(given).dark, dark);
    }
  });

  it('is left alone when it is legible already', () => {
    expect(palettes('#1f4e9c').light.brand).toBe('#1f4e9c');
  });

  it('measures as WCAG does', () => {
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21, 5);
    expect(contrast('#767676', '#ffffff')).toBeCloseTo(4.54, 2);
    expect(mix('#000000', '#ffffff', 0.5)).toBe('#808080');
  });

  it('has the tokens of the stylesheet as its default', () => {
    const css = readFileSync('src/widget/styles/tokens.css', 'utf8');
    const [day = '', night = ''] = css.split('@media');
    for (const [part, palette, paper] of [
      [day, palettes('#0f6b63').light, light],
      [night, palettes('#0f6b63').dark, dark],
    ] as const) {
      for (const [name, value] of Object.entries({ ...palette, ...paper })) {
        const token = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
        expect(part).toContain(`--${token}: ${value};`);
      }
    }
  });
});
