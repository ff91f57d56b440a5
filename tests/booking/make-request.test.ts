import { describe, expect, it } from 'vitest';
import { noDetails } from '../../dialogs/visit.context.ts';
import { newRequest, twinOf, workOf } from '../../src/booking/make-request.ts';
import { slotId } from '../../src/booking/slot-id.ts';
import { shippedKnowledge } from '../support/knowledge.ts';

const start = Date.parse('2026-12-03T19:30:00Z');
const slotAt = (place: string) => ({ id: place, start, end: start + 60_000, place, service: null, link: null });
const thursday = { day: '2026-12-03', until: null, weekdays: null, from: null, to: null };
const details = { ...noDetails, name: 'Ana', phone: '+15085550123', times: [thursday], slot: slotId({ start }) };
const made = { kind: 'callback', reason: 'reason', place: 'mill-road', urgency: 'none', details } as const;

const harbor = () => {
  const clinic = shippedKnowledge().content.clinics.get('harbor-foot-spine');
  if (!clinic) throw new Error('harbor is gone');
  return clinic;
};

describe('a request', () => {
  it('is the twin of one for the same number and time, whoever asks and for what name', () => {
    const same = { ...details, name: 'Bo', slot: null };
    expect(twinOf({ kind: 'callback', details: same }, 'b')).toBe(twinOf(made, 'a'));
    expect(twinOf({ kind: 'callback', details: { ...details, phone: '+15085550124' } }, 'a')).not.toBe(
      twinOf(made, 'a'),
    );
    expect(twinOf({ kind: 'callback', details: { ...details, times: [] } }, 'a')).not.toBe(twinOf(made, 'a'));
    expect(twinOf({ kind: 'appointment', details: { ...details, slot: null } }, 'a')).not.toBe(
      twinOf({ kind: 'appointment', details }, 'a'),
    );
  });

  it('for a person is the twin of its own visit only', () => {
    expect(twinOf({ kind: 'hand-off', details }, 'a')).toBe(twinOf({ kind: 'hand-off', details: noDetails }, 'a'));
    expect(twinOf({ kind: 'hand-off', details }, 'a')).not.toBe(twinOf({ kind: 'hand-off', details }, 'b'));
  });

  it('keeps the times in words, and the free time of the chosen place', () => {
    const slots = [slotAt('harbor-street'), slotAt('mill-road')];
    expect(newRequest(made, 'K7M-4QD', { visitId: 'a', zone: 'Europe/Berlin' }, harbor(), slots)).toMatchObject({
      reference: 'K7M-4QD',
      details: {
        windows: ['Thursday 3 December, any time the clinic is open'],
        free: { place: 'mill-road' },
        zone: 'Europe/Berlin',
      },
    });
  });

  it('leaves work that holds its reference and nothing that was typed', () => {
    const work = workOf(made, 'K7M-4QD', harbor(), []);
    expect(work.map(({ kind }) => kind)).toEqual(['inbox', 'notice', 'watch']);
    expect(workOf({ ...made, kind: 'appointment' }, 'K7M-4QD', harbor(), []).map(({ kind }) => kind)).toEqual([
      'fhir-book',
      'watch',
    ]);
    expect(JSON.stringify(work)).not.toMatch(/Ana|5550123|Thursday|mill/);
  });

  it("leaves a notice for each chat of the clinic's staff, when its file says so", () => {
    const chats = [{ id: 'one' }, { id: 'two' }];
    const keys = (notices: object) =>
      workOf(made, 'K7M-4QD', { ...harbor(), notices }, chats).flatMap(({ key, kind }) =>
        kind === 'notice' ? [key] : [],
      );
    expect(keys({ 'staff-chat': true })).toEqual(['K7M-4QD:notice-staff-chat-one', 'K7M-4QD:notice-staff-chat-two']);
    expect(keys({ slack: 'SLACK' })).toEqual(['K7M-4QD:notice-slack']);
  });
});
