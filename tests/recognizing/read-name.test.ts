import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readName } from '../../src/recognizing/read-name.ts';

describe('readName', () => {
  it.each([
    ['Ana', 'Ana'],
    ["it's Ana", 'Ana'],
    ['it’s Ana.', 'Ana'],
    ['im bob', 'bob'],
    ['my name is José Núñez-Pérez', 'José Núñez-Pérez'],
    ["call me O'Brien", "O'Brien"],
    ['you can call me Bob', 'Bob'],
    ['Hi, I am Ana Maria', 'Ana Maria'],
    ['yes, put me down as Sam please', 'Sam'],
    ['first name Ana', 'Ana'],
    ['Ana is my name', 'Ana'],
    ['name: Ana, thanks', 'Ana'],
    ['me llamo José', 'José'],
    ['Dr. Lee', 'Dr. Lee'],
    ['J. R. Smith', 'J. R. Smith'],
    ['John Smith Jr.', 'John Smith Jr.'],
    ['Smith, John', 'Smith, John'],
    ['Maria de la Cruz', 'Maria de la Cruz'],
    ['Siobhán Ní Dhomhnaill', 'Siobhán Ní Dhomhnaill'],
    ['Nguyễn Thị Hoa', 'Nguyễn Thị Hoa'],
    ['My Nguyen', 'My Nguyen'],
    ['Will', 'Will'],
    ['May', 'May'],
    ['X', 'X'],
    ['山田', '山田'],
    ['山田 太郎です', '山田 太郎'],
    ['私は山田と申します', '山田'],
    ['マリア・ロペス', 'マリア・ロペス'],
    ['مريم', 'مريم'],
    ['Ольга Петрова', 'Ольга Петрова'],
    ['สมชาย', 'สมชาย'],
    ['Ana 🙂', 'Ana'],
    ['<b>Ana</b>', 'Ana'],
    ['**Ana**', 'Ana'],
    ['\u202eAna\u202c\u0007', 'Ana'],
  ])('%s', (text, name) => expect(readName(text)).toBe(name));

  it.each([
    '',
    '...',
    '🙂',
    'no',
    'Nope',
    'rather not say',
    'prefer not to',
    'not telling',
    'none of your business',
    'why do you need my name?',
    'why',
    'yes please',
    'hello',
    'tomorrow',
    'my back hurts',
    'foot pain',
    'I hurt my foot',
    'I am Ana and my foot hurts',
    'book me in',
    'is it safe',
    'Ana 45',
    'Ana, 508 555 0142',
    'ana@example.com',
    'https://example.com',
    'Ana?',
    'Ana\nLopez',
    'A'.repeat(61),
    'one two three four five six seven',
    'a'.repeat(20_000),
  ])('no name in "%s"', (text) => expect(readName(text)).toBeNull());

  it('never throws, and gives nothing that could be markup or steer the line', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const name = readName(text);
        if (name === null) return;
        expect(name).not.toMatch(/[\p{Cc}\p{Cf}<>{}[\]*_`|\\]/u);
        expect(name.length).toBeLessThanOrEqual(60);
        expect(readName(name)).not.toBe('');
      }),
      { numRuns: 1_000 },
    );
  });
});
