import { z } from 'zod';
import { type Answer, go, page } from '../answer.ts';
import type { AskedOfRequest } from '../asked.ts';
import { noteOfRequest } from '../note-audit.ts';
import { erasePage } from '../pages/erase-page.ts';
import { tells } from './change-request.ts';

const bodySchema = z.strictObject({ token: z.string(), sure: z.literal('yes').optional() });

/** Asks whether the request shall really be erased. */
export async function showErasing({ request, clinic, who }: AskedOfRequest): Promise<Answer> {
  return page('Erase a request', erasePage({ request, clinic, who }));
}

/** Erases the details and notes of a request; its reference and the audit stay. The visitor of a conversation is given back to the assistant. */
export async function eraseRequest(asked: AskedOfRequest): Promise<Answer> {
  const { store, now } = asked.console;
  const { request, clinic, who, body } = asked;
  if (bodySchema.parse(body).sure === undefined) {
    const notice = 'Nothing was erased. Tick the box first.';
    return page('Erase a request', erasePage({ request, clinic, who }), { status: 400, notice });
  }
  await store.eraseRequest(request.reference, now());
  if (request.kind === 'hand-off' && request.state === 'claimed') {
    await tells(asked, `staff/${request.reference}/erased`, { type: 'staff.left' });
  }
  await noteOfRequest(asked, 'request.erased');
  return go('?done=erased');
}
