import type { Log } from '../log.ts';
import { deliverNotice, type NoticeDeps, noticeReceiver } from '../outbox/deliver-notice.ts';
import { type Outbox, runOutbox } from '../outbox/run-outbox.ts';
import type { Deliver } from '../outbox/try-delivery.ts';
import type { LeasedWork, OutboxStore } from '../store/outbox-store.ts';
import {
  deliverBooking,
  deliverToInbox,
  type RequestDelivery,
  watchRequest,
  whileItStands,
} from './deliver-request.ts';
import { settleRequest, type Tell } from './settle-request.ts';

/** What the desk needs: all that delivers, and how visitors are told. */
export type DeskDeps = RequestDelivery &
  NoticeDeps & {
    readonly store: OutboxStore;
    readonly tell: Tell;
    readonly random: () => number;
    readonly log: Log;
    readonly every?: number;
    /** Takes work of kind `say`; without it such work waits for a process that does. */
    readonly say?: Deliver;
    /** Takes work of kind `hub`, in the same way. */
    readonly askHub?: Deliver;
  };

/** Delivers what visitors ask of their clinics, and tells them what became of it. */
export function startDesk(deps: DeskDeps): Outbox {
  const { store, now, random, log, every, say, askHub } = deps;
  const receiver = noticeReceiver(deps);
  return runOutbox({
    store,
    deliver: new Map([
      ['notice', whileItStands(deliverNotice(deps), deps)],
      ['inbox', deliverToInbox(deps)],
      ['fhir-book', deliverBooking(deps)],
      ['watch', watchRequest(deps)],
      ...(say ? [['say', say] as const] : []),
      ...(askHub ? [['hub', whileItStands(askHub, deps)] as const] : []),
    ]),
    receiverOf: (work: LeasedWork) => (work.kind === 'notice' ? receiver(work) : `${work.clinicId} ${work.kind}`),
    onSettled: settleRequest(deps),
    now,
    random,
    log,
    ...(every !== undefined && { every }),
  });
}
