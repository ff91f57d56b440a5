import { afterEach, beforeEach, describe } from 'vitest';
import type { VisitStore } from '../../src/store/visit-store.ts';
import { expiringConformance } from './conformance-expiring.ts';
import { forgettingConformance } from './conformance-forgetting.ts';
import { messagesConformance } from './conformance-messages.ts';
import { turnsConformance } from './conformance-turns.ts';
import { workConformance } from './conformance-work.ts';
import { writersConformance } from './conformance-writers.ts';

/** Everything that a store must do. `open` gives an empty store each time. */
export function storeConformance(name: string, open: () => Promise<VisitStore>): void {
  describe(`${name} as a visit store`, () => {
    let store: VisitStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    const opened = () => store;
    turnsConformance(opened);
    messagesConformance(opened);
    forgettingConformance(opened);
    workConformance(opened);
    expiringConformance(opened);
    writersConformance(opened, open);
  });
}
