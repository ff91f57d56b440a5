import { z } from 'zod';
import { type Answer, go, type PageAnswer, page } from '../answer.ts';
import type { AskedOfRequest } from '../asked.ts';
import { makeOnce } from '../make-once.ts';
import { noteOfRequest } from '../note-audit.ts';
import { erasePage } from '../pages/erase-page.ts';
import { tells } from './change-request.ts';

const ticked = z.literal('yes').optional();
const bodySchema = z.strictObject({
  token: z.string(),
  once: z.string().regex(/^[\w-]{1,40}$/),
  sure: ticked,
  chat: ticked,
});

/** Asks whether the request shall really be erased, and the chat with it. */
export const showErasing = async (asked: AskedOfRequest): Promise<Answer> => showAgain(asked, true, {});

const showAgain = ({ console, ...asked }: AskedOfRequest, chat: boolean, more: Partial<PageAnswer>): Answer =>
  page('Erase a request', erasePage({ ...asked, once: makeOnce(console), chat }), more);

/** Erases the details and notes of a request, and what was said in its chat unless that is left out; its reference and the audit stay. The visitor of a conversation is given back to the assistant. */
export async function eraseRequest(asked: AskedOfRequest): Promise<Answer> {
  const { store, now } = asked.console;
  const { request, body } = asked;
  const { once, sure, chat } = bodySchema.parse(body);
  const refuse = (status: number, notice: string): Answer => showAgain(asked, chat !== undefined, { status, notice });
  if (!sure) return refuse(400, 'Nothing was erased. Tick the box first.');
  const key = `staff/${request.reference}/${once}`;
  if (chat) {
    const erased = await tells(asked, `${key}/chat`, { type: 'staff.erased-chat' });
    if (!erased) return refuse(503, 'Nothing was erased: the chat could not be reached. Try again.');
    await noteOfRequest(asked, 'visit.erased');
  }
  await store.eraseRequest(request.reference, now());
  if (request.kind === 'hand-off' && request.state === 'claimed') await tells(asked, key, { type: 'staff.left' });
  await noteOfRequest(asked, 'request.erased');
  return go('?done=erased');
}
