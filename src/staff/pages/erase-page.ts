import { type Html, html } from '../../widget/html.ts';
import type { AskedOfRequest } from '../asked.ts';
import { form } from './form.ts';

/** What the page to erase a request shows. `chat`: whether the chat goes with it. */
export interface ShownErasing extends Pick<AskedOfRequest, 'request' | 'clinic' | 'who'> {
  readonly once: string;
  readonly chat: boolean;
}

/** Says what will be gone, and asks for a tick: there is no way back. */
export const erasePage = ({ request, clinic, who, once, chat }: ShownErasing): Html =>
  html`<div class="narrow"><p class="back"><a href="/staff/requests/${request.reference}">Back to the request</a></p>
<h1>Erase ${request.reference}?</h1>
<p>Name, phone, e-mail, times, reason, notes and notices not sent yet will be gone for good. The reference stays, with who did what.</p>
<p>Of the chat, what was said and typed will be gone, and the visitor is told so. A warning about urgent signs stays in force, and other requests made in it stay. Left alone, the chat is erased ${clinic.keep['visit-days']} days after the last message, or when the visitor asks the assistant to forget them.</p>
${form(
  who,
  `/requests/${request.reference}/erase`,
  html`<input type="hidden" name="once" value="${once}">
<p><label class="tick"><input type="checkbox" name="chat" value="yes"${chat && html` checked`}> Also erase the chat it came from</label></p>
<p><label class="tick"><input type="checkbox" name="sure" value="yes" required> The visitor asked for it, or it must go for another reason</label></p>
<p><button class="danger">Erase for good</button></p>`,
)}</div>`;
