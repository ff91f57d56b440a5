import { z } from 'zod';
import type { DeadWork } from '../../store/outbox-store.ts';
import { type Html, html } from '../../widget/html.ts';
import type { SignedIn } from '../session.ts';
import { shownAge } from '../shown.ts';
import { form } from './form.ts';

const bodySchema = z.object({ reference: z.string(), to: z.string().optional() });

/** What each kind of work is, in staff's words. */
const kinds: Readonly<Record<string, string>> = {
  notice: 'Notice',
  'fhir-book': "Booking in the clinic's system",
  say: 'Message to the visitor',
  hub: 'Asking the hub for a person',
  inbox: 'Request for the inbox',
  watch: 'Look whether it arrived',
};

/** The request that a piece of work is about, when it names one. */
export const referenceOf = ({ body }: DeadWork): string | null => bodySchema.safeParse(body).data?.reference ?? null;

/** Work that was given up, newest first, each with a way to try again. */
export const deadLettersPage = ({
  dead,
  who,
  now,
}: {
  readonly dead: readonly DeadWork[];
  readonly who: SignedIn;
  readonly now: number;
}): Html => html`<h1>Not delivered</h1>
<p class="soft">Notices, bookings and messages that failed too often. Where a request did not arrive, the visitor was given the phone number.</p>
${
  dead.length === 0
    ? html`<p class="empty"><strong>Everything was delivered.</strong> When a notice cannot be delivered for a day, it appears here, and you can have it sent again.</p>`
    : html`<table>
<thead><tr><th scope="col">Reference</th><th scope="col">What</th><th scope="col">Clinic</th><th scope="col">Why</th><th scope="col">Given up</th><th scope="col"><span class="spoken">Try again</span></th></tr></thead>
<tbody>${dead.map((work) => {
        const { data } = bodySchema.safeParse(work.body);
        return html`<tr>
<td>${data ? html`<a class="reference" href="/staff/requests/${data.reference}">${data.reference}</a>` : 'none'}</td>
<td data-label="What">${kinds[work.kind] ?? work.kind}${data?.to && ` by ${data.to}`}</td>
<td data-label="Clinic">${who.clinics.get(work.clinicId)?.name}</td>
<td data-label="Why">${work.reason}</td>
<td data-label="Given up">${shownAge(work.diedAt, now)} ago</td>
<td>${form(who, '/not-delivered', html`<input type="hidden" name="key" value="${work.key}"><button class="quiet small" aria-label="Try again${data && `: ${data.reference}`}">Try again</button>`)}</td>
</tr>`;
      })}</tbody></table>`
}`;
