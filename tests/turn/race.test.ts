import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import type { Store } from '../../src/store/store.ts';
import { readSavedVisit } from '../../src/turn/saved-visit.ts';
import { linesOf, newVisitor } from '../support/visitor.ts';

/** The store with every call's start and end put in an order chosen by the scheduler. */
const scheduled = (store: Store, scheduler: fc.Scheduler): Store =>
  new Proxy(store, {
    get: (target, name: keyof Store) => {
      const method = Reflect.get(target, name).bind(target) as (...given: unknown[]) => Promise<unknown>;
      if (name !== 'load' && name !== 'commit') return method;
      return async (...given: unknown[]) => {
        await scheduler.schedule(Promise.resolve(), `${name} starts`);
        const result = await method(...given).then(
          (value) => () => value,
          (error: unknown) => () => {
            throw error;
          },
        );
        await scheduler.schedule(Promise.resolve(), `${name} ends`);
        return result();
      };
    },
  });

it('two quick messages, one urgent, in any interleaving: nothing is lost', async () => {
  const store = await openSqliteStore(':memory:');
  let run = 0;
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, urgentFirst) => {
      const visit = `test/harbor-foot-spine/race-${++run}`;
      const visitor = await newVisitor('harbor-foot-spine', { store: scheduled(store, scheduler), visit });
      const texts = ['I have crushing chest pain and I am sweating', 'what are your opening hours?'];
      const turns = (urgentFirst ? texts : texts.toReversed()).map((text) => visitor.writes(text));
      await scheduler.waitFor(Promise.all(turns));
      const [one, two] = await Promise.all(turns);
      const urgent = urgentFirst ? one : two;
      expect(urgent && linesOf(urgent)).toEqual(['safety.emergency']);
      expect([one?.failed, two?.failed]).toEqual([false, false]);
      const { saved } = readSavedVisit((await store.load(visit)).state);
      expect(saved.context.urgency).toBe('emergency');
      expect(saved.value).toBe('emergency');
      const logged = (await store.logAfter(visit, 0, 100)).filter(({ from }) => from === 'bot').map(({ id }) => id);
      const sent = [...(one?.replies ?? []), ...(two?.replies ?? [])].map(({ id }) => id);
      expect(logged.toSorted()).toEqual(sent.toSorted());
    }),
    { numRuns: 300 },
  );
});
