import type { Clinic } from '../../content/clinic-schema.ts';
import type { Content } from '../../content/content-schema.ts';
import type { ClinicRequest } from '../../store/request-store.ts';
import { type Html, html } from '../../widget/html.ts';
import { type InboxQuery, inboxPath } from '../inbox-query.ts';
import { detailsSchema, shownReason } from '../request-details.ts';
import type { SignedIn } from '../session.ts';
import { deliveryNames, kindNames, shownAge, shownTime, stateNames } from '../shown.ts';
import { urgencyMark } from './urgency-mark.ts';

/** What the inbox shows. `urgent` stands on top whatever the filters say. */
export interface Inbox {
  readonly query: InboxQuery;
  readonly rows: readonly ClinicRequest[];
  readonly urgent: readonly ClinicRequest[];
  readonly total: number;
  readonly pages: number;
  readonly who: SignedIn;
  readonly names: (signInName: string) => string;
  readonly content: Content;
  readonly now: number;
}

/** Requests as a table, with filters that are links. */
export const inboxPage = (inbox: Inbox): Html => {
  const { query, rows, urgent, total, pages, who } = inbox;
  return html`<div data-renews="15">
<div class="heads"><h1>Requests</h1>
<form class="find" action="/staff/find" role="search">
  <label for="reference">Reference</label>
  <input id="reference" name="reference" autocomplete="off" spellcheck="false" autocapitalize="characters" placeholder="K7M-4QD" maxlength="40" required>
  <button class="quiet">Find</button>
</form></div>
${urgent.length > 0 && html`<section class="urgent"><h2>Call these first</h2>${table(inbox, urgent)}</section>`}
<nav class="filters" aria-label="Filters">
${who.clinics.size > 1 && filter('Clinic', query, 'clinic', [['all', 'All'], ...[...who.clinics.values()].map(({ id, name }) => [id, name] as const)])}
${filter('Kind', query, 'kind', [['all', 'All'], ...Object.entries(kindNames)])}
${filter('State', query, 'state', [['to-do', 'To do'], ...Object.entries(stateNames), ['all', 'All']])}
${filter('Order', query, 'order', [
  ['newest', 'Newest first'],
  ['oldest', 'Oldest first'],
])}
</nav>
${rows.length > 0 ? table(inbox, rows) : empty(query)}
<div class="below">
  <p role="status" data-count>${total} ${total === 1 ? 'request' : 'requests'}</p>
  ${
    pages > 1 &&
    html`<nav aria-label="Pages"><ul class="pages">
    ${query.page > 1 && html`<li><a data-swap href="${inboxPath(query, { page: query.page - 1 })}">Previous</a></li>`}
    <li>Page ${query.page} of ${pages}</li>
    ${query.page < pages && html`<li><a data-swap href="${inboxPath(query, { page: query.page + 1 })}">Next</a></li>`}
  </ul></nav>`
  }
  ${total > 0 && html`<p><a href="${inboxPath(query, {}, '/staff/requests.csv')}" download>Save as CSV</a></p>`}
</div></div>`;
};

const filter = (
  label: string,
  query: InboxQuery,
  name: 'clinic' | 'kind' | 'state' | 'order',
  choices: readonly (readonly [string, string])[],
): Html =>
  html`<div><span id="by-${name}">${label}</span><ul aria-labelledby="by-${name}">${choices.map(
    ([value, shown]) =>
      html`<li><a data-swap href="${inboxPath({ ...query, [name]: value }, {})}"${query[name] === value && html` aria-current="true"`}>${shown}</a></li>`,
  )}</ul></div>`;

const table = ({ who, names, content, now }: Inbox, rows: readonly ClinicRequest[]): Html => html`<table>
<thead><tr><th scope="col">Reference</th><th scope="col">What</th><th scope="col">Waits</th>${
  who.clinics.size > 1 && html`<th scope="col">Clinic</th>`
}<th scope="col">State</th><th scope="col">Delivery</th></tr></thead>
<tbody>${rows.map((request) => {
  const { reference, kind, state, delivery, claimedBy, createdAt, clinicId } = request;
  const clinic: Clinic | undefined = who.clinics.get(clinicId);
  const details = detailsSchema.parse(request.details);
  const reason = shownReason(details, content);
  return html`<tr>
<td><a class="reference" href="/staff/requests/${reference}">${reference}</a></td>
<td data-label="What" class="whole">${kindNames[kind]}${reason && html` <span class="soft">${reason}</span>`} ${urgencyMark(details.urgency)}</td>
<td data-label="Waits"><time datetime="${new Date(createdAt).toISOString()}" title="${shownTime(createdAt, clinic?.['time-zone'] ?? 'UTC')}">${shownAge(createdAt, now)}</time></td>
${who.clinics.size > 1 && html`<td data-label="Clinic">${clinic?.name}</td>`}
<td data-label="State">${stateNames[state]}${state !== 'open' && claimedBy !== null && html` <span class="soft">by ${names(claimedBy)}</span>`}</td>
<td data-label="Delivery"${delivery === 'failed' && html` class="failed"`}>${deliveryNames[delivery]}</td>
</tr>`;
})}</tbody></table>`;

const empty = (query: InboxQuery): Html =>
  inboxPath(query, { order: 'newest' }) === '/staff'
    ? html`<p class="empty"><strong>Nothing to do.</strong> When a visitor asks to be called back, to speak to a person or for an appointment, it appears here by itself.</p>`
    : html`<p class="empty"><strong>Nothing fits these filters.</strong> <a data-swap href="/staff">Show all there is to do</a></p>`;
