import { expect, it } from 'vitest';
import { describeTimes } from '../../src/booking/describe-times.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const any = { day: null, until: null, weekdays: null, from: null, to: null };

it.each([
  [any, 'Any day, any time the clinic is open'],
  [{ ...any, to: '12:00' }, 'Any day, until 12:00 pm, New York time'],
  [{ ...any, day: '2026-12-03' }, 'Thursday 3 December, any time the clinic is open'],
  [{ ...any, day: '2026-12-03', from: '15:00', to: '15:00' }, 'Thursday 3 December, about 3:00 pm, New York time'],
  [
    { ...any, day: '2026-12-14', until: '2026-12-18', from: '13:00' },
    'Monday 14 December to Friday 18 December, from 1:00 pm, New York time',
  ],
  [
    { ...any, weekdays: [5, 1, 2, 4, 3], from: '08:00', to: '12:00' },
    'Monday to Friday, 8:00 am to 12:00 pm, New York time',
  ],
  [{ ...any, weekdays: [6, 0] }, 'Weekends, any time the clinic is open'],
  [{ ...any, weekdays: [4, 2] }, 'Tuesdays or Thursdays, any time the clinic is open'],
])('%j is "%s"', (times, said) => {
  const clinic = shippedKnowledge().content.clinics.get('harbor-foot-spine');
  expect(clinic && describeTimes(times, clinic)).toBe(said);
});

it('counts to twenty-four where people do', () => {
  const clinic = shippedKnowledge().content.clinics.get('sakura-hari');
  const times = { ...any, day: '2026-12-03', from: '14:30', to: '19:00' };
  expect(clinic && describeTimes(times, clinic)).toBe('Thursday 3 December, 14:30 to 19:00, Tokyo time');
});
