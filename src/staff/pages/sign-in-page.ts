import { html } from '../../widget/html.ts';
import { type PageAnswer, page } from '../answer.ts';
import { field } from './form.ts';

/** Where staff sign in. There is no session yet, so the form is guarded by where it comes from alone. */
export const signInPage = (
  { next, wrong }: { readonly next: string | null; readonly wrong?: string },
  more: Omit<PageAnswer, 'kind' | 'title' | 'body'> = {},
): PageAnswer =>
  page(
    'Sign in',
    html`<div class="narrow"><h1>Sign in</h1>
${wrong && html`<p class="wrong" role="alert">${wrong}</p>`}
<form method="post" action="/staff/sign-in">
${next && html`<input type="hidden" name="next" value="${next}">`}
${field('Name', 'signInName', { type: 'email', autocomplete: 'username' })}
${field('Password', 'password', { type: 'password', autocomplete: 'current-password' })}
<p><button>Sign in</button></p>
</form>
<p class="soft">No account, or the password is lost? An admin of your clinic can make you a link.</p></div>`,
    more,
  );
