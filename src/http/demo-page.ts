import { describeHours, openingState } from '../booking/opening-state.ts';
import type { Clinic, Way } from '../content/clinic-schema.ts';
import { callLink, contactLinks, shownPhone } from '../replies/clinic-values.ts';
import type { Link } from '../widget/chat/links.ts';
import type { ClinicFacts } from '../widget/facts.ts';
import { type Html, html } from '../widget/html.ts';
import { icon, type PageAssets, page, sprite } from './chat-page.ts';

/** What the page is drawn from besides the clinic. */
export interface DemoDeps {
  readonly facts: ClinicFacts;
  readonly now: number;
  readonly publicUrl: string;
  readonly assets: PageAssets;
}

/** A small clinic's site, so that a newcomer sees the widget where it will live. All but the chat works without scripts. */
export function demoPage(
  clinic: Clinic,
  clinics: readonly Clinic[],
  { facts, now, publicUrl, assets }: DemoDeps,
): string {
  const contact = contactLinks(clinic);
  const first = bookingLink(clinic) ?? contact[0];
  const state = openingState(clinic, now);
  const hours = describeHours(clinic, now)?.split('\n').slice(1) ?? [];
  const visit = visitFacts(clinic);
  const parts: readonly (readonly [string, string, boolean])[] = [
    ['services', 'Services', clinic.services.length > 0],
    ['hours', 'Hours', hours.length > 0],
    ['places', 'Find us', clinic.places.length > 0],
    ['contact', 'Contact', contact.length > 0],
  ];
  return page(
    clinic.name,
    assets,
    html`<body>
${sprite}
<a class="skip" href="#main">Skip to the content</a>
<nav class="demo" aria-label="Invented clinics"><div class="wrap">
  <p>Demo: five invented clinics</p>
  <ul>${clinics.map(
    ({ id, name }) =>
      html`<li><a href="/?clinic=${id}"${id === clinic.id && html` aria-current="page"`}>${name}</a></li>`,
  )}</ul>
</div></nav>
<header class="site"><div class="wrap">
  <p class="brand"><span class="mark">${icon('plumb')}</span>${clinic.name}</p>
  <nav aria-label="This page"><ul>${parts.map(([id, label, there]) => there && html`<li><a href="#${id}">${label}</a></li>`)}</ul></nav>
</div></header>
<main id="main">
<section class="hero"><div class="wrap">
  <div>
    <p class="kicker">${capital(clinic.kind)}</p>
    <h1>${clinic['sees-people'] ? 'Your back and your feet, looked at together.' : 'Backs and feet, explained in plain words.'}</h1>
    <p class="lead">${lead(clinic)}</p>
    <p class="actions">
      ${first && button(first, 'strong')}
      <a class="button" href="/chat?clinic=${clinic.id}">Ask a question</a>
    </p>
    ${state.text && html`<p class="state"><span class="dot${state.open && ' open'}"></span>${capital(state.text)}</p>`}
  </div>
  ${drawing}
</div></section>
${
  clinic.services.length > 0 &&
  html`<section id="services"><div class="wrap part">
  <h2>Services</h2>
  <ul class="cards">${clinic.services.map((service) => html`<li>${capital(service)}</li>`)}</ul>
</div></section>`
}
${
  hours.length > 0 &&
  html`<section id="hours" class="plain"><div class="wrap part two">
  <div>
    <h2>Hours</h2>
    <table><tbody>${hours.map((line) => {
      const [days = '', times = ''] = line.split(/: (.*)/);
      return html`<tr><th scope="row">${days}</th><td>${times}</td></tr>`;
    })}</tbody></table>
    ${clinic.holidays.length > 0 && html`<p class="small">Closed on ${clinic.holidays.map(({ name, day }) => `${name} (${shownDay(day)})`).join(', ')}.</p>`}
  </div>
  ${visit.length > 0 && html`<div><h2>Your visit</h2><dl>${visit.map(([name, text]) => html`<dt>${name}</dt><dd>${text}</dd>`)}</dl></div>`}
</div></section>`
}
${
  clinic.places.length > 0 &&
  html`<section id="places"><div class="wrap part two">
  <div>
    <h2>Find us</h2>
    <ol class="places">${clinic.places.map(
      ({ name, address, phone }, index) =>
        html`<li><span class="pin">${index + 1}</span><div><h3>${name}</h3><p>${address}</p>${
          phone && html`<p><a href="${callLink('', phone).href}">${shownPhone(phone, clinic)}</a></p>`
        }</div></li>`,
    )}</ol>
  </div>
  ${map(clinic.places.length)}
</div></section>`
}
${
  contact.length > 0 &&
  html`<section id="contact" class="plain"><div class="wrap part">
  <h2>Contact</h2>
  <p class="actions">${contact.map((link) => button(link, ''))}</p>
  <p class="small">Please leave health details out of e-mails and forms. In an emergency, <a href="${facts.emergency.href}">call ${facts.emergency.href.slice(4)}</a>.</p>
</div></section>`
}
</main>
<footer><div class="wrap end">
  <p><strong>${clinic.name} is an invented clinic.</strong> Its numbers and addresses are reserved examples. Nothing the assistant says has been reviewed by a clinician yet, and none of it is a diagnosis.</p>
  <p>A clinic puts the assistant on its site with one line:</p>
  <pre tabindex="0"><code>${`<script src="${publicUrl}/widget.js" data-clinic="${clinic.id}" async></script>`}</code></pre>
</div></footer>
<script src="/widget.js" data-clinic="${clinic.id}" async></script>
</body>`,
  );
}

const button = ({ label, href }: Link, style: string): Html =>
  html`<a class="button ${style}" href="${href}">${label}</a>`;

function bookingLink(clinic: Clinic): Link | null {
  const way: Way | undefined = clinic.booking.find((each) => ['phone', 'email', 'link', 'page'].includes(each.way));
  if (way?.way === 'phone') return callLink(`Call ${shownPhone(way.number, clinic)}`, way.number);
  if (way?.way === 'email') return { label: 'Write to us', href: `mailto:${way.address}` };
  if (way?.way === 'link') return { label: 'Book online', href: way.url };
  return way?.way === 'page' ? { label: 'Ask for a visit', href: way.url } : null;
}

function lead(clinic: Clinic): string {
  const free = clinic.facts['free-consultation'];
  if (free) return `Pain in one often has something to do with the other. ${free}`;
  if (!clinic['sees-people']) return 'We write; we see no one. For your own pain, please ask a doctor near you.';
  return 'Pain in one often has something to do with the other. We take the time to look at how you stand and walk.';
}

function visitFacts({ facts }: Clinic): readonly (readonly [string, string])[] {
  const named: readonly (readonly [string, string | undefined])[] = [
    ['Bring', facts.bring],
    ['Parking', facts.parking],
    ['Insurance', facts.insurance],
    ['Price', facts.price],
    ['Cancelling', facts.cancelling],
  ];
  return named.flatMap(([name, text]) => (text ? [[name, text] as const] : []));
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const shownDay = (day: string): string =>
  new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });

/** Ten vertebrae on a gentle curve, a leg, and the arch of a foot, beside a plumb line. */
const drawing: Html = html`<svg class="drawing" viewBox="0 0 360 392" role="img" aria-label="Drawing: a plumb line beside a spine, a leg and a foot">
<circle class="paper" cx="180" cy="196" r="172"/>
<g class="bones">${Array.from({ length: 11 }, (_, index) => {
  const x = 196 + Math.sin(index * 0.62 + 0.2) * 15;
  const turn = Math.cos(index * 0.62 + 0.2) * -9;
  const width = 32 + index * 1.7;
  return html`<rect x="${(x - width / 2).toFixed(1)}" y="${48 + index * 17}" width="${width.toFixed(1)}" height="12" rx="6" transform="rotate(${turn.toFixed(1)} ${x.toFixed(1)} ${54 + index * 17})"/>`;
})}</g>
<path class="limb" d="M166 240c4-12 58-12 62 0 5 18-10 36-31 36s-36-18-31-36z"/>
<path class="bone" d="M200 276c10 16 12 28 8 38M206 318c2 12-2 22-8 32"/>
<circle class="limb" cx="207" cy="314" r="7"/>
<path class="limb" d="M190 350c-12 2-18 22-4 24h10c10-11 28-12 40-3 10 4 22 3 30 3 10 0 10-10 0-12-20-4-42-9-54-18-8-4-14 4-22 6z"/>
<path class="string" d="M116 20v312"/>
<path class="bob" d="M105 332h22l-4 17-7 20-7-20z"/>
<path class="ground" d="M64 375h232"/>
</svg>`;

const pins: readonly (readonly [number, number])[] = [
  [196, 148],
  [98, 84],
  [300, 220],
  [320, 90],
  [90, 230],
  [210, 260],
];

/** A map that we drew: no place on earth, and nothing fetched from anywhere. */
const map = (
  places: number,
): Html => html`<svg class="map" viewBox="0 0 400 300" role="img" aria-label="Drawn map, for show only">
<rect class="land" width="400" height="300"/>
<path class="park" d="M236 24h96a14 14 0 0 1 14 14v70a14 14 0 0 1-14 14h-72a38 38 0 0 1-38-38V38a14 14 0 0 1 14-14z"/>
<path class="park" d="M24 176h76a12 12 0 0 1 12 12v64a12 12 0 0 1-12 12H24a12 12 0 0 1-12-12v-64a12 12 0 0 1 12-12z"/>
<path class="water" d="M-10 262c60-30 96 6 150-14s70-58 130-52 74 34 140 18v96H-10z"/>
<path class="road" d="M-10 122h420M138-10v230M220-10v200M-10 46h230M300 130v180M138 170h272M60 46v200"/>
<path class="road main" d="M-10 150C90 140 150 160 220 144S340 60 410 40"/>
${pins
  .slice(0, places)
  .map(
    ([x, y], index) =>
      html`<g class="at"><path d="M${x} ${y}c-9-12-15-18-15-26a15 15 0 0 1 30 0c0 8-6 14-15 26z"/><text x="${x}" y="${y - 21}">${index + 1}</text></g>`,
  )}
</svg>`;
