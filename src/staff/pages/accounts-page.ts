import { roles, type StaffAccount } from '../../store/staff-store.ts';
import { type Html, html } from '../../widget/html.ts';
import type { SignedIn } from '../session.ts';
import { roleNames } from '../shown.ts';
import { form } from './form.ts';

/** Who may sign in, as what, for which clinics; and a form to invite somebody. */
export const accountsPage = ({
  accounts,
  who,
}: {
  readonly accounts: readonly StaffAccount[];
  readonly who: SignedIn;
}): Html => html`<h1>Accounts</h1>
<ul class="cards">${accounts.map((account) => {
  const { id, signInName, shownName, role, clinicIds, disabled } = account;
  return html`<li>
<h2>${shownName}</h2>
<p class="soft">${signInName}</p>
<p>${roleNames[role]} · ${clinicIds === null ? 'All clinics' : clinicIds.map((clinicId) => who.clinics.get(clinicId)?.name ?? clinicId).join(', ')}${disabled && html` · <strong>may not sign in</strong>`}</p>
${
  id === who.account.id
    ? html`<p class="soft">This is you.</p>`
    : html`<details><summary>Change</summary>
${form(
  who,
  `/accounts/${id}`,
  html`${choices(who, id, account)}
<p><label class="tick"><input type="checkbox" name="disabled" value="yes"${disabled && html` checked`}> May not sign in</label></p>
<p><button class="quiet">Save</button></p>`,
)}
${form(who, `/accounts/${id}/link`, html`<p><button class="quiet">Make a link to set a new password</button></p>`)}</details>`
}
</li>`;
})}</ul>
<section class="narrow"><h2>Invite somebody</h2>
<p>You get a one-time link to hand over yourself. It works once, for 48 hours.</p>
${form(who, '/accounts', html`${choices(who, 'new', null)}<p><button>Make the link</button></p>`)}</section>`;

function choices({ account, clinics }: SignedIn, id: string, present: StaffAccount | null): Html {
  const all = present?.clinicIds === null;
  const tick = (value: string, label: string, checked: boolean): Html =>
    html`<label class="tick"><input type="checkbox" name="clinic" value="${value}"${checked && html` checked`}> ${label}</label>`;
  return html`<p class="field"><label for="role-${id}">Role</label>
<select id="role-${id}" name="role">${roles.map(
    (role) =>
      html`<option value="${role}"${role === (present?.role ?? 'front-desk') && html` selected`}>${roleNames[role]}</option>`,
  )}</select></p>
<fieldset><legend>Clinics</legend>
${account.clinicIds === null && tick('*', 'All, also those to come', all)}
${[...clinics.values()].map((clinic) => tick(clinic.id, clinic.name, !all && (present?.clinicIds?.includes(clinic.id) ?? false)))}
</fieldset>`;
}

/** Shows a one-time link, which nobody can show again. */
export const linkPage = (
  link: string,
  forWhom: string | null,
): Html => html`<div class="narrow"><h1>A one-time link</h1>
<p>${forWhom === null ? 'Whoever opens it first makes the account.' : `With it, ${forWhom} sets a new password.`} It works once, for 48 hours, and is not shown again. Hand it over on a way that nobody else reads.</p>
<p class="field"><label for="link">Link</label><input id="link" class="link" readonly value="${link}"></p>
<p><a href="/staff/accounts">Back to the accounts</a></p></div>`;
