import { describe, expect, it } from 'vitest';
import { describeTimes } from '../../src/booking/describe-times.ts';
import { visitorClock } from '../../src/booking/visitor-clock.ts';
import { loadContent } from '../../src/content/load-content.ts';
import { newVisitor } from '../support/visitor.ts';

const clinics = loadContent('./content').clinics;
const clinic = (id: string) => {
  const found = clinics.get(id);
  if (!found) throw new Error(`there is no clinic ${id}`);
  return found;
};
const [newYork, tokyo] = [clinic('harbor-foot-spine'), clinic('sakura-hari')];
const at = Date.parse('2026-12-03T19:30:00Z');

describe("the visitor's own clock", () => {
  it.each([
    [newYork, 'Europe/Berlin', ' (8:30 pm, Berlin time)'],
    [newYork, 'Asia/Tokyo', ' (Friday 4 December, 4:30 am, Tokyo time)'],
    [tokyo, 'America/New_York', ' (Thursday 3 December, 14:30, New York time)'],
    [newYork, 'America/Toronto', ''],
    [newYork, 'Mars/Olympus', ''],
    [newYork, null, ''],
  ])('is told where it shows another time', (where, zone, shown) => {
    expect(visitorClock(at, where, zone)).toBe(shown);
  });

  it('stands beside wishes for one day only', () => {
    const wish = { day: '2026-12-03', until: null, weekdays: null, from: '14:30', to: '14:30' };
    expect(describeTimes(wish, newYork, 'Europe/Berlin')).toContain('(8:30 pm, Berlin time)');
    expect(describeTimes({ ...wish, to: '17:00' }, newYork, 'Europe/Berlin')).toContain('Berlin time');
    expect(describeTimes({ ...wish, day: null }, newYork, 'Europe/Berlin')).not.toContain('Berlin');
  });

  it('is in the read-back of a visitor from elsewhere', async () => {
    const visitor = await newVisitor('garden-spine');
    await visitor.arrives();
    const say = (text: string) => visitor.sends({ ...visitor.message(text), zone: 'Europe/Berlin' });
    for (const text of [
      'book an appointment',
      'no',
      'Back pain',
      'Ridge North',
      'Ask to be called back',
      'Ana',
      '201 555 0142',
    ])
      await say(text);
    const { replies } = await say('Thursday at 2:30pm');
    expect(replies.at(-1)?.facts?.find(({ label }) => label === 'When')?.value).toContain('Berlin time');
  });
});
