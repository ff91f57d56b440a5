import { z } from 'zod';
import type { ClinicRequest, RequestState } from '../../store/request-store.ts';
import { type Answer, go } from '../answer.ts';
import type { AskedOfRequest } from '../asked.ts';
import { noteOfRequest } from '../note-audit.ts';
import type { StaffNews } from '../staff-deps.ts';
import { showPresent, showQuicker } from './request.ts';

/** What may be done with a request in which state, and what becomes of it. */
const actions = {
  claim: { from: ['open'], to: 'claimed', what: 'request.claimed', done: 'claimed' },
  'give-back': { from: ['claimed'], to: 'open', what: 'request.given-back', done: 'open' },
  close: { from: ['open', 'claimed'], to: 'closed', what: 'request.closed', done: 'closed' },
  reopen: { from: ['closed'], to: 'open', what: 'request.reopened', done: 'reopened' },
} as const satisfies Record<string, { from: readonly RequestState[]; to: RequestState; what: string; done: string }>;

const bodySchema = z.strictObject({
  token: z.string(),
  action: z.enum(['claim', 'give-back', 'close', 'reopen']),
  revision: z.coerce.number().int(),
  once: z.string().regex(/^[\w-]{1,40}$/),
  from: z.enum(['requests', 'visits']),
});

/** Claims, gives back, closes or opens again, unless somebody was quicker; the visitor of a conversation hears of it. */
export async function changeRequest(asked: AskedOfRequest): Promise<Answer> {
  const { store, now } = asked.console;
  const { request, who } = asked;
  const { action, revision, once, from } = bodySchema.parse(asked.body);
  const { from: states, to, what, done } = actions[action];
  const key = `staff/${request.reference}/${once}`;
  const fits: readonly RequestState[] = states;
  if (request.revision !== revision || !fits.includes(request.state)) return showQuicker(asked);

  const leaves = request.kind === 'hand-off' && request.state === 'claimed';
  if (leaves && !(await tells(asked, key, { type: 'staff.left' }))) return notTold(asked);
  const claimedBy = to === 'claimed' ? who.account.signInName : to === 'open' ? null : request.claimedBy;
  if (!(await store.changeRequest(request.reference, revision, { state: to, claimedBy }, now()))) {
    return showQuicker({ ...asked, request: await present(asked) });
  }
  const joins = request.kind === 'hand-off' && to === 'claimed';
  if (joins && !(await tells(asked, key, { type: 'staff.joined', name: who.account.shownName }))) {
    await store.changeRequest(request.reference, revision + 1, { state: 'open', claimedBy: null }, now());
    return notTold({ ...asked, request: await present(asked) });
  }
  await noteOfRequest(asked, what);
  return go(`/${from}/${request.reference}?done=${done}`);
}

/** Tells the visitor; false when that failed. Why is logged, without a word of what was said. */
export async function tells({ console, request }: AskedOfRequest, key: string, news: StaffNews): Promise<boolean> {
  try {
    await console.tell({ visitId: request.visitId, clinicId: request.clinicId }, key, news);
    return true;
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'unknown';
    console.log.error({ reference: request.reference, news: news.type, error: reason }, 'a visitor could not be told');
    return false;
  }
}

const notTold = (asked: AskedOfRequest): Promise<Answer> =>
  showPresent(asked, { status: 503, notice: 'Nothing was done: the visitor could not be told. Try again.' });

const present = async ({ console, request }: AskedOfRequest): Promise<ClinicRequest> =>
  (await console.store.request(request.reference)) ?? request;
