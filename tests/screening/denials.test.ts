import { describe, expect, it } from 'vitest';
import { loadContent } from '../../src/content/load-content.ts';
import { compileReader } from '../../src/screening/screen-text.ts';

const { read } = compileReader(loadContent('./content'));
const isDenied = (text: string, concept: string): boolean[] =>
  read(text)
    .signs.filter((sign) => sign.concept === concept)
    .map(({ denied }) => denied);

describe('a denial', () => {
  it.each(['No. I have chest pain', 'No\nI have chest pain', 'no, I have chest pain', 'Nope! chest pain now'])(
    'that stands alone denies nothing of what follows: %s',
    (text) => {
      expect(isDenied(text, 'chest-pain')).toEqual([false]);
    },
  );

  it.each(['no chest pain', 'no fever, no chills, no chest pain', "I don't have any chest pain", 'No, no chest pain'])(
    'reaches what it stands before: %s',
    (text) => {
      expect(isDenied(text, 'chest-pain')).toEqual([true]);
    },
  );
});
