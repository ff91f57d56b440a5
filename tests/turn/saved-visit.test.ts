import { describe, expect, it } from 'vitest';
import { VISIT_VERSION } from '../../dialogs/visit.machine.ts';
import { newContext, noFacts } from '../../dialogs/visit.setup.ts';
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

describe('a saved visit', () => {
  it('starts in arriving when nothing was stored', () => {
    expect(readSavedVisit(null)).toMatchObject({ saved: { value: 'arriving' }, lost: false });
  });

  it('is read back as it was stored', () => {
    expect(readSavedVisit(JSON.parse(JSON.stringify(current)))).toEqual({ saved: current, lost: false });
  });

  it('is migrated from version 0, and the dialog goes on from it', () => {
    const { saved, lost } = readSavedVisit(version0);
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
    const full = {
      ...current,
      context: {
        ...current.context,
        flags: Array.from({ length: 12 }, () => 'diabetic-foot-emergency'),
        cleared: Array.from({ length: 30 }, (_, n) => `flag:a-long-red-flag-id-${n}`),
      },
      offered: Array.from({ length: 6 }, () => 'topic:custom-vs-store-orthotics'),
    };
    expect(JSON.stringify(full).length).toBeLessThan(2048);
  });
});
