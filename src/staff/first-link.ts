import { randomBytes } from 'node:crypto';
import { makeLink } from './invitations.ts';
import type { StaffDeps } from './staff-deps.ts';

/** While there is no account: a one-time link, valid for 48 hours, by which the first admin signs up. Null once there is one. Print it; do not log it. */
export async function firstLink({
  store,
  publicUrl,
  now,
  random = randomBytes,
}: Pick<StaffDeps, 'publicUrl' | 'now' | 'random'> & {
  readonly store: Pick<StaffDeps['store'], 'accounts' | 'invite'>;
}): Promise<string | null> {
  if ((await store.accounts()).length > 0) return null;
  return makeLink({ store, publicUrl, now, random }, { accountId: null, first: true, role: 'admin', clinicIds: null });
}
