import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Store } from '../../src/store/store.ts';
import { RevisionConflict } from '../../src/store/visit-store.ts';
import { messageOf, turnOf } from './builders.ts';

const stateSchema = z.array(z.string()).nullable();

/** Many writers of one visit. */
export function writersConformance(store: () => Store, open: () => Promise<Store>): void {
  describe('writers of one visit', () => {
    it('lose no update, however their loads and commits interleave', async () => {
      const property = fc.asyncProperty(fc.scheduler(), fc.nat(4), fc.nat(4), async (scheduler, ours, theirs) => {
        const fresh = await open();
        const [first, second] = [updates('first', ours + 1), updates('second', theirs + 1)];
        try {
          await scheduler.waitFor(Promise.all([writeAll(fresh, first, scheduler), writeAll(fresh, second, scheduler)]));
          const { state, revision } = await fresh.load('web/clinic-a/1');
          const kept = stateSchema.parse(state) ?? [];
          expect(kept.toSorted()).toEqual([...first, ...second].toSorted());
          expect(kept.filter((update) => update.startsWith('first'))).toEqual(first);
          expect(revision).toBe(first.length + second.length);
          expect(await fresh.logAfter('web/clinic-a/1', 0, 100)).toHaveLength(revision);
        } finally {
          await fresh.close();
        }
      });
      await fc.assert(property, { numRuns: 40 });
    });

    it('meet a conflict when they commit together, one excepted', async () => {
      const together = await Promise.allSettled(
        updates('writer', 8).map((update) => store().commit(turnOf(messageOf(update)))),
      );
      expect(together.map(({ status }) => status)).toEqual(['fulfilled', ...Array<string>(7).fill('rejected')]);
      expect(together.slice(1).every((one) => 'reason' in one && one.reason instanceof RevisionConflict)).toBe(true);
    });
  });
}

const updates = (writer: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${writer}-${index}`);

async function writeAll(store: Store, texts: readonly string[], scheduler: fc.Scheduler): Promise<void> {
  for (const text of texts) {
    for (let written = false; !written; ) {
      await scheduler.schedule(Promise.resolve(), `load for ${text}`);
      const { state, revision } = await store.load('web/clinic-a/1');
      await scheduler.schedule(Promise.resolve(), `commit of ${text}`);
      const said = stateSchema.parse(state) ?? [];
      written = await store.commit(turnOf(messageOf(text), { revision, state: [...said, text] })).then(
        () => true,
        (error: unknown) => {
          if (error instanceof RevisionConflict) return false;
          throw error;
        },
      );
    }
  }
}
