import { randomBytes } from 'node:crypto';
import { makeLink } from './invitations.ts';
import type { StaffDeps } from './staff-deps.ts';

/** For whoever runs the server: a one-time link, valid for 48 hours, by which an account sets a new password. Null when nobody who may sign in has this name. Print it; do not log it. */
export async function passwordLink(
  signInName: string,
  {
    store,
    publicUrl,
    now,
    random = randomBytes,
  }: Pick<StaffDeps, 'publicUrl' | 'now' | 'random'> & {
    readonly store: Pick<StaffDeps['store'], 'accountNamed' | 'audit' | 'invite'>;
  },
): Promise<string | null> {
  const account = await store.accountNamed(signInName);
  if (!account || account.disabled) return null;
  const { id: accountId, role, clinicIds } = account;
  const noted = { at: now(), by: 'the command line', what: 'account.link-made', about: signInName };
  await store.audit((clinicIds ?? [null]).map((clinicId) => ({ ...noted, clinicId })));
  return makeLink({ store, publicUrl, now, random }, { accountId, first: false, role, clinicIds });
}
