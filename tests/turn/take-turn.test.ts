import { describe, expect, it } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { RevisionConflict } from '../../src/store/visit-store.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import { linesOf, newVisitor } from '../support/visitor.ts';

const EMERGENCY = 'I have crushing chest pain and I am sweating';

/** A store whose named methods fail. */
function failing(store: Store, ...methods: (keyof Store)[]): Store {
  return new Proxy(store, {
    get: (target, name: keyof Store) =>
      methods.includes(name)
        ? () => Promise.reject(new Error('the disk is gone'))
        : Reflect.get(target, name).bind(target),
  });
}

describe('a turn', () => {
  it.each([['load'], ['commit']] as const)('sends the emergency text when %s fails', async (method) => {
    const { store } = await newVisitor();
    const visitor = await newVisitor('harbor-foot-spine', { store: failing(store, method) });
    const turn = await visitor.writes(EMERGENCY);
    expect(turn).toMatchObject({ failed: true, duplicate: false, entries: [] });
    expect(linesOf(turn)).toEqual(['safety.emergency', 'fallback.call-us']);
    expect(turn.replies[0]).toMatchObject({ urgency: 'emergency', links: [{ href: 'tel:911' }] });
  });

  it('sends the emergency text of a yes to a safety question though it cannot be stored', async () => {
    const { store } = await newVisitor();
    const before = await newVisitor('harbor-foot-spine', { store });
    await before.arrives();
    await before.writes('book an appointment');
    const after = await newVisitor('harbor-foot-spine', { store: failing(store, 'commit') });
    const turn = await after.sends({ ...after.message('yes'), keys: ['another'] });
    expect(linesOf(turn)).toEqual(['safety.emergency', 'fallback.call-us']);
  });

  it('sends the emergency text when the store does not answer at all', async () => {
    const { store } = await newVisitor();
    const silent = new Proxy(store, {
      get: (target, name: keyof Store) =>
        name === 'load' ? () => new Promise(() => {}) : Reflect.get(target, name).bind(target),
    });
    const visitor = await newVisitor('harbor-foot-spine', { store: silent });
    const turn = await visitor.writes(EMERGENCY);
    expect(linesOf(turn)).toEqual(['safety.emergency', 'fallback.call-us']);
  });

  it('says whom to call when a harmless message cannot be stored', async () => {
    const { store } = await newVisitor();
    const visitor = await newVisitor('harbor-foot-spine', { store: failing(store, 'commit') });
    const turn = await visitor.writes('what are your opening hours?');
    expect(linesOf(turn)).toEqual(['fallback.call-us']);
    expect(turn.replies[0]?.text).toContain('911');
  });

  it('gives a duplicate its stored replies, and no second turn', async () => {
    const visitor = await newVisitor();
    const message = visitor.message('what is sciatica?');
    const first = await visitor.sends(message);
    const second = await visitor.sends(message);
    expect(second).toMatchObject({ duplicate: true, entries: [] });
    expect(second.replies).toEqual(first.replies);
    const other = await visitor.sends({ ...message, keys: ['another-id', ...message.keys] });
    expect(other.duplicate).toBe(true);
    expect((await visitor.store.logAfter(message.visitId, 0, 100)).filter(({ from }) => from === 'bot')).toHaveLength(
      first.replies.length,
    );
  });

  it('gives one hundred copies at once the same replies', async () => {
    const visitor = await newVisitor();
    const message = visitor.message(EMERGENCY);
    const turns = await Promise.all(Array.from({ length: 100 }, () => visitor.sends(message)));
    expect(turns.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    for (const { replies } of turns) expect(replies).toEqual(turns[0]?.replies);
  });

  it('steps again after a conflict, and degrades after five', async () => {
    const { store } = await newVisitor();
    let conflicts = 0;
    const contested = (times: number): Store =>
      new Proxy(store, {
        get: (target, name: keyof Store) => {
          if (name !== 'commit') return Reflect.get(target, name).bind(target);
          return (turn: Parameters<Store['commit']>[0]) =>
            ++conflicts <= times ? Promise.reject(new RevisionConflict(turn.visitId)) : target.commit(turn);
        },
      });
    const patient = await newVisitor('harbor-foot-spine', { store: contested(4) });
    expect(await patient.writes('what is sciatica?')).toMatchObject({ failed: false });
    conflicts = 0;
    const beaten = await newVisitor('harbor-foot-spine', { store: contested(99), visit: 'test/harbor-foot-spine/two' });
    expect(await beaten.writes(EMERGENCY)).toMatchObject({ failed: true });
    expect(conflicts).toBe(5);
  });

  it('starts afresh and says so when the saved visit is damaged', async () => {
    const visitor = await newVisitor();
    const message = visitor.message('what is sciatica?');
    await visitor.store.commit({
      visitId: message.visitId,
      clinicId: 'harbor-foot-spine',
      revision: 0,
      state: { version: 99 },
      keys: ['x'],
      answers: null,
      replies: [],
      outbox: [],
      miss: null,
      audit: {},
      forget: false,
      now: 1,
    });
    expect(linesOf(await visitor.sends(message))).toEqual([
      'fallback.started-afresh',
      'greeting.brief',
      'answer.sciatica',
    ]);
  });

  it.each([
    ['nothing', ''],
    ['white space', ' \n\t '],
    ['NUL and control characters', '\0\x07\x1b[31m'],
    ['a lone surrogate', '\ud800'],
    ['combining marks', `a${'\u0301'.repeat(5_000)}`],
    ['20,000 characters', 'lorem ipsum '.repeat(1_667)],
    ['emoji', '🦶🦶🦶'],
  ])('answers %s with a reply', async (_name, text) => {
    const visitor = await newVisitor();
    const turn = await visitor.writes(text);
    expect(turn.failed).toBe(false);
    expect(turn.replies.length).toBeGreaterThan(0);
  });

  it.each(['((((no ', 'no, ', 'no numb, ', 'not only numb or '])(
    'reads 20,000 characters of "%s" in bounded steps: ten times the text takes less than forty times the time',
    (unit) => {
      const { screen } = shippedKnowledge();
      const time = (length: number): number => {
        const text = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
        screen(text);
        const started = performance.now();
        for (let round = 0; round < 3; round++) screen(text);
        return performance.now() - started;
      };
      expect(time(20_000)).toBeLessThan(40 * time(2_000) + 300);
    },
  );

  it('finds an emergency at the end of a very long message, and at the end of 19,000 characters of noise', async () => {
    const visitor = await newVisitor();
    const turn = await visitor.writes(`${'blah blah. '.repeat(1_700)} ${EMERGENCY}`);
    expect(linesOf(turn)).toEqual(['safety.emergency']);
  });

  it('keeps no word of the visitor in the decision record', async () => {
    const visitor = await newVisitor();
    let audit = '';
    const store = new Proxy(visitor.store, {
      get: (target, name: keyof Store) => {
        if (name !== 'commit') return Reflect.get(target, name).bind(target);
        return (turn: Parameters<Store['commit']>[0]) => {
          audit = JSON.stringify([turn.audit, turn.state]);
          return target.commit(turn);
        };
      },
    });
    const watched = await newVisitor('harbor-foot-spine', { store });
    await watched.writes('my name is Xanthippe and I have crushing chest pain');
    expect(audit).toContain('heart-attack');
    expect(audit).not.toMatch(/xanthippe|crushing/i);
  });

  it('forgets what it heard when it is asked to forget', async () => {
    const visitor = await newVisitor();
    await visitor.writes('lower back is stiff after gardening');
    const state = async (): Promise<string> =>
      JSON.stringify((await visitor.store.load('test/harbor-foot-spine/one')).state);
    expect(await state()).toContain('"heard":["back"');
    await visitor.writes('forget me');
    expect(await state()).not.toContain('"back"');
  });
});
