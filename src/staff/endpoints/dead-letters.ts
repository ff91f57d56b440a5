import { z } from 'zod';
import { type Answer, go, page } from '../answer.ts';
import type { AskedByStaff } from '../asked.ts';
import { noteAudit, noteRead } from '../note-audit.ts';
import { deadLettersPage, referenceOf } from '../pages/dead-letters-page.ts';

const MOST = 200;
const querySchema = z.object({ done: z.enum(['again', 'gone']).optional().catch(undefined) });
const bodySchema = z.strictObject({ token: z.string(), key: z.string().max(500) });
const notices = { again: 'It is being sent again.', gone: 'Nothing was done: somebody was quicker.' } as const;

/** Notices and bookings that could not be delivered and were given up. */
export async function showDeadLetters(asked: AskedByStaff): Promise<Answer> {
  const { who } = asked;
  const { store, now } = asked.console;
  const { done } = querySchema.parse(asked.query);
  await noteRead(asked, 'work.listed', [...who.clinics.keys()], null);
  const dead = await store.dead([...who.clinics.keys()], MOST);
  return page('Not delivered', deadLettersPage({ dead, who, now: now() }), { notice: done ? notices[done] : null });
}

/** Has one of them tried again; what is of another clinic is not there. */
export async function reviveWork(asked: AskedByStaff): Promise<Answer> {
  const { store, now } = asked.console;
  const { key } = bodySchema.parse(asked.body);
  const work = (await store.dead([...asked.who.clinics.keys()], Number.MAX_SAFE_INTEGER)).find(
    (each) => each.key === key,
  );
  if (!work || !(await store.revive(key, now()))) return go('/not-delivered?done=gone');
  await noteAudit(asked, 'work.revived', [work.clinicId], referenceOf(work));
  return go('/not-delivered?done=again');
}
