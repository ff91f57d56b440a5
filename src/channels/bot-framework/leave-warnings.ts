import type { Reply } from '../../replies/reply.ts';
import type { TurnDeps } from '../../turn/turn-deps.ts';
import type { VisitorMessage } from '../../turn/visitor-message.ts';
import { warns } from './answer-message.ts';
import { faultOf } from './refuse.ts';

/** Leaves replies to a message, which its channel did not take, to be said later. */
export type Leave = (message: VisitorMessage, left: readonly Reply[]) => Promise<void>;

/** Words that warn go to the outbox, which tries on over restarts; others would come too late to make sense. Never rejects. */
export function leaveWarnings({ store, wake, now, log }: Pick<TurnDeps, 'store' | 'wake' | 'now' | 'log'>): Leave {
  return async ({ keys: [news], visitId, clinicId }, left) => {
    const warnings = left.filter(warns);
    if (warnings.length === 0) return;
    try {
      const stored = (await store.repliesTo([news])) ?? [];
      const work = warnings.flatMap(({ id }) => {
        const nth = stored.findIndex((reply) => reply.id === id);
        return nth < 0 ? [] : [{ key: `say:${id}`, kind: 'say', body: { news, nth } }];
      });
      await store.leave(work, { visitId, clinicId, now: now() });
      wake?.();
    } catch (error) {
      log.error(
        { visit: visitId, ...faultOf(error) },
        'a warning that was not sent could not be left to be sent later',
      );
    }
  };
}
