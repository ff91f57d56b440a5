import { readFileSync } from 'node:fs';
import { inflateRawSync, inflateSync } from 'node:zlib';
import Ajv from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { appPackage } from '../../src/channels/teams-app/app-package.ts';
import { colorIcon, outlineIcon } from '../../src/channels/teams-app/icons.ts';
import { teamsManifest } from '../../src/channels/teams-app/manifest.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const PUBLISHED = JSON.parse(
  readFileSync(
    'node_modules/@microsoft/app-manifest/build/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
    'utf8',
  ),
);
const { clinics } = shippedKnowledge().content;
const facts = {
  appId: '11111111-2222-4333-8444-555555555555',
  version: '1.0.0',
  website: 'https://harbor.example',
  privacy: 'https://harbor.example/privacy',
  terms: 'https://harbor.example/terms',
};
const clinic = [...clinics.values()][0];
if (!clinic) throw new Error('there is no clinic');

describe('the manifest', () => {
  it.each([...clinics])('of %s is as Teams takes it', (_, each) => {
    const { name, bots, accentColor } = teamsManifest(each, facts);
    expect(name.full).toContain(each.name);
    expect(accentColor).toBe(each.brand.color);
    expect(bots[0]).toMatchObject({
      botId: facts.appId,
      scopes: ['personal', 'team', 'groupChat'],
      supportsFiles: false,
    });
  });

  it.each([...clinics])('of %s keeps the schema that Microsoft publishes', (_, each) => {
    const isManifest = addFormats.default(new Ajv.default({ strict: false })).compile(PUBLISHED);
    isManifest(teamsManifest(each, facts));
    expect(isManifest.errors ?? []).toEqual([]);
    expect(isManifest({ ...teamsManifest(each, facts), accentColor: 'teal' })).toBe(false);
  });

  it('shortens a long name', () => {
    const { name, developer } = teamsManifest(
      { ...clinic, name: 'A clinic with a name of sixty letters, as long as they come' },
      facts,
    );
    expect([name.short.length, developer.name.length]).toEqual([30, 32]);
  });

  it.each([
    ['an id that is no GUID', { appId: 'plumbline' }],
    ['an address without https', { privacy: 'http://harbor.example/privacy' }],
    ['a version that is none', { version: 'new' }],
  ])('refuses %s', (_, wrong) => {
    expect(() => teamsManifest(clinic, { ...facts, ...wrong })).toThrow();
  });
});

describe('an icon', () => {
  it('in color has the size Teams asks for and the clinic’s color', () => {
    const { width, height, pixel } = readPng(colorIcon('#0f6b63'));
    expect([width, height, pixel(0, 0), pixel(96, 50)]).toEqual([192, 192, [15, 107, 99, 255], [255, 255, 255, 255]]);
  });

  it('in color has its drawing in the 120 × 120 pixels that no mask cuts', () => {
    const { pixel } = readPng(colorIcon('#0f6b63'));
    const inked = Array.from({ length: 192 * 192 }, (_, at) => [at % 192, Math.floor(at / 192)] as const).filter(
      ([x, y]) => pixel(x, y)[0] !== 15,
    );
    expect(inked.flat().every((at) => at >= 36 && at < 156)).toBe(true);
  });

  it('in outline is white on nothing', () => {
    const { width, height, pixel } = readPng(outlineIcon());
    expect([width, height, pixel(0, 0)[3], pixel(16, 20)]).toEqual([32, 32, 0, [255, 255, 255, 255]]);
    expect([pixel(16, 0)[3], pixel(16, 30)[3]].every((alpha) => alpha && alpha > 100)).toBe(true);
    const all = Array.from({ length: 1024 }, (_, at) => pixel(at % 32, Math.floor(at / 32)));
    expect(all.every(([red, green, blue]) => red === 255 && green === 255 && blue === 255)).toBe(true);
  });
});

it('the package is a zip with the three files at its top, the same each time', () => {
  const zip = appPackage(clinic, facts);
  const files = unzip(zip);
  expect([...files.keys()]).toEqual(['manifest.json', 'color.png', 'outline.png']);
  expect(JSON.parse(String(files.get('manifest.json')))).toEqual(teamsManifest(clinic, facts));
  expect(files.get('outline.png')).toEqual(outlineIcon());
  expect(appPackage(clinic, facts).equals(zip)).toBe(true);
});

/** Reads a zip by its directory, as programs do. */
function unzip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  const files = new Map<string, Buffer>();
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    expect(zip.toString('hex', at, at + 4)).toBe('504b0102');
    const [packed, size, name] = [zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24), zip.readUInt16LE(at + 28)];
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const body = inflateRawSync(zip.subarray(start, start + packed));
    expect(body).toHaveLength(size);
    files.set(zip.toString('utf8', at + 46, at + 46 + name), body);
    at += 46 + name;
  }
  return files;
}

function readPng(png: Buffer) {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const from = png.indexOf('IDAT');
  const rows = inflateSync(png.subarray(from + 4, from + 4 + png.readUInt32BE(from - 4)));
  return {
    width,
    height,
    pixel: (x: number, y: number): number[] => [...rows.subarray(y * (width * 4 + 1) + 1 + x * 4).subarray(0, 4)],
  };
}
