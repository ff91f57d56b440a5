import { html } from '../../widget/html.ts';
import { type PageAnswer, page } from '../answer.ts';
import { field } from './form.ts';

/** Asks for the code of a one-time link; the script takes it from the address, where it stands behind `#`. */
export const codePage = ({ wrong, status = 200 }: { readonly wrong?: string; readonly status?: number }): PageAnswer =>
  page(
    'Welcome',
    html`<div class="narrow"><h1>Welcome</h1>
${wrong && html`<p class="wrong" role="alert">${wrong}</p>`}
<p>This is the clinic’s side of the chat assistant. You need the code of your one-time link.</p>
<form method="post" action="/staff/welcome">
${field('Code', 'code', { hint: 'What follows # in your link.' })}
<p><button>Continue</button></p>
</form></div>`,
    { status },
  );

/** What was filled in so far. `isNew`: an account is made; otherwise only its password is set. */
export interface SignUp {
  readonly code: string;
  readonly isNew: boolean;
  readonly signInName?: string;
  readonly shownName?: string;
  readonly wrong?: Readonly<Partial<Record<'signInName' | 'shownName' | 'password', string>>>;
}

/** Asks for names and a password, or for a new password alone. */
export const signUpPage = ({ code, isNew, signInName = '', shownName = '', wrong = {} }: SignUp): PageAnswer =>
  page(
    isNew ? 'Your account' : 'A new password',
    html`<div class="narrow"><h1>${isNew ? 'Your account' : 'A new password'}</h1>
<form method="post" action="/staff/welcome/account">
<input type="hidden" name="code" value="${code}">
${
  isNew &&
  html`${field('Name to sign in with', 'signInName', { type: 'email', autocomplete: 'username', value: signInName, hint: 'Like an e-mail address. Nothing is sent to it.', ...said(wrong.signInName) })}
${field('Name that visitors and colleagues see', 'shownName', { autocomplete: 'name', value: shownName, ...said(wrong.shownName) })}`
}
${field('Password', 'password', { type: 'password', autocomplete: 'new-password', hint: 'At least 12 characters. A few words in a row are easy to remember.', ...said(wrong.password) })}
<p><button>${isNew ? 'Make the account' : 'Set the password'}</button></p>
</form></div>`,
    { status: Object.keys(wrong).length > 0 ? 400 : 200 },
  );

const said = (wrong: string | undefined) => (wrong === undefined ? {} : { wrong });
