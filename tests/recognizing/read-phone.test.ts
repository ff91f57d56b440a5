import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readPhone } from '../../src/recognizing/read-phone.ts';

describe('readPhone', () => {
  it.each([
    ['508 555 0142', 'US', '+15085550142', '(508) 555-0142'],
    ['call me on five oh eight, 555 0142', 'US', '+15085550142', '(508) 555-0142'],
    ['five zero eight, triple five, zero one four two', 'US', '+15085550142', '(508) 555-0142'],
    ['(508) 555-0142 after 5pm please', 'US', '+15085550142', '(508) 555-0142'],
    ["I'm 45 and it's 508.555.0142", 'US', '+15085550142', '(508) 555-0142'],
    ['508 555 O142', 'US', '+15085550142', '(508) 555-0142'],
    ['5 0 8 5 5 5 0 1 4 2', 'US', '+15085550142', '(508) 555-0142'],
    ['tel:+1-508-555-0142', 'US', '+15085550142', '(508) 555-0142'],
    ['either 508 555 0142 or 508 555 0143', 'US', '+15085550142', '(508) 555-0142'],
    ['٥٠٨ ٥٥٥ ٠١٤٢', 'US', '+15085550142', '(508) 555-0142'],
    ['５０８−５５５−０１４２', 'US', '+15085550142', '(508) 555-0142'],
    ['𝟓𝟎𝟖 𝟓𝟓𝟓 𝟎𝟏𝟒𝟐', 'US', '+15085550142', '(508) 555-0142'],
    ['\u202a508-555-0142\u202c', 'US', '+15085550142', '(508) 555-0142'],
    ['+1 508 555 0142', 'JP', '+15085550142', '+1 508 555 0142'],
    ['plus 44 7700 900123', 'US', '+447700900123', '+44 7700 900123'],
    ['07700 900123', 'GB', '+447700900123', '07700 900123'],
    ['+81-3-5555-0142', 'US', '+81355550142', '+81 3 5555 0142'],
    ['０３ー５５５５ー０１４２です', 'JP', '+81355550142', '03-5555-0142'],
  ])('%s (%s)', (text, country, ok, shown) => expect(readPhone(text, country)).toEqual({ ok, shown, extension: null }));

  it.each([
    ['508 555 0142 ext 12', '12'],
    ['508 555 0142 ext. 12 thanks', '12'],
    ['508-555-0142x7', '7'],
    ['508 555 0142, extension 4021', '4021'],
    ['508 555 0142 #9', '9'],
    ['508 555 0142, ext twelve', null],
    ['508 555 0142, I have 2 feet', null],
  ])('keeps the extension of %s apart', (text, extension) =>
    expect(readPhone(text, 'US')).toEqual({ ok: '+15085550142', shown: '(508) 555-0142', extension }),
  );

  it.each([
    ['911', 'US', 'emergency-number'],
    ['nine one one', 'US', 'emergency-number'],
    ['call 119', 'JP', 'emergency-number'],
    ['9 9 9', 'GB', 'emergency-number'],
    ['988', 'US', 'emergency-number'],
    ['411', 'US', 'short-number'],
    ['55501', 'US', 'short-number'],
    ['555 0142', 'US', 'not-possible'],
    ['123 456 7890', 'US', 'not-possible'],
    ['508 555 01421 9', 'US', 'not-possible'],
    ['+999 508 555 0142', 'US', 'not-possible'],
    ['508 555 0142', 'XX', 'not-possible'],
    ['1-'.repeat(600), 'US', 'not-possible'],
    ['301-515-FEET', 'US', 'letters'],
    ['1-800-FOOTDOC', 'US', 'letters'],
    ['(301) 515 FEET', 'US', 'letters'],
    ['no thanks', 'US', 'nothing'],
    ['I have 2 feet', 'US', 'nothing'],
    ['', 'US', 'nothing'],
    ['a'.repeat(20_000), 'US', 'nothing'],
  ])('%s (%s) has the problem %s', (text, country, problem) => expect(readPhone(text, country)).toEqual({ problem }));

  it('never throws, and only gives E.164', () => {
    const signs = fc.constantFrom(...'0123456789٣５+-() .xX#,oO/', ' ext ', ' five ', ' double ', 'FEET');
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(signs).map((each) => each.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const read = readPhone(text, 'US');
          if ('ok' in read) expect(read.ok).toMatch(/^\+[1-9]\d{4,14}$/);
        },
      ),
      { numRuns: 500 },
    );
  });
});
