import { z } from 'zod';
import { roles } from '../../store/staff-store.ts';
import { type Answer, page } from '../answer.ts';
import type { AskedByStaff, AskedOfAccount } from '../asked.ts';
import { readChosenClinics } from '../chosen-clinics.ts';
import { makeLink } from '../invitations.ts';
import { noteAudit } from '../note-audit.ts';
import { accountsPage, linkPage } from '../pages/accounts-page.ts';

const querySchema = z.object({ done: z.literal('changed').optional().catch(undefined) });
const clinic = z.union([z.string(), z.array(z.string())]).optional();
const inviteSchema = z.strictObject({ token: z.string(), role: z.enum(roles), clinic });

/** Accounts whose clinics are all the admin's own, and a form to invite. */
export async function showAccounts(asked: AskedByStaff): Promise<Answer> {
  const notice = querySchema.parse(asked.query).done ? 'Changed. They are signed out everywhere.' : null;
  return showPresent(asked, 200, notice);
}

/** The accounts as they are now, with what to say about them. */
export async function showPresent(asked: AskedByStaff, status: number, notice: string | null): Promise<Answer> {
  const { who, console } = asked;
  const own = who.account.clinicIds;
  const accounts = (await console.store.accounts()).filter(
    ({ clinicIds }) => own === null || (clinicIds?.every((id) => own.includes(id)) ?? false),
  );
  return page('Accounts', accountsPage({ accounts, who }), { status, notice });
}

/** Makes a one-time link for somebody new and shows it, this once. */
export async function inviteStaff(asked: AskedByStaff): Promise<Answer> {
  const { role, clinic } = inviteSchema.parse(asked.body);
  const clinicIds = readChosenClinics(clinic, asked.who);
  if (clinicIds === 'none') return showPresent(asked, 400, 'No link was made. Choose at least one of your clinics.');
  const link = await makeLink(asked.console, { accountId: null, first: false, role, clinicIds });
  await noteAudit(asked, 'account.invited', clinicIds, role);
  return page('A one-time link', linkPage(link, null));
}

/** Makes a one-time link by which somebody sets a new password, and shows it, this once. */
export async function renewLink(asked: AskedOfAccount): Promise<Answer> {
  const { id, role, clinicIds, signInName, shownName } = asked.account;
  const link = await makeLink(asked.console, { accountId: id, first: false, role, clinicIds });
  await noteAudit(asked, 'account.link-made', clinicIds, signInName);
  return page('A one-time link', linkPage(link, shownName));
}
