import { zoneName } from '../../booking/windows.ts';
import type { Clinic } from '../../content/clinic-schema.ts';
import type { Content } from '../../content/content-schema.ts';
import type { ClinicRequest, RequestNote } from '../../store/request-store.ts';
import type { AuditEntry } from '../../store/staff-store.ts';
import type { Link } from '../../widget/chat/links.ts';
import { type Html, html } from '../../widget/html.ts';
import { detailsSchema, emailLink, phoneLink, shownPlace, shownReason, shownTimes } from '../request-details.ts';
import type { SignedIn } from '../session.ts';
import { deliveryNames, kindNames, shownAge, shownTime, stateNames } from '../shown.ts';
import { auditWords } from './audit-words.ts';
import { changeForms } from './change-forms.ts';
import { form } from './form.ts';
import { urgencyMark } from './urgency-mark.ts';

/** What the page of one request shows. */
export interface ShownRequest {
  readonly request: ClinicRequest;
  readonly clinic: Clinic;
  readonly who: SignedIn;
  readonly notes: readonly RequestNote[];
  readonly history: readonly AuditEntry[];
  readonly names: (signInName: string) => string;
  readonly once: string;
  readonly content: Content;
  readonly now: number;
}

/** One request: whom to call and about what, what colleagues noted, what was done with it. */
export const requestPage = (shown: ShownRequest): Html => {
  const { request, clinic, who, notes, names, now } = shown;
  const { reference, kind, state, delivery, claimedBy, createdAt } = request;
  const { urgency } = detailsSchema.parse(request.details);
  const zone = clinic['time-zone'];
  return html`<p class="back"><a href="/staff">Requests</a></p>
<h1><span class="reference">${reference}</span> ${urgencyMark(urgency)}</h1>
<p class="soft">${kindNames[kind]} · ${clinic.name} · asked ${shownAge(createdAt, now)} ago, ${shownTime(createdAt, zone)} · ${stateNames[state]}${claimedBy !== null && state !== 'open' && ` by ${names(claimedBy)}`}</p>
${urgency !== 'none' && state !== 'withdrawn' && html`<p class="why ${urgency}">${urgencyWords[urgency]}</p>`}
${delivery === 'failed' && html`<p class="why soon">The notice about this request was not delivered. The visitor was given the phone number.</p>`}
<div class="columns">
<section><h2>To call</h2>
${state === 'withdrawn' ? html`<p>The visitor withdrew this, or it was erased. Nothing is left of it.</p>` : facts(shown)}
${changeForms(shown, 'requests')}
${kind === 'hand-off' && state !== 'withdrawn' && html`<p><a class="button" href="/staff/visits/${reference}">Open the conversation</a></p>`}
</section>
<section><h2>Notes</h2>
${
  notes.length > 0
    ? html`<ol class="notes">${notes.map(
        ({ at, by, text }) => html`<li><p>${text}</p><p class="soft">${names(by)}, ${shownTime(at, zone)}</p></li>`,
      )}</ol>`
    : html`<p class="empty">What you note here is for colleagues. The visitor does not see it.</p>`
}
${
  state !== 'withdrawn' &&
  form(
    who,
    `/requests/${reference}/notes`,
    html`<p class="field"><label for="text">New note</label><textarea id="text" name="text" rows="3" maxlength="1000" required></textarea></p>
<p><button class="quiet">Add the note</button></p>`,
  )
}
</section>
</div>
<section><h2>History</h2>
<table><thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th></tr></thead>
<tbody>
${shown.history.map(({ at, by, what }) => html`<tr><td class="short">${shownTime(at, zone)}</td><td data-label="Who">${names(by)}</td><td data-label="What">${auditWords(what)}</td></tr>`)}
<tr><td>${shownTime(createdAt, zone)}</td><td data-label="Who">the visitor</td><td data-label="What">asked for it (${deliveryNames[delivery].toLowerCase()})</td></tr>
</tbody></table>
</section>
${state !== 'withdrawn' && html`<p class="end"><a href="/staff/requests/${reference}/erase">Erase this request…</a></p>`}`;
};

const urgencyWords = {
  soon: 'Signs that should be seen within days. The visitor was told so.',
  urgent: 'Signs that should be seen today. The visitor was told so. Call before anything else.',
  emergency: 'Signs of an emergency. The visitor was told to call the emergency number. Call before anything else.',
} as const;

function facts({ request, clinic, content }: ShownRequest): Html {
  const details = detailsSchema.parse(request.details);
  const [phone, email, times] = [
    phoneLink(details, clinic),
    emailLink(details),
    shownTimes(details, clinic['time-zone']),
  ];
  return html`<dl class="facts">
<dt>Name</dt><dd>${details.name ?? 'not given'}</dd>
<dt>Phone</dt><dd>${phone ? link(phone) : (details.phone ?? 'not given')}</dd>
<dt>E-mail</dt><dd>${email ? link(email) : (details.email ?? 'not given')}</dd>
<dt>Reason</dt><dd>${shownReason(details, content) ?? 'not given'}</dd>
<dt>Place</dt><dd>${shownPlace(details, clinic) ?? 'any'}</dd>
<dt>Times</dt><dd>${times.length > 0 ? html`<ul>${times.map((time) => html`<li>${time}</li>`)}</ul>` : 'not given'}</dd>
${details.zone && details.zone !== clinic['time-zone'] && html`<dt>Their clock</dt><dd>${zoneName(details.zone)}</dd>`}
${details.language && html`<dt>Language</dt><dd>${details.language}</dd>`}
</dl>`;
}

const link = ({ label, href }: Link): Html => html`<a href="${href}">${label}</a>`;
