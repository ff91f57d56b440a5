import { openingState } from '../booking/opening-state.ts';
import type { Clinic } from '../content/clinic-schema.ts';
import type { Content } from '../content/content-schema.ts';
import { callLink, contactLinks, emergencyNumber } from '../replies/clinic-values.ts';
import { palettes } from '../widget/chat/contrast.ts';
import type { Link } from '../widget/chat/links.ts';
import type { ClinicFacts } from '../widget/facts.ts';
import { type Html, html } from '../widget/html.ts';

/** Where a page finds its script and styles: addresses that change when the files do. */
export interface PageAssets {
  readonly script: string;
  readonly styles: readonly string[];
}

/** What anyone may know of a clinic. */
export function publicFacts(clinic: Clinic, content: Content): ClinicFacts {
  const number = emergencyNumber(clinic, content.countryNumbers.get(clinic.country));
  const { light, dark } = palettes(clinic.brand.color);
  return {
    name: clinic.name,
    light: { brand: light.brand, onBrand: light.onBrand },
    dark: { brand: dark.brand, onBrand: dark.onBrand },
    emergency: callLink(`Call ${number}`, number),
    contact: clinic['sees-people'] ? contactLinks(clinic) : [],
    ...(clinic.widget.opens === undefined ? {} : { opens: clinic.widget.opens }),
  };
}

/** The clinic's colours as custom properties, for the chat and the demo page. */
export function themeCss({ brand }: Clinic): string {
  const { light, dark } = palettes(brand.color);
  const rule = ({ brand, onBrand, tint, said, onSaid }: typeof light): string =>
    `:root{--brand:${brand};--on-brand:${onBrand};--tint:${tint};--said:${said};--on-said:${onSaid}}`;
  return `${rule(light)}@media (prefers-color-scheme:dark){${rule(dark)}}`;
}

/** Where the chat finds a Direct Line service that is not ours: its address, and our end-point that holds its secret. */
export interface OtherService {
  readonly base: string;
  readonly tokens: string;
}

/** What the chat page is made of besides the clinic. `now` in epoch milliseconds. */
export interface ChatPageParts {
  readonly facts: ClinicFacts;
  readonly now: number;
  readonly assets: PageAssets;
  /** Null: the Direct Line of this server. */
  readonly service: OtherService | null;
  /** Labels of the fixed choices, by option id. */
  readonly options: ReadonlyMap<string, string> | undefined;
}

/** The chat as a page, in a frame or on its own. It speaks without its script too: who this is, and whom to call. */
export function chatPage(clinic: Clinic, { facts, now, assets, service, options }: ChatPageParts): string {
  const { open, text: state } = openingState(clinic, now);
  return page(
    `Chat with ${clinic.name}`,
    assets,
    html`<body data-clinic="${clinic.id}" data-name="${clinic.name}" data-helped="${options?.get('helped')}" data-did-not-help="${options?.get('did-not-help')}"${service && html` data-base="${service.base}" data-tokens="${service.tokens}"`}>
${sprite}
<header>
  <span class="mark">${icon('plumb')}</span>
  <div class="who"><h1>${clinic.name}</h1><p><span id="who" data-person="${options?.get('who:person')}">Automated assistant</span>${state && html`<span class="open-state${open && ' open'}">${state.split(/(?<=,) /).map((part) => html`<span>${part}</span> `)}</span>`}</p></div>
  <button type="button" class="tool" id="more" aria-label="More" aria-expanded="false" aria-controls="menu">${icon('more')}</button>
  <div id="menu" role="group" aria-label="More" hidden>
    <button type="button" class="item" id="person">${icon('person')}Talk to a person</button>
    <button type="button" class="item" id="save">${icon('save')}Save this conversation</button>
    <button type="button" class="item" id="restart">${icon('restart')}Start over</button>
    <button type="button" class="item" id="forget">${icon('forget')}Forget me</button>
    <a class="item" id="own-page" href="/chat?clinic=${clinic.id}" target="_blank" rel="noopener" hidden>${icon('out')}Open in a tab</a>
    <p class="kept">What is said here is kept for ${days(clinic.keep['visit-days'])} at most, then erased. In this browser no words are kept.</p>
  </div>
  <button type="button" class="tool" id="close" aria-label="Close the chat" hidden>${icon('close')}</button>
</header>
<section class="strip" id="strip" aria-label="Emergencies"><span>Not for emergencies.</span> In danger now? ${known(facts.emergency)}</section>
<section class="bar" id="confirm" aria-labelledby="question" hidden>
  <p id="question"></p>
  <button type="button" class="quiet" id="confirm-yes"></button>
  <button type="button" class="quiet" id="confirm-no">Keep going</button>
</section>
<main id="conversation" aria-label="Conversation" tabindex="0">
  <noscript><p>The chat needs JavaScript. ${facts.contact.length > 0 ? 'You can reach the clinic directly:' : ''} ${facts.contact.map((link) => html`${plainLink(link)} `)}</p></noscript>
  <div id="log" role="log" aria-live="polite" aria-label="Messages"></div>
  <div id="typing" hidden><span class="spoken">A reply is coming.</span><i></i><i></i><i></i></div>
  <div id="choices" role="group" aria-label="Choices" hidden></div>
</main>
<div class="notices" role="status">
  <div class="bar unless-started" id="offline">
    <p><strong>The assistant cannot be reached just now.</strong> What you write waits here and goes out by itself.</p>
    ${barLink(facts.emergency, 'call')}
    ${facts.contact.slice(0, 2).map((link) => barLink(link, 'quiet'))}
    <button type="button" class="quiet" id="retry">Try again</button>
  </div>
  <div class="bar" id="slow" hidden>
    <p>Your message has arrived, but the answer takes longer than it should. If it is urgent, call.</p>
    ${barLink(facts.emergency, 'call')}
    ${facts.contact.slice(0, 1).map((link) => barLink(link, 'quiet'))}
  </div>
</div>
<form id="composer" aria-label="Write to the assistant">
  <label class="spoken" for="box">Your message</label>
  <textarea id="box" rows="1" maxlength="20000" placeholder="Type your question…" enterkeyhint="send" aria-describedby="hint" autocomplete="off"></textarea>
  <button type="submit" id="send" aria-label="Send" aria-disabled="true" aria-describedby="hint">${icon('send')}</button>
  <p id="hint" aria-live="polite"></p>
</form>
<footer>General information, not a diagnosis</footer>
</body>`,
  );
}

const days = (count: number): string => (count === 1 ? 'a day' : `${count} days`);

/** For an address that names no clinic of ours. */
export const unknownClinicPage = (assets: PageAssets): string =>
  page(
    'No such clinic',
    { ...assets, script: '' },
    html`<body><header><div class="who"><h1>There is no such clinic here</h1><p>Please check the address, or go back to the clinic’s website. In an emergency, call your local emergency number.</p></div></header></body>`,
  );

/** The frame of a page: nothing inline, nothing from elsewhere, no robots. */
export function page(title: string, { script, styles }: PageAssets, body: Html): string {
  return html`<!doctype html>
<html lang="en" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover, interactive-widget=resizes-content">
<meta name="robots" content="noindex">
<title>${title}</title>
${styles.map((href) => html`<link rel="stylesheet" href="${href}">`)}
${script && html`<script type="module" src="${script}"></script>`}
</head>
${body}
</html>
`.text;
}

/** An icon of the sprite. */
export const icon = (name: string): Html =>
  html`<svg class="icon" aria-hidden="true"><use href="#icon-${name}"></use></svg>`;

/** A link in running text whose number the chat may link wherever it is named. */
const known = ({ label, href }: Link): Html => html`<a href="${href}" data-known>${label}</a>`;
const plainLink = ({ label, href }: Link): Html => html`<a href="${href}">${label}</a>`;

const barLink = ({ label, href }: Link, style: string): Html =>
  href.startsWith('https:')
    ? html`<a class="${style}" href="${href}" target="_blank" rel="noopener noreferrer">${icon('out')}${label}</a>`
    : html`<a class="${style}" href="${href}" data-known>${icon(href.startsWith('tel:') ? 'phone' : 'mail')}${label}</a>`;

const shapes: Readonly<Record<string, Html>> = {
  plumb: html`<path d="M12 2.5v10.5"/><path d="M9 13h6l-1 4-2 4-2-4z" fill="currentColor"/>`,
  phone: html`<path d="M6.5 3.5h3l1.5 4.5-2 1.5a12 12 0 0 0 5.5 5.5l1.5-2 4.5 1.5v3a2 2 0 0 1-2.2 2A16.5 16.5 0 0 1 4.5 5.7a2 2 0 0 1 2-2.2z"/>`,
  mail: html`<rect x="3" y="5" width="18" height="14" rx="2.5"/><path d="m4 7.5 8 6 8-6"/>`,
  out: html`<path d="M14 4h6v6M20 4l-9 9M18 14v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2h4"/>`,
  alert: html`<path d="M12 3.5 22 20.5H2z"/><path d="M12 10v4.5M12 17.5v.01"/>`,
  restart: html`<path d="M4.5 12a7.5 7.5 0 1 0 2.3-5.4"/><path d="M4.5 3.5v4.5h4.5"/>`,
  close: html`<path d="m6 6 12 12M18 6 6 18"/>`,
  more: html`<path d="M5.5 12h.01M12 12h.01M18.5 12h.01" stroke-width="3.2"/>`,
  person: html`<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5c.8-4 3.6-6 7.5-6s6.7 2 7.5 6"/>`,
  save: html`<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>`,
  forget: html`<path d="M4.5 7h15M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13"/>`,
  calendar: html`<rect x="3.5" y="5" width="17" height="15.5" rx="2.5"/><path d="M3.5 10h17M8 2.8V7M16 2.8V7"/>`,
  send: html`<path d="M5 12h14M13 6l6 6-6 6"/>`,
};

/** Every icon, once. */
export const sprite: Html = html`<svg class="sprite" aria-hidden="true">${Object.entries(shapes).map(
  ([name, shape]) => html`<symbol id="icon-${name}" viewBox="0 0 24 24">${shape}</symbol>`,
)}</svg>`;
