import { type Html, html } from '../../widget/html.ts';
import type { AskedOfRequest } from '../asked.ts';
import { form } from './form.ts';

/** Says what will be gone, and asks for a tick: there is no way back. */
export const erasePage = ({ request, clinic, who }: Pick<AskedOfRequest, 'request' | 'clinic' | 'who'>): Html =>
  html`<div class="narrow"><p class="back"><a href="/staff/requests/${request.reference}">Back to the request</a></p>
<h1>Erase ${request.reference}?</h1>
<p>Name, phone, e-mail, times, reason, notes and notices not sent yet will be gone for good. The reference stays, with who did what.</p>
<p>What was said in the chat is not part of the request. It is erased ${clinic.keep['visit-days']} days after the last message, or when the visitor asks the assistant to forget them.</p>
${form(
  who,
  `/requests/${request.reference}/erase`,
  html`<p><label class="tick"><input type="checkbox" name="sure" value="yes" required> The visitor asked for it, or it must go for another reason</label></p>
<p><button class="danger">Erase for good</button></p>`,
)}</div>`;
