import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { readOutside } from '../../src/turn/read-outside.ts';
import { readSavedVisit } from '../../src/turn/saved-visit.ts';
import { newVisitor, TUESDAY_MORNING, type Visitor } from '../support/visitor.ts';

const asks = ['call me back', 'no', 'Foot pain', 'Mill Road', 'Ana', '508 555 0123, ana@example.com', 'thursday'];

async function visitorOf(store: Store, visit: string): Promise<Visitor> {
  return newVisitor('harbor-foot-spine', { store, visit: `test/harbor-foot-spine/${visit}` });
}

/** A request made in visit one, and what each visit's next message is taken for. */
async function madeRequest() {
  const store = await openSqliteStore(':memory:');
  const one = await visitorOf(store, 'one');
  for (const text of [...asks, 'yes']) await one.writes(text);
  const [made] = (await store.requests({ clinicIds: ['harbor-foot-spine'], limit: 1, offset: 0 })).rows;
  const outside = async (visitor: Visitor, text: string, now = TUESDAY_MORNING) => {
    const message = visitor.message(text);
    const clinic = visitor.deps.knowledge().content.clinics.get(message.clinicId);
    if (!clinic) throw new Error('harbor is gone');
    const { saved } = readSavedVisit((await store.load(message.visitId)).state);
    return readOutside(message, saved, { clinic, slots: [], now, store, alarmed: false });
  };
  return { store, one, two: await visitorOf(store, 'two'), reference: made?.reference ?? '', outside };
}

describe('what is looked up for a message', () => {
  it('knows whose request is to be cancelled', async () => {
    const { one, two, reference, outside } = await madeRequest();
    const claim = async (visitor: Visitor, text: string) => (await outside(visitor, text)).cancelling;
    expect(await claim(one, 'cancel my request')).toEqual({ reference, claim: 'ours' });
    expect(await claim(one, 'cancel')).toEqual({ reference, claim: 'ours' });
    expect(await claim(two, `please cancel ${reference.toLowerCase()}`)).toEqual({ reference, claim: 'unproven' });
    expect(await claim(two, 'cancel ABC-2DE')).toEqual({ reference: 'ABC-2DE', claim: 'unproven' });
    expect(await claim(two, 'cancel my request')).toBeNull();
  });

  it.each([
    'how do I cancel my appointment?',
    'what if I cancel my booking?',
    "please don't cancel my request",
    'is there a fee when I cancel an appointment',
    'delete my data',
    'that is fine',
  ])('takes "%s" for no cancelling', async (text) => {
    const { one, outside } = await madeRequest();
    expect((await outside(one, text)).cancelling).toBeNull();
  });

  it('half-way through a booking, "cancel" means that booking', async () => {
    const { one, outside } = await madeRequest();
    await one.writes('book');
    for (const text of ['cancel', 'cancel it', 'cancel my booking'])
      expect((await outside(one, text)).cancelling, text).toBeNull();
  });

  it('proves by the phone number or the e-mail that were left, and by no others', async () => {
    const { two, reference, outside } = await madeRequest();
    await two.writes(`cancel ${reference}`);
    const claim = async (text: string) => (await outside(two, text)).cancelling?.claim ?? null;
    expect(await claim('(508) 555-0123')).toBe('ours');
    expect(await claim('Ana@Example.com')).toBe('ours');
    expect(await claim('508 555 0124')).toBe('wrong');
    expect(await claim('bob@example.com')).toBe('wrong');
    expect(await claim('911')).toBeNull();
    expect(await claim('Ana')).toBeNull();
    expect(await claim('sorry, I meant ABC-2DE')).toBe('unproven');
  });

  it('finds the same request for ten minutes, at the read-back of any visit', async () => {
    const { two, reference, outside } = await madeRequest();
    for (const text of asks) await two.writes(text);
    const twin = async (minutes: number) => (await outside(two, 'yes', TUESDAY_MORNING + minutes * 60_000)).twin;
    expect([await twin(0), await twin(9.9), await twin(10)]).toEqual([reference, reference, null]);
    await two.writes('555-0123');
    expect(await twin(0)).toBe(reference);
  });
});
