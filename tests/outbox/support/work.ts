import { createLog } from '../../../src/log.ts';
import { deliverNotice, type NoticeDeps } from '../../../src/outbox/deliver-notice.ts';
import type { NoticeWork } from '../../../src/outbox/notice.ts';
import type { OutboxDeps } from '../../../src/outbox/run-outbox.ts';
import type { LeasedWork, OutboxRow } from '../../../src/store/outbox-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { messageOf, turnOf } from '../../store/builders.ts';

export const SECRET = 'a secret of the clinic';

/** A notice as it waits in the outbox. */
export function noticeRow(reference: string, changes: Partial<NoticeWork> = {}): OutboxRow {
  const body = { reference, what: 'callback', to: 'webhook', ...changes };
  return { key: `${reference}/${body.to}`, kind: 'notice', body };
}

/** The same as a worker holds it. */
export const leasedNotice = (reference: string, changes: Partial<NoticeWork> = {}): LeasedWork => ({
  ...noticeRow(reference, changes),
  clinicId: 'harbor',
  visitId: 'web/harbor/1',
  attempts: 0,
  createdAt: Date.parse('2027-03-01T08:00:00Z'),
});

/** What delivering needs, for a clinic whose every webhook is at `url`. */
export const noticeDeps = (url: string, changes: Partial<NoticeDeps> = {}): NoticeDeps => ({
  clinic: () => ({
    name: 'Harbor Foot & Spine',
    notices: { email: 'desk@harbor.example', webhook: { url, secret: 'HOOK' }, teams: 'CHAT', slack: 'CHAT' },
  }),
  publicUrl: () => 'https://chat.harbor.example',
  email: null,
  environment: { HOOK: SECRET, CHAT: url },
  reach: { allowPrivate: false, allowLoopbackHttp: true },
  now: Date.now,
  ...changes,
});

/** A worker's needs: delivers notices to `url`, and finds nothing to settle. */
export const outboxDeps = (store: Store, url: string, changes: Partial<OutboxDeps> = {}): OutboxDeps => ({
  store,
  deliver: new Map([['notice', deliverNotice(noticeDeps(url))]]),
  onSettled: async () => {},
  now: Date.now,
  random: Math.random,
  log: createLog('silent'),
  ...changes,
});

/** Leaves work in the outbox, as a turn does. */
export async function leaveWork(store: Store, rows: readonly OutboxRow[], now: number): Promise<void> {
  const visitId = `web/clinic-a/${rows.map(({ key }) => key)}`;
  await store.commit(turnOf(messageOf('hello', { visitId }), { outbox: rows, now }));
}
