import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ContentFaults, loadContent } from '../../src/content/load-content.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'content-'));
  cpSync('./content', folder, { recursive: true });
});
afterEach(() => rmSync(folder, { recursive: true }));

const edit = (file: string, change: (text: string) => string): void =>
  writeFileSync(join(folder, file), change(readFileSync(join(folder, file), 'utf8')));

/** `file:line message` of every fault. */
function faults(): string[] {
  try {
    loadContent(folder);
    return [];
  } catch (error) {
    if (!(error instanceof ContentFaults)) throw error;
    return error.faults.map(({ file, line, message }) => `${file}:${line} ${message}`);
  }
}

const clinic = 'clinics/harbor-foot-spine.yaml';
const topic = 'en/topics/flat-feet.md';

describe('the loader', () => {
  it('takes the shipped content, with five clinics of five shapes', () => {
    const content = loadContent(folder);
    expect(faults()).toEqual([]);
    expect([...content.clinics.values()].map(({ booking }) => booking.map(({ way }) => way).join('+')).sort()).toEqual([
      '',
      'email+page',
      'link+callback+phone+person',
      'page+phone',
      'phone+callback+page',
    ]);
  });

  it('gives the same hash for the same files, another for a changed one', () => {
    const before = loadContent(folder).hash;
    expect(loadContent(folder).hash).toBe(before);
    edit(topic, (text) => text.replace('Flat', 'Low'));
    edit('en/options.yaml', (text) => `${text}\n# a comment`);
    expect(loadContent(folder).hash).not.toBe(before);
  });

  it.each<[string, string, (text: string) => string, RegExp]>([
    ['an unknown key', clinic, (t) => `${t}\ncolour: red\n`, /clinics\/harbor-foot-spine\.yaml:\d+ .*colour/i],
    ['a key given twice', clinic, (t) => `${t}\nname: Other\n`, /:\d+ .*unique/i],
    ['an alias', clinic, (t) => `${t.replace('name: Harbor', 'name: &a Harbor')}\nkind2: *a\n`, /alias \*a/],
    [
      'a hub that is none',
      clinic,
      (t) => t.replace('answer-within: 5', 'hub: teams'),
      /booking\.3\.hub: write inbox .* or channel/,
    ],
    [
      'a phone without quotes',
      clinic,
      (t) => t.replace('"+1 508 555 0142" }\nemail', '5085550142 }\nemail'),
      /phones\.0\.number: write the phone number in quotes/,
    ],
    ['a vanity number', clinic, (t) => t.replaceAll('+1 508 555 0142', '+1 508 555 FEET'), /not a phone number/],
    ['an http booking page', clinic, (t) => t.replace('https://schedule', 'http://schedule'), /https/],
    [
      'an id that is not the file name',
      clinic,
      (t) => t.replace('id: harbor-foot-spine', 'id: other'),
      /must be the file's name/,
    ],
    ['a path in an id', clinic, (t) => t.replace('id: harbor-foot-spine', 'id: ../../etc'), /lower-case words/],
    ['every website', clinic, (t) => t.replace(/origins:.*/, "origins: ['*']"), /an origin only/],
    [
      'every subdomain',
      clinic,
      (t) => t.replace(/origins:.*/, "origins: ['https://*.harbor.example']"),
      /an origin only/,
    ],
    ['a period that ends before it starts', clinic, (t) => t.replace('08:00-16:00', '16:00-08:00'), /must end after/],
    [
      'a country without a number',
      clinic,
      (t) => t.replace('country: US', 'country: FR'),
      /no emergency number for FR/,
    ],
    ['an unknown time zone', clinic, (t) => t.replace('America/New_York', 'Mars/Base'), /time zone/],
    [
      'a reference to no topic',
      topic,
      (t) => t.replace(/related: \[.*\]/, 'related: [nothing-here]'),
      /there is no topic "nothing-here"/,
    ],
    ['a source nobody named', topic, (t) => t.replace(/id: S0/, 'id: S99'), /"S99" is not in sources/],
    [
      'an answer that is too short',
      topic,
      (t) => t.replace(/---\n\*\*[\s\S]*$/, '---\n**Yes.** Short.\n'),
      /words; 40 to 120/,
    ],
    ['a promise', topic, (t) => t.replace(/\n\n([A-Z])/, '\n\nThis cures it. $1'), /"cures" promises/],
    ['an unknown placeholder', topic, (t) => `${t.trim()} Call {fone}.\n`, /there is no \{fone\}/],
    ['a topic without a head', topic, () => 'just text', /a topic starts with a head/],
    ['broken YAML', 'en/options.yaml', (t) => `${t}\nask: [\n`, /en\/options\.yaml:\d+/],
  ])('refuses %s, with file and line', (_name, file, change, expected) => {
    edit(file, change);
    expect(faults().join('\n')).toMatch(expected);
  });

  it('names a folder that is not there, and what to set', () => {
    expect(() => loadContent('./no-such-folder')).toThrow(/no-such-folder:1 there is no such folder; set CONTENT_DIR/);
  });

  it('names the line of a fault', () => {
    edit(clinic, (text) => text.replace('country: US', 'country: usa'));
    const line =
      readFileSync(join(folder, clinic), 'utf8')
        .split('\n')
        .findIndex((l) => l.startsWith('country:')) + 1;
    expect(faults()).toEqual([`${clinic}:${line} country: two capital letters, such as US`]);
  });

  it('reports the faults of several files at once', () => {
    edit(clinic, (text) => text.replace('country: US', 'country: usa'));
    edit('clinics/sakura-hari.yaml', (text) => text.replace('#8a3a5b', 'pink'));
    edit('emergency-numbers.yaml', (text) => text.replace('"911"', 'nine'));
    rmSync(join(folder, 'en/signs'), { recursive: true });
    expect(faults().map((fault) => fault.split(':')[0])).toEqual(
      expect.arrayContaining([clinic, 'clinics/sakura-hari.yaml', 'emergency-numbers.yaml', 'en/signs/']),
    );
  });

  it('refuses an alias bomb at once', () => {
    const bomb = [
      'a: &a [x, x, x, x, x, x, x, x, x]',
      ...'bcdefghi'
        .split('')
        .map((name, index) => `${name}: &${name} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(', ')}]`),
    ];
    writeFileSync(join(folder, 'en/options.yaml'), bomb.join('\n'));
    expect(faults().join()).toMatch(/alias/);
  });
});
