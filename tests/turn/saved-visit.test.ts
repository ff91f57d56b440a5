import { describe, expect, it } from 'vitest';
import { newContext, noFacts } from '../../dialogs/visit.context.ts';
import { VISIT_VERSION } from '../../dialogs/visit.machine.ts';
import { readSavedVisit } from '../../src/turn/saved-visit.ts';
import { stepVisit } from '../../src/turn/step-visit.ts';

const { clinic: _, ...context } = newContext(noFacts);
const current = {
  version: VISIT_VERSION,
  value: { booking: 'askingPlace' },
  context: { ...context, urgency: 'soon', flag: 'persistent-pain' },
  offered: ['place:one'],
  heard: ['back'],
};
/** A visit as version 0 stored it, before any release: `state` and `choices` were renamed. */
const version0 = {
  version: 0,
  state: { booking: 'askingPlace' },
  context: current.context,
  choices: ['place:one'],
  heard: ['back'],
};

/** Version 1, before bookings asked for details. */
const {
  way: _way,
  told: _told,
  details: _details,
  fitting: _fitting,
  request: _request,
  cancelling: _cancelling,
  ...context1
} = current.context;
const version1 = { ...current, version: 1, context: context1 };

describe('a saved visit', () => {
  it('starts in arriving when nothing was stored', () => {
    expect(readSavedVisit(null)).toMatchObject({ saved: { value: 'arriving' }, lost: false });
  });

  it('is read back as it was stored', () => {
    expect(readSavedVisit(JSON.parse(JSON.stringify(current)))).toEqual({ saved: current, lost: false });
  });

  it.each([
    ['0', version0],
    ['1', version1],
  ])('is migrated from version %s, and the dialog goes on from it', (_version, stored) => {
    const { saved, lost } = readSavedVisit(stored);
    expect(lost).toBe(false);
    expect(saved).toEqual(current);
    const clinic = { ...noFacts, places: ['one', 'two'], ways: ['phone'] };
    expect(stepVisit(saved, [{ type: 'visitor.greeted' }], clinic).lines.map(({ line }) => line)).toContain(
      'small-talk.hello',
    );
  });

  it.each([
    ['a damaged string', '{"version":1,"val'],
    ['a newer version', { ...current, version: VISIT_VERSION + 1 }],
    ['an unknown field', { ...current, extra: 1 }],
    ['a missing field', { ...current, offered: undefined }],
    ['a number', 7],
  ])('%s starts afresh and says so', (_name, stored) => {
    expect(readSavedVisit(stored)).toMatchObject({ saved: { value: 'arriving', version: VISIT_VERSION }, lost: true });
  });

  it('keeps its urgency when nothing else can be read', () => {
    const stored = { version: 99, context: { urgency: 'emergency', flag: 'heart-attack' } };
    expect(readSavedVisit(stored).saved.context).toMatchObject({ urgency: 'emergency', flag: 'heart-attack' });
  });

  it('stays under 2 KB when everything in it is full', () => {
    const id = 'a-long-red-flag-id';
    const flag = { id, urgency: 'emergency' };
    const times = { day: '2026-12-03', until: '2026-12-18', weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '12:00' };
    const slots = Array.from({ length: 12 }, (_, n) => `hq6x${n}`);
    const full = {
      ...current,
      value: { booking: 'readingBack' },
      context: {
        ...current.context,
        urgency: 'emergency',
        flag: id,
        flags: Array.from({ length: 8 }, () => flag),
        asked: flag,
        doing: 'booking',
        cleared: Array.from({ length: 6 }, (_, n) => `flag:${id}-${n}`),
        reason: 'reason:follow-up',
        place: 'harbor-street',
        way: 'slots-file',
        told: true,
        details: {
          name: 'X'.repeat(60),
          phone: '+815085550123',
          extension: '1234567',
          email: `${'x'.repeat(40)}@example.com`,
          times: [times, times, times, times],
          slot: slots[0],
        },
        fitting: slots,
        request: { reference: 'K7M-4QD', kind: 'appointment' },
        cancelling: 'K7M-4QD',
        topic: 'custom-vs-store-orthotics',
      },
      offered: [...slots.slice(0, 5).map((slot) => `slot:${slot}`), 'way:callback', 'way:phone', 'way:person'],
      heard: Array.from({ length: 16 }, () => 'numb'),
    };
    expect(readSavedVisit(full)).toMatchObject({ lost: false });
    expect(JSON.stringify(full).length).toBeLessThan(2048);
  });
});
