import type { Urgency } from '../../content/content-schema.ts';
import { type Html, html } from '../../widget/html.ts';
import { urgencyNames } from '../shown.ts';

/** How soon a visitor must be seen, in a word and a colour; nothing when there is no hurry. */
export const urgencyMark = (urgency: Urgency): Html | null =>
  urgency === 'none' ? null : html`<span class="mark ${urgency}">${urgencyNames[urgency]}</span>`;
