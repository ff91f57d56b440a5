import type { SignedIn } from './session.ts';

/** The clinics that an admin ticked, `*` for all; `none` when there are none, or one that is not theirs to give. */
export function readChosenClinics(
  ticked: string | readonly string[] | undefined,
  { account, clinics }: SignedIn,
): readonly string[] | null | 'none' {
  const ids = ticked === undefined ? [] : [ticked].flat();
  if (ids.includes('*')) return account.clinicIds === null ? null : 'none';
  return ids.length > 0 && ids.every((id) => clinics.has(id)) ? ids : 'none';
}
