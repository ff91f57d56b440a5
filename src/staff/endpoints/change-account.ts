import { z } from 'zod';
import { roles } from '../../store/staff-store.ts';
import { type Answer, go } from '../answer.ts';
import type { AskedOfAccount } from '../asked.ts';
import { readChosenClinics } from '../chosen-clinics.ts';
import { noteAudit } from '../note-audit.ts';
import { showPresent } from './accounts.ts';

const bodySchema = z.strictObject({
  token: z.string(),
  role: z.enum(roles),
  clinic: z.union([z.string(), z.array(z.string())]).optional(),
  disabled: z.literal('yes').optional(),
});

/** Changes role, clinics and whether the account works; its sessions end. Nobody changes their own, and one admin of all clinics stays. */
export async function changeAccount(asked: AskedOfAccount): Promise<Answer> {
  const { console, who, account } = asked;
  const { role, clinic, disabled } = bodySchema.parse(asked.body);
  if (account.id === who.account.id)
    return showPresent(asked, 409, 'Nothing was changed. Have another admin change your own account.');
  const clinicIds = readChosenClinics(clinic, who);
  if (clinicIds === 'none') return showPresent(asked, 400, 'Nothing was changed. Choose at least one of your clinics.');
  const change = { role, clinicIds, disabled: disabled === 'yes' };
  if (!(await console.store.changeAccount(account.id, change))) {
    return showPresent(asked, 409, 'Nothing was changed: this is the last admin of all clinics.');
  }
  await noteAudit(asked, 'account.changed', account.clinicIds, account.signInName);
  return go('/accounts?done=changed');
}
