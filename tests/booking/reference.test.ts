import { describe, expect, it } from 'vitest';
import { readReference, referenceOf } from '../../src/booking/reference.ts';

const many = Array.from({ length: 2_000 }, (_, n) => referenceOf(`message ${n}`));

describe('a reference', () => {
  it('is the same for the same message, and hardly ever for another', () => {
    expect(referenceOf('message 1')).toBe(many[1]);
    expect(new Set(many).size).toBe(many.length);
  });

  it('is easy to say, and is read back as it was typed on a phone', () => {
    for (const reference of many) {
      expect(reference).toMatch(/^[2-9A-HJ-NP-TV-Z]{2}[2-9]-[2-9A-HJ-NP-TV-Z]{3}$/);
      expect(readReference(`Please cancel ${reference.toLowerCase().replace('-', ' ')}.`)).toBe(reference);
      expect(readReference(`(${reference.replace('-', '')})`)).toBe(reference);
    }
  });

  it.each(['cancel my request', 'please cancel that appointment', '508 555 0123', 'it hurts', ''])(
    'is not found in "%s"',
    (text) => expect(readReference(text)).toBeNull(),
  );
});
