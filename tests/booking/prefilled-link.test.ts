import { describe, expect, it } from 'vitest';
import { prefilledLink } from '../../src/booking/prefilled-link.ts';

const who = { name: 'Ana María Ruiz', email: 'ana+1@example.com', phone: '+15085550123', reference: 'K7M-4QD' };
const page = { way: 'link', url: 'https://book.harbor.example/new?lang=en' } as const;
const filled = (prefill: 'cal.com' | 'calendly' | 'acuity', given: Parameters<typeof prefilledLink>[1] = who) =>
  Object.fromEntries(new URL(prefilledLink({ ...page, prefill }, given)).searchParams);

describe('a prefilled link', () => {
  it('keeps what the clinic wrote, and adds the parameters that each page documents', () => {
    expect(filled('cal.com')).toEqual({ lang: 'en', name: who.name, email: who.email, 'metadata[ref]': 'K7M-4QD' });
    expect(filled('calendly')).toEqual({
      lang: 'en',
      first_name: 'Ana María',
      last_name: 'Ruiz',
      email: who.email,
      utm_content: 'K7M-4QD',
    });
    expect(filled('acuity')).toEqual({
      lang: 'en',
      firstName: 'Ana María',
      lastName: 'Ruiz',
      email: who.email,
      phone: who.phone,
    });
  });

  it('adds nothing to a plain page, and nothing empty', () => {
    expect(prefilledLink(page, who)).toBe(page.url);
    expect(filled('cal.com', { name: '', reference: 'K7M-4QD' })).toEqual({ lang: 'en', 'metadata[ref]': 'K7M-4QD' });
    expect(filled('calendly', { name: 'Ana' })).toEqual({ lang: 'en', first_name: 'Ana' });
  });

  it('cannot be led elsewhere by a name', () => {
    const link = new URL(prefilledLink({ ...page, prefill: 'cal.com' }, { name: '@evil.example/#?&url=x' }));
    expect([link.host, link.hash, [...link.searchParams.keys()]]).toEqual([
      'book.harbor.example',
      '',
      ['lang', 'name'],
    ]);
  });
});
