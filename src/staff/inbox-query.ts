import { z } from 'zod';
import type { RequestKind, RequestState } from '../store/request-store.ts';

/** What the inbox's address asks for; anything else in it counts as not said. */
const querySchema = z.object({
  clinic: z.string().max(60).catch('all'),
  kind: z.enum(['all', 'callback', 'hand-off', 'appointment']).catch('all'),
  state: z.enum(['to-do', 'open', 'claimed', 'closed', 'withdrawn', 'all']).catch('to-do'),
  order: z.enum(['newest', 'oldest']).catch('newest'),
  page: z.coerce.number().int().min(1).max(10_000).catch(1),
});
export type InboxQuery = z.infer<typeof querySchema>;

export const readInboxQuery = (query: unknown): InboxQuery => querySchema.parse(query ?? {});

/** The address of the inbox, or of its CSV, with some of what it asks changed. A change of filter starts at the first page. */
export function inboxPath(query: InboxQuery, change: Partial<InboxQuery>, path = '/staff'): string {
  const { clinic, kind, state, order, page } = { ...query, page: 1, ...change };
  const asked = new URLSearchParams();
  if (clinic !== 'all') asked.set('clinic', clinic);
  if (kind !== 'all') asked.set('kind', kind);
  if (state !== 'to-do') asked.set('state', state);
  if (order !== 'newest') asked.set('order', order);
  if (page !== 1) asked.set('page', String(page));
  return asked.size > 0 ? `${path}?${asked}` : path;
}

/** The query in the store's terms: `clinicIds` never holds a clinic that is not among `own`. */
export function requestFilter(
  { clinic, kind, state }: InboxQuery,
  own: readonly string[],
): { clinicIds: readonly string[]; kinds?: readonly RequestKind[]; states?: readonly RequestState[] } {
  return {
    clinicIds: clinic === 'all' ? own : own.filter((id) => id === clinic),
    ...(kind === 'all' ? {} : { kinds: [kind] }),
    ...(state === 'all' ? {} : { states: state === 'to-do' ? ['open', 'claimed'] : [state] }),
  };
}
