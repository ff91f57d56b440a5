import { type Html, html } from '../../widget/html.ts';
import type { SignedIn } from '../session.ts';

/** A form of someone who is signed in, with the token that only their own pages hold. `action` is what follows `/staff`. */
export const form = ({ formToken }: SignedIn, action: string, body: Html, style = ''): Html =>
  html`<form method="post" action="/staff${action}"${style && html` class="${style}"`}>
<input type="hidden" name="token" value="${formToken}">
${body}
</form>`;

/** A labelled line to write in. `hint` is read out with it. */
export const field = (
  label: string,
  name: string,
  { type = 'text', autocomplete = 'off', value = '', hint = '', wrong = '' }: FieldOptions = {},
): Html => html`<p class="field">
<label for="${name}">${label}</label>
${hint && html`<span class="hint" id="${name}-hint">${hint}</span>`}
${wrong && html`<span class="wrong" id="${name}-wrong">${wrong}</span>`}
<input id="${name}" name="${name}" type="${type}" value="${value}" autocomplete="${autocomplete}" required spellcheck="false" autocapitalize="off"${
  (hint || wrong) &&
  html` aria-describedby="${[hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ')}"`
}${wrong && html` aria-invalid="true"`}>
</p>`;

interface FieldOptions {
  readonly type?: 'text' | 'password' | 'email';
  readonly autocomplete?: string;
  readonly value?: string;
  readonly hint?: string;
  readonly wrong?: string;
}
