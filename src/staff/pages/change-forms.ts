import type { ClinicRequest } from '../../store/request-store.ts';
import { type Html, html } from '../../widget/html.ts';
import type { SignedIn } from '../session.ts';
import { form } from './form.ts';

/** What can be done with a request as it is; each form holds the revision that its reader saw. */
export function changeForms(
  { request, who, once }: { readonly request: ClinicRequest; readonly who: SignedIn; readonly once: string },
  from: 'requests' | 'visits',
): Html {
  const talks = request.kind === 'hand-off';
  const button = (action: string, label: string, style = 'quiet'): Html =>
    form(
      who,
      `/requests/${request.reference}/change`,
      html`<input type="hidden" name="revision" value="${request.revision}">
<input type="hidden" name="once" value="${once}">
<input type="hidden" name="from" value="${from}">
<button name="action" value="${action}" class="${style}">${label}</button>`,
    );
  const close = button('close', talks ? 'Close the conversation' : 'Close');
  if (request.state === 'open')
    return html`<div class="actions">${button('claim', talks ? 'Take over' : 'Claim', 'main')}${close}</div>`;
  if (request.state === 'claimed') {
    const done = button('close', talks ? 'Close the conversation' : 'Close', talks ? 'quiet' : 'main');
    return html`<div class="actions">${done}${button('give-back', talks ? 'Give back to the assistant' : 'Give back')}</div>`;
  }
  return html`<div class="actions">${request.state === 'closed' && button('reopen', 'Open again')}</div>`;
}
