import { describe, expect, it } from 'vitest';
import { slotId } from '../../src/booking/slot-id.ts';
import { waySchema } from '../../src/content/clinic-schema.ts';
import { bookingParts, bookingValues, describeSlot, wayLinks } from '../../src/replies/booking-parts.ts';
import { composeReply, voiceOf } from '../../src/replies/compose-reply.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import { TUESDAY_MORNING } from '../support/visitor.ts';

const start = Date.parse('2026-12-03T19:30:00Z');
const slot = slotId({ start });
const slotAt = (place: string) => ({
  id: place,
  start,
  end: start + 60_000,
  place,
  service: null,
  link: `https://book.elm.example/${place}`,
});
const system = waySchema.parse({
  way: 'slots-file',
  manifest: 'https://book.elm.example/$bulk-publish',
  hosts: ['book.elm.example'],
  places: {},
});

function voice(clinicId = 'harbor-foot-spine') {
  const { content } = shippedKnowledge();
  const [clinic, words] = [content.clinics.get(clinicId), content.languages.en];
  if (!clinic || !words) throw new Error(`${clinicId} is gone`);
  const told = voiceOf(content, words, clinic, TUESDAY_MORNING, [slotAt('harbor-street'), slotAt('mill-road')]);
  return { ...told, clinic: { ...clinic, booking: [...clinic.booking, system] } };
}
const times = JSON.stringify([{ day: '2026-12-03', until: null, weekdays: null, from: null, to: null }]);

describe('the parts of a booking', () => {
  it('read back a list, without what was not given', () => {
    const values = {
      reason: 'foot',
      place: 'mill-road',
      times,
      name: 'Ana',
      phone: '+15085550123',
      extension: '9',
      email: '',
    };
    expect(bookingParts({ line: 'booking.read-back', values }, voice()).facts).toEqual([
      { label: 'Visit', value: 'Foot pain' },
      { label: 'Where', value: 'Mill Road' },
      { label: 'When', value: 'Thursday 3 December, any time the clinic is open' },
      { label: 'Name', value: 'Ana' },
      { label: 'Call', value: '(508) 555-0123, extension 9' },
    ]);
  });

  it('tell a free time by the clinic clock', () => {
    expect(describeSlot(slot, voice().clinic)).toBe('Thursday 3 December, 2:30 pm');
    expect(describeSlot('!', voice().clinic)).toBeUndefined();
    expect(bookingValues({ line: 'x', values: { slot } }, voice()).time).toBe(
      'Thursday 3 December, 2:30 pm, New York time',
    );
  });

  it('give a booked visit a calendar file that says where and never why', () => {
    const values = { reference: 'K7M-4QD', slot, place: 'mill-road', reason: 'foot', name: 'Ana' };
    const { file } = bookingParts({ line: 'booking.booked', values }, voice());
    expect(file?.text).toContain('SUMMARY:Visit at Harbor Foot & Spine');
    expect(file?.text).toContain('20261203T193000Z');
    expect(file?.text).not.toMatch(/foot pain|Ana/i);
  });

  it('tell where a booked visit is: at the place chosen, or the only one', () => {
    const text = (clinicId: string, place: string) =>
      composeReply({ line: 'booking.booked', values: { reference: 'K7M-4QD', slot, place } }, voice(clinicId), {
        ...{ id: 'r', urgency: 'none', answer: null },
      }).text.split('\n');
    const when = '**Thursday 3 December, 2:30 pm, New York time.**';
    expect(text('harbor-foot-spine', 'mill-road').slice(0, 3)).toEqual([
      when,
      'Mill Road, 240 Mill Road, Eastbury, MA',
      '',
    ]);
    expect(text('capital-podiatry', '').slice(0, 2)).toEqual([when, 'Office, 77 Example Pike, Suite 4, Rockdale, MD']);
    expect(text('harbor-foot-spine', '').slice(0, 2)).toEqual([when, '']);
  });

  it('lead to the free time of the chosen place, with our reference only', () => {
    const values = {
      way: 'slots-file',
      slot,
      reference: 'K7M-4QD',
      name: 'Ana',
      phone: '+15085550123',
      reason: 'foot',
    };
    const href = (place: string) =>
      wayLinks({ line: 'booking.way-slots-file', values: { ...values, place } }, voice())[0]?.href;
    expect(href('mill-road')).toBe(
      'https://book.elm.example/mill-road?source=harbor-foot-spine&booking-referral=K7M-4QD',
    );
    expect(href('')).toContain('/harbor-street?');
    expect(href('lake-avenue')).toBeUndefined();
  });

  it.each([
    ['harbor-foot-spine', 'phone', 'tel:+15085550142'],
    ['sakura-hari', 'email', 'mailto:hello@sakura-hari.example'],
    ['sakura-hari', 'page', 'https://sakura-hari.example/contact'],
  ])('of %s by %s lead to %s and carry nothing that was typed', (clinicId, way, href) => {
    const values = { way, place: '', name: 'Ana', email: 'ana@example.com', phone: '+15085550123', reason: 'foot' };
    expect(wayLinks({ line: `booking.way-${way}`, values }, voice(clinicId))[0]?.href).toBe(href);
  });
});
