import type { OutboxStore } from './outbox-store.ts';
import type { RequestStore } from './request-store.ts';
import type { StaffChatStore } from './staff-chat-store.ts';
import type { StaffStore } from './staff-store.ts';
import type { VisitStore } from './visit-store.ts';

/** All that is kept, behind one connection. */
export type Store = VisitStore & OutboxStore & RequestStore & StaffStore & StaffChatStore;
