import type { Clinic } from '../../content/clinic-schema.ts';
import type { ClinicRequest } from '../../store/request-store.ts';
import type { LogEntry } from '../../store/visit-store.ts';
import { type Html, html } from '../../widget/html.ts';
import type { Transcript } from '../read-transcript.ts';
import { detailsSchema } from '../request-details.ts';
import type { SignedIn } from '../session.ts';
import { shownTime, stateNames } from '../shown.ts';
import { changeForms } from './change-forms.ts';
import { form } from './form.ts';
import { urgencyMark } from './urgency-mark.ts';

/** What the page of a conversation shows; `draft` is a reply that could not be sent. */
export interface ShownVisit {
  readonly request: ClinicRequest;
  readonly clinic: Clinic;
  readonly who: SignedIn;
  readonly said: Transcript;
  readonly names: (signInName: string) => string;
  readonly once: string;
  readonly draft: string;
}

/** A conversation: what was said since the visitor asked for a person, and a box for whoever has it. */
export const visitPage = (shown: ShownVisit): Html => {
  const { request, clinic, who, said, names, draft } = shown;
  const { reference, state, claimedBy, revision } = request;
  const isMine = state === 'claimed' && claimedBy === who.account.signInName;
  return html`<p class="back"><a href="/staff/requests/${reference}">Request ${reference}</a></p>
<h1>Conversation <span class="reference">${reference}</span> ${urgencyMark(detailsSchema.parse(request.details).urgency)}</h1>
<p class="soft">${clinic.name} · ${stateNames[state]}${claimedBy !== null && state !== 'open' && ` by ${names(claimedBy)}`}</p>
<p class="changed" role="alert" data-changed hidden>This conversation was changed by somebody. <a href="/staff/visits/${reference}">Show how it is now</a></p>
<div class="log" role="log" aria-label="What was said" tabindex="0"${
    (state === 'open' || state === 'claimed') &&
    html` data-log="/staff/visits/${reference}/log" data-seq="${said.seq}" data-revision="${revision}"`
  }><ol>${transcript(said, clinic)}</ol></div>
<p class="empty unless-said">${
    state === 'withdrawn'
      ? 'The visitor withdrew this. Nothing is left of it.'
      : 'Nothing was said since the visitor asked for a person. What they write appears here.'
  }</p>
<p class="reload"><a href="/staff/visits/${reference}#reply">Look for new messages</a></p>
<section id="reply">
${
  isMine
    ? form(
        who,
        `/visits/${reference}/reply`,
        html`<input type="hidden" name="once" value="${shown.once}">
<p class="field"><label for="text">Your reply</label><span class="hint" id="text-hint">The visitor sees it under your name, ${who.account.shownName}.</span>
<textarea id="text" name="text" rows="3" maxlength="2000" required aria-describedby="text-hint">${draft}</textarea></p>
<p><button>Send</button></p>`,
      )
    : state !== 'withdrawn' &&
      html`<p class="soft">${state === 'claimed' ? 'A colleague has this conversation. To answer, have them give it back, or give it back for them.' : 'Take over to answer. Until then the assistant does.'}</p>${draft && html`<p class="field"><label for="text">What you wrote</label><textarea id="text" rows="3" readonly>${draft}</textarea></p>`}`
}
${changeForms(shown, 'visits')}
</section>`;
};

/** Entries of a log as list items; words are shown as words. */
export const transcript = ({ entries }: Transcript, { 'time-zone': zone }: Clinic): Html =>
  html`${entries.flatMap((entry) => {
    const { who, name, text } = saidBy(entry);
    return text === ''
      ? []
      : [
          html`<li class="${who}" data-entry="${entry.id}"><p class="by">${name} <time datetime="${new Date(entry.at).toISOString()}">${shownTime(entry.at, zone).slice(-5)}</time></p><p class="text">${text}</p></li>`,
        ];
  })}`;

interface Said {
  readonly who: 'visitor' | 'staff' | 'bot';
  readonly name: string;
  readonly text: string;
}

function saidBy(entry: LogEntry): Said {
  if (entry.from === 'visitor') {
    const { message, changed } = entry;
    const name = changed === 'edited' ? 'Visitor, changed' : 'Visitor';
    return { who: 'visitor', name, text: changed === 'deleted' ? 'Deleted by the visitor.' : message.text };
  }
  const { kind, heading, text, from } = entry.reply;
  if (kind === 'staff') return { who: 'staff', name: from ?? 'Staff', text };
  const words = [heading, text.replaceAll('**', '')].filter((part) => part !== null && part !== '').join('\n');
  return { who: 'bot', name: 'Assistant', text: words };
}
