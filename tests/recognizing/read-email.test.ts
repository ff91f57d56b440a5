import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readEmail } from '../../src/recognizing/read-email.ts';

describe('readEmail', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    ['Ana.Lopez+clinic@EXAMPLE.COM.', 'Ana.Lopez+clinic@example.com'],
    ['it is <ana@example.com>, thanks', 'ana@example.com'],
    ['(ana@example.com)', 'ana@example.com'],
    ['mailto:ana@example.com', 'ana@example.com'],
    ['ana @ example.com', 'ana@example.com'],
    ['ａｎａ＠ｅｘａｍｐｌｅ．ｃｏｍ', 'ana@example.com'],
    ["o'brien@example.ie", "o'brien@example.ie"],
    ['ana at example dot com', 'ana@example.com'],
    ['ana at example.com', 'ana@example.com'],
    ['ana@example dot com', 'ana@example.com'],
    ['ana [at] example [dot] com', 'ana@example.com'],
    ['email me at ana dot lopez at mail dot example dot org please', 'ana.lopez@mail.example.org'],
    ['ana underscore lopez at example dot co dot uk', 'ana_lopez@example.co.uk'],
    ['ana@example.com or bob@example.com', 'ana@example.com'],
    ['ana@example.com\r\nBcc: bob@example.com', 'ana@example.com'],
    ['ana\u200b@example.com', 'ana@example.com'],
  ])('%s', (text, email) => expect(readEmail(text)).toBe(email));

  it.each([
    '',
    'no e-mail',
    'meet me at noon',
    'look at this. ok',
    'ana@example',
    '@example.com',
    'ana@@example.com',
    'a..b@example.com',
    '.ana@example.com',
    '"ana b"@example.com',
    'müller@example.com',
    'ana@exa_mple.com',
    'ana@-example.com',
    `${'x'.repeat(65)}@example.com`,
    `ana@${'a'.repeat(63)}.${'b'.repeat(63)}.${'c'.repeat(63)}.${'d'.repeat(60)}.com`,
    'at '.repeat(300),
    'a dot '.repeat(5_000),
    'a.'.repeat(10_000),
  ])('nothing in "%s"', (text) => expect(readEmail(text)).toBeNull());

  it('never throws, and gives one plain address', () => {
    const signs = fc.constantFrom(...'ab.@-_+"<> ', ' at ', ' dot ', 'com', '.com', 'é', '\n');
    fc.assert(
      fc.property(fc.array(signs, { maxLength: 60 }), (each) => {
        const email = readEmail(each.join(''));
        if (email !== null) expect(email).toMatch(/^[^\s@"<>]{1,64}@[a-z0-9.-]+\.[a-z]{2,}$/);
      }),
      { numRuns: 500 },
    );
  });
});
