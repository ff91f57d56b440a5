import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findDrawingFaults } from '../../src/content/drawing-faults.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { fingerprint, readDrawings } from '../../src/content/read-drawings.ts';
import type { Fault } from '../../src/content/read-yaml.ts';
import { composeReply, voiceOf } from '../../src/replies/compose-reply.ts';

const content = loadContent('./content');
const { en: english } = content.languages;
if (!english) throw new Error('English content is missing');

describe('the shipped pictures', () => {
  it.each([...content.pictures])('%s is small, has words, and is shown with an answer', (id, { svg, png }) => {
    expect(Buffer.byteLength(svg)).toBeLessThan(6_000);
    expect(png.length).toBeLessThan(60_000);
    expect(png.readUInt32BE(16)).toBe(960);
    expect(english.pictures.get(id)?.alt).toBeTruthy();
    expect([...english.topics.values()].map(({ picture }) => picture)).toContain(id);
  });

  it.each([...content.pictures])('%s has no letters smaller than 12 pixels at 320 wide', (_, { svg }) => {
    for (const [, size] of svg.matchAll(/font(?:-size)?: ?(?:\d+ )?([\d.]+)px/g))
      expect(Number(size)).toBeGreaterThan(12);
    expect(svg).toContain('prefers-color-scheme: dark');
  });
});

describe('an answer', () => {
  const clinic = content.clinics.get('harbor-foot-spine');
  if (!clinic) throw new Error('the clinic is missing');
  const said = (line: string, day: string) =>
    composeReply({ line }, voiceOf(content, english, clinic, Date.parse(`${day}T12:00:00Z`)), {
      id: 'r-0',
      urgency: 'none',
      answer: null,
    });

  it('carries its picture until the review of the picture runs out', () => {
    const words = english.pictures.get('arches');
    expect(said('answer.flat-feet', '2026-12-01').picture).toEqual({
      id: 'arches',
      title: words?.title,
      alt: words?.alt,
      height: content.pictures.get('arches')?.height,
    });
    expect(said('answer.flat-feet', '2099-01-01')).not.toHaveProperty('picture');
  });

  it('without a picture has no key for one', () => {
    expect(said('answer.heat-cold', '2026-12-01')).not.toHaveProperty('picture');
  });
});

describe('a drawing', () => {
  const drawn = (inside: string): string => `<svg viewBox="0 0 320 200" role="img">\n<title>T</title>${inside}</svg>`;
  const faults = (svg: string): string =>
    findDrawingFaults(svg)
      .map(({ line, message }) => `${line} ${message}`)
      .join('\n');

  it('is taken when it is plain', () => {
    expect(
      faults(drawn('<style>a > b { fill: url-free }</style><g id="a"/><use href="#a"/><text x="1">a &amp; b</text>')),
    ).toBe('');
  });

  it.each([
    ['a script', '<script>alert(1)</script>', /2 <script> is not allowed/],
    ['a script in other letters', '<SCRIPT>alert(1)</SCRIPT>', /not allowed/],
    ['foreignObject', '<foreignObject/>', /<foreignObject> is not allowed/],
    ['an image', '<image href="#a"/>', /<image> is not allowed/],
    ['an event', '<g onclick="alert(1)"/>', /onclick is not allowed/],
    ['a style attribute', '<g style="fill:red"/>', /style is not allowed/],
    ['a link outside', '<use href="https://x.example/a.svg#a"/>', /leads outside/],
    ['an old link outside', '<use xlink:href="data:image/svg+xml,x"/>', /leads outside/],
    ['a paint from outside', '<path fill="url(https://x.example/a)"/>', /leads outside/],
    ['a style from outside', '<style>@import "https://x.example"</style>', /may not load/],
    ['a style that hides its address', '<style>a{fill:u\\72l(x)}</style>', /may not load/],
    ['an entity', '<text>&nbsp;</text>', /&amp;/],
    ['an attribute twice', '<g id="a" id="b"/>', /id is given twice/],
    ['an attribute without quotes', '<g id=a/>', /not well-formed/],
    ['a comment', '<!-- x -->', /not well-formed/],
    ['elements that overlap', '<g><text></g></text>', /wrong place/],
    ['an element that stays open', '<g>', /(wrong place|never closed)/],
  ])('is refused with %s', (_, inside, expected) => {
    expect(faults(drawn(inside))).toMatch(expected);
  });

  it.each([
    ['a document type', `<!DOCTYPE svg>${drawn('')}`],
    ['a second root', `${drawn('')}<g/>`],
    ['text after the end', `${drawn('')}x`],
    ['an end that is missing', drawn('').slice(0, -6)],
  ])('is refused with %s', (_, svg) => {
    expect(faults(svg)).not.toBe('');
  });
});

describe('a drawing of the content', () => {
  const svg = readFileSync('content/pictures/arches.svg', 'utf8');
  const read = (text: string, madeFrom: string = fingerprint(text)): string => {
    const faults: Fault[] = [];
    const files = new Map([
      ['pictures/arches.svg', text],
      ['pictures/made-from.json', JSON.stringify({ arches: madeFrom })],
    ]);
    readDrawings('content', files, faults);
    return faults.map(({ file, line, message }) => `${file}:${line} ${message}`).join('\n');
  };

  it('is taken as it is shipped', () => expect(read(svg)).toBe(''));

  it.each([
    ['it runs', svg.replace('</title>', '</title><script/>'), /^pictures\/arches\.svg:2 <script>/],
    ['it is large', svg.replace('</svg>', `${' '.repeat(8_000)}</svg>`), /arches\.svg:1 \d+ bytes/],
    ['it has another width', svg.replace('0 0 320', '0 0 640'), /arches\.svg:1 start with/],
    ['it has no title', svg.replace(/<title>.*<\/title>/, ''), /arches\.svg:1 role/],
  ])('is refused, with its file, when %s', (_, changed, expected) => {
    expect(read(changed)).toMatch(expected);
  });

  it('is refused when its PNG shows another', () => {
    expect(read(svg.replace('flat', 'low'), fingerprint(svg))).toMatch(/arches\.svg:1 its PNG/);
  });
});

describe('the loader', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'content-'));
    cpSync('./content', folder, { recursive: true });
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('refuses pictures that do not fit what names them, with their files', () => {
    const edit = (file: string, from: string, to: string): void =>
      writeFileSync(join(folder, file), readFileSync(join(folder, file), 'utf8').replace(from, to));
    edit('en/topics/heat-cold.md', 'section:', 'picture: nothing\nsection:');
    edit('en/pictures.yaml', 'overpronation:', 'other:');
    edit('en/pictures.yaml', '[S4, K]', '[S99]');
    expect(() => loadContent(folder)).toThrow(
      expect.objectContaining({
        faults: expect.arrayContaining([
          { file: 'en/topics/heat-cold.md', line: 1, message: 'picture: there is no "nothing" in en/pictures.yaml' },
          { file: 'en/pictures.yaml', line: 1, message: 'other: there is no pictures/other.svg' },
          { file: 'en/pictures.yaml', line: 1, message: 'sources: "S99" is not in sources.yaml' },
        ]),
      }),
    );
  });
});
