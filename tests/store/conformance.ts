import { afterEach, beforeEach, describe } from 'vitest';
import type { Store } from '../../src/store/store.ts';
import { changingConformance } from './conformance-changing.ts';
import { expiringConformance } from './conformance-expiring.ts';
import { forgettingConformance } from './conformance-forgetting.ts';
import { messagesConformance } from './conformance-messages.ts';
import { outboxConformance } from './conformance-outbox.ts';
import { replyAddressConformance } from './conformance-reply-address.ts';
import { requestsConformance } from './conformance-requests.ts';
import { staffConformance } from './conformance-staff.ts';
import { staffChatsConformance } from './conformance-staff-chats.ts';
import { turnsConformance } from './conformance-turns.ts';
import { workConformance } from './conformance-work.ts';
import { writersConformance } from './conformance-writers.ts';

/** Everything that a store must do. `open` gives an empty store each time. */
export function storeConformance(name: string, open: () => Promise<Store>): void {
  describe(`${name} as a store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());
    const opened = () => store;
    turnsConformance(opened);
    messagesConformance(opened);
    changingConformance(opened);
    forgettingConformance(opened);
    outboxConformance(opened);
    replyAddressConformance(opened);
    requestsConformance(opened);
    staffConformance(opened);
    staffChatsConformance(opened);
    workConformance(opened);
    expiringConformance(opened);
    writersConformance(opened, open);
  });
}
