import { describe, expect, it } from 'vitest';
import { deepLink } from '../../../src/booking/slots-file/deep-link.ts';
import { slotsFileWaySchema } from '../../../src/booking/slots-file/slots-file-way.ts';

const linkTo = (link: string | null): string | null =>
  deepLink(
    { id: 'a', start: 1, end: 2, place: null, service: 'Heel pain', link },
    { source: 'plumbline', reference: 'K7M 4&Q' },
  );

describe('the link to a slot carries source and reference, and stays as it was', () => {
  const added = 'source=plumbline&booking-referral=K7M+4%26Q';
  it.each([
    ['https://book.harbor.example', `https://book.harbor.example/?${added}`],
    ['https://book.harbor.example/go?slot=a~b%20c', `https://book.harbor.example/go?slot=a~b%20c&${added}`],
    ['https://book.harbor.example/go?handle', `https://book.harbor.example/go?handle&${added}`],
    ['https://book.harbor.example/app#/slots/7', `https://book.harbor.example/app?${added}#/slots/7`],
  ])('%s', (link, expected) => expect(linkTo(link)).toBe(expected));

  it('there is none for a slot that we book', () => expect(linkTo(null)).toBeNull());
});

describe('a slots-file way', () => {
  const whole = {
    way: 'slots-file',
    manifest: 'https://files.harbor.example/data/$bulk-publish',
    hosts: ['files.harbor.example', 'book.harbor.example'],
    places: { downtown: '123' },
  };
  it('is taken whole', () => expect(slotsFileWaySchema.parse(whole)).toEqual(whole));

  it.each([
    ['no address at all', { manifest: 'somewhere' }],
    ['plain http', { manifest: 'http://files.harbor.example/$bulk-publish' }],
    ['another ending', { manifest: 'https://files.harbor.example/slots.json' }],
    ['a manifest on no listed host', { hosts: ['book.harbor.example'] }],
    ['a host that is an address', { hosts: ['files.harbor.example', 'https://book.harbor.example'] }],
    ['a Location with its type', { places: { downtown: 'Location/123' } }],
    ['an unknown key', { prefill: true }],
  ])('is refused with %s', (_, change) =>
    expect(slotsFileWaySchema.safeParse({ ...whole, ...change }).success).toBe(false),
  );
});
