import { type Html, html } from '../../widget/html.ts';
import type { SignedIn } from '../session.ts';
import { roleNames } from '../shown.ts';
import { field, form } from './form.ts';

/** Who one is here, and a form to change the password. */
export const ownAccountPage = (
  who: SignedIn,
  wrong: { readonly password?: string; readonly newPassword?: string } = {},
): Html => html`<div class="narrow"><h1>Your account</h1>
<dl class="facts">
<dt>Signs in as</dt><dd>${who.account.signInName}</dd>
<dt>Shown as</dt><dd>${who.account.shownName}</dd>
<dt>Role</dt><dd>${roleNames[who.account.role]}</dd>
<dt>Clinics</dt><dd>${who.account.clinicIds === null ? 'All' : [...who.clinics.values()].map(({ name }) => name).join(', ')}</dd>
</dl>
<h2>Change the password</h2>
${form(
  who,
  '/account/password',
  html`${field('Present password', 'password', { type: 'password', autocomplete: 'current-password', ...said(wrong.password) })}
${field('New password', 'newPassword', { type: 'password', autocomplete: 'new-password', hint: 'At least 12 characters. Everywhere else you will be signed out.', ...said(wrong.newPassword) })}
<p><button>Change the password</button></p>`,
)}</div>`;

const said = (wrong: string | undefined) => (wrong === undefined ? {} : { wrong });
