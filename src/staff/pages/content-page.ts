import { type Html, html } from '../../widget/html.ts';
import type { ReviewedText, ReviewState } from '../list-reviews.ts';

const names: Readonly<Record<ReviewState, string>> = {
  pending: 'Not reviewed yet',
  expired: 'Expired',
  due: 'Expires within 60 days',
  reviewed: 'Reviewed',
};

/** Every text with its review; how many a clinician has not approved is said first. */
export const contentPage = (texts: readonly ReviewedText[], show: ReviewState | 'all'): Html => {
  const having = (state: ReviewState): readonly ReviewedText[] => texts.filter(({ states }) => states.includes(state));
  const rows = show === 'all' ? texts : having(show);
  const choice = (state: ReviewState | 'all', label: string, count: number): Html =>
    html`<li><a data-swap href="/staff/content${state !== 'all' && `?show=${state}`}"${state === show && html` aria-current="true"`}>${label} (${count})</a></li>`;
  return html`<h1>Content</h1>
<p>${
    having('pending').length === 0
      ? 'A clinician has reviewed every text.'
      : html`<strong>${having('pending').length} of ${texts.length} texts and red flags have not been approved by a clinician.</strong> Visitors are told so beside each answer.`
  }</p>
<nav class="filters" aria-label="Filters"><div><span id="by-state">Show</span><ul aria-labelledby="by-state">
${choice('all', 'All', texts.length)}
${(['pending', 'due', 'expired', 'reviewed'] as const).map((state) => choice(state, names[state], having(state).length))}
</ul></div></nav>
${
  rows.length === 0
    ? html`<p class="empty">No text is in this state.</p>`
    : html`<table>
<thead><tr><th scope="col">Text</th><th scope="col">Kind</th><th scope="col">State</th><th scope="col">Holds until</th><th scope="col">Reviewed by</th></tr></thead>
<tbody>${rows.map(
        ({ kind, id, about, language, review, states }) => html`<tr>
<td>${about} <span class="soft">${id}${language !== 'en' && `, ${language}`}</span></td>
<td data-label="Kind" class="short">${kind}</td>
<td data-label="State" class="short">${states.map((state) => names[state]).join(', ')}</td>
<td data-label="Holds until" class="short">${review.due}</td>
<td data-label="Reviewed by">${review.by ?? 'nobody'}</td>
</tr>`,
      )}</tbody></table>`
}`;
};
