/** The colours that depend on a clinic, for one colour scheme. All are `#rrggbb`. */
export interface Palette {
  /** What can be pressed. */
  readonly brand: string;
  readonly onBrand: string;
  /** What we say stands on this. */
  readonly tint: string;
  /** What the visitor said stands on this. */
  readonly said: string;
  readonly onSaid: string;
}

/** Paper and ink of each scheme; the same as in `styles/tokens.css`. */
export const light = { ink: '#17262b', page: '#f6f8f7', card: '#ffffff' } as const;
export const dark = { ink: '#e9f0f0', page: '#0f1719', card: '#162124' } as const;

/** Least contrast between text and what it stands on (WCAG 2.2, 1.4.3). */
export const LEGIBLE = 4.5;
/** In the dark the brand is lifted further: at 4.5 thin outlines still look dull there. */
const LEGIBLE_IN_THE_DARK = 6;

const DEFAULT_BRAND = '#0f6b63';
const defaults: { readonly light: Palette; readonly dark: Palette } = {
  light: { brand: DEFAULT_BRAND, onBrand: '#ffffff', tint: '#e5f1ef', said: DEFAULT_BRAND, onSaid: '#ffffff' },
  dark: { brand: '#5cc3b6', onBrand: dark.page, tint: '#16302e', said: '#1f5b54', onSaid: dark.ink },
};

/** A clinic's colour made legible both ways, as text on our paper and as paper for our text, in both schemes. */
export function palettes(color: string): { readonly light: Palette; readonly dark: Palette } {
  if (color.toLowerCase() === DEFAULT_BRAND) return defaults;
  return { light: lightPalette(color), dark: darkPalette(color) };
}

function lightPalette(color: string): Palette {
  const tintOf = (brand: string): string => mix(brand, light.card, 0.11);
  const brand = moved(color, '#000000', (c) => legible(c, LEGIBLE, light.card, light.page, tintOf(c)));
  return { brand, onBrand: light.card, tint: tintOf(brand), said: brand, onSaid: light.card };
}

function darkPalette(color: string): Palette {
  const tintOf = (brand: string): string => mix(brand, dark.card, 0.12);
  const brand = moved(color, '#ffffff', (c) => legible(c, LEGIBLE_IN_THE_DARK, dark.card, dark.page, tintOf(c)));
  const said = moved(mix(brand, dark.card, 0.4), dark.card, (c) => legible(c, LEGIBLE, dark.ink));
  return { brand, onBrand: dark.page, tint: tintOf(brand), said, onSaid: dark.ink };
}

/** WCAG contrast of two colours, 1 to 21. */
export function contrast(one: string, other: string): number {
  const [darker = 0, lighter = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** `share` of `color`, the rest of `other`. */
export function mix(color: string, other: string, share: number): string {
  const base = channels(other);
  return `#${channels(color)
    .map((value, index) => Math.round(value * share + (base[index] ?? 0) * (1 - share)))
    .map((value) => value.toString(16).padStart(2, '0'))
    .join('')}`;
}

const legible = (color: string, ratio: number, ...others: readonly string[]): boolean =>
  others.every((other) => contrast(color, other) >= ratio);

/** The colour itself when it is good, else the nearest good one on the way to `goal`. */
function moved(color: string, goal: string, good: (color: string) => boolean): string {
  for (let share = 1; share > 0; share -= 0.02) {
    const candidate = mix(color, goal, share);
    if (good(candidate)) return candidate;
  }
  return goal;
}

const channels = (color: string): readonly number[] =>
  [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) => {
    const part = value / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
