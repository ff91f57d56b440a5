import type { Clinic } from '../../content/clinic-schema.ts';
import type { AuditEntry } from '../../store/staff-store.ts';
import { type Html, html } from '../../widget/html.ts';
import { shownTime } from '../shown.ts';
import { auditWords } from './audit-words.ts';

/** Who did what, when and with which request; no contents. */
export const auditPage = ({
  rows,
  total,
  number,
  pages,
  clinics,
  names,
}: {
  readonly rows: readonly AuditEntry[];
  readonly total: number;
  readonly number: number;
  readonly pages: number;
  readonly clinics: ReadonlyMap<string, Clinic>;
  readonly names: (signInName: string) => string;
}): Html => html`<h1>Audit</h1>
<p class="soft">Every reading of what visitors left, and every change. Times are in UTC.</p>
${
  rows.length === 0
    ? html`<p class="empty">Nothing was done yet. Each time somebody reads or changes a request, it is noted here.</p>`
    : html`<table>
<thead><tr><th scope="col">When</th><th scope="col">Who</th><th scope="col">What</th><th scope="col">About</th><th scope="col">Clinic</th></tr></thead>
<tbody>${rows.map(({ at, clinicId, by, what, about }) => {
        const clinic = clinicId === null ? undefined : clinics.get(clinicId);
        return html`<tr><td class="short">${shownTime(at, 'UTC')}</td><td data-label="Who" title="${by}">${names(by)}</td><td data-label="What">${auditWords(what)}</td><td data-label="About">${about ?? ''}</td><td data-label="Clinic">${clinic?.name ?? clinicId ?? 'All'}</td></tr>`;
      })}</tbody></table>`
}
<div class="below"><p>${total} ${total === 1 ? 'entry' : 'entries'}</p>
${
  pages > 1 &&
  html`<nav aria-label="Pages"><ul class="pages">
${number > 1 && html`<li><a href="/staff/audit?page=${number - 1}">Newer</a></li>`}
<li>Page ${number} of ${pages}</li>
${number < pages && html`<li><a href="/staff/audit?page=${number + 1}">Older</a></li>`}
</ul></nav>`
}</div>`;
