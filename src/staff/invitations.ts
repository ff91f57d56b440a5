import { createHash } from 'node:crypto';
import type { StaffInvitation } from '../store/staff-store.ts';
import type { StaffDeps } from './staff-deps.ts';

const VALID_MS = 48 * 3_600_000;

/** How a one-time code is known to the store, which never has the code itself. */
export const codeHash = (code: string): string => createHash('sha256').update(`invitation ${code}`).digest('base64url');

/** Stores a new invitation and gives its link. The code stands behind `#`: browsers send that to no server and in no Referer. */
export async function makeLink(
  {
    store,
    publicUrl,
    now,
    random,
  }: Pick<Required<StaffDeps>, 'publicUrl' | 'now' | 'random'> & { store: Pick<StaffDeps['store'], 'invite'> },
  invitation: Pick<StaffInvitation, 'accountId' | 'first' | 'role' | 'clinicIds'>,
): Promise<string> {
  const code = random(16).toString('hex');
  await store.invite({ ...invitation, hash: codeHash(code), expiresAt: now() + VALID_MS });
  return `${publicUrl()}/staff/welcome#${code}`;
}
