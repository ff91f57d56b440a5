import { el, icon, spoken } from './dom.ts';
import { inText, type Link, safeHref, safeLinks } from './links.ts';
import { type Block, type Run, readMarkdown } from './markdown.ts';
import type { Origin, Said } from './protocol.ts';
import { words } from './words.ts';

/** One reply as a bubble, or as a card when it is urgent. `known` are numbers that may be called wherever they are named. */
export function renderReply(said: Said, known: readonly Link[]): HTMLElement {
  const links = safeLinks(said.links);
  const reachable = [...inText(links), ...known];
  const body = readMarkdown(said.text, reachable).map(renderBlock);
  const choices = said.choices.length > 0 && spoken(words.choicesBelow(said.choices.length));
  if (said.kind === 'emergency' || said.kind === 'urgent' || said.kind === 'soon')
    return renderCard(said, body, links, choices);
  return el(
    'div',
    { class: 'bubble bot' },
    spoken(words.assistantSaid),
    said.heading !== null && el('h2', {}, said.heading),
    ...body,
    links.length > 0 && el('div', { class: 'links' }, ...links.map((link) => renderLink(link, 'link'))),
    said.about && renderAbout(said.about),
    choices,
  );
}

/** What the visitor wrote, as written. */
export const renderWritten = (text: string): HTMLElement =>
  el('div', { class: 'bubble mine' }, spoken(words.visitorSaid), el('p', {}, text));

function renderCard(
  { kind, heading, id, exit }: Said,
  body: readonly Node[],
  links: readonly Link[],
  choices: HTMLElement | false,
): HTMLElement {
  const titled = `said-${id}`;
  return el(
    'section',
    {
      class: `card ${kind}`,
      tabindex: '-1',
      ...(kind === 'emergency' ? { role: 'alert' } : {}),
      ...(heading === null ? { 'aria-label': kind } : { 'aria-labelledby': titled }),
    },
    heading !== null && el('h2', { id: titled }, icon('alert'), heading),
    ...body,
    links.length > 0 &&
      el(
        'div',
        { class: 'calls' },
        ...links.map((link, index) => renderLink(link, index === 0 ? 'call first' : 'call')),
      ),
    exit && el('button', { type: 'button', class: 'call leave' }, words.leave),
    choices,
  );
}

function renderBlock(block: Block): HTMLElement {
  if (block.kind === 'facts') {
    return el(
      'dl',
      {},
      ...block.facts.flatMap(({ name, value }) => [el('dt', {}, name), el('dd', {}, ...value.map(renderRun))]),
    );
  }
  const lines = block.lines.map((line) => line.map(renderRun));
  return el('p', {}, ...lines.flatMap((line, index) => (index === 0 ? line : [el('br'), ...line])));
}

function renderRun({ text, bold, href }: Run): Node {
  const safe = href === null ? null : safeHref(href);
  const inner = safe === null ? document.createTextNode(text) : el('a', addressOf(safe), text);
  return bold ? el('strong', {}, inner) : inner;
}

function renderLink({ label, href }: Link, style: string): HTMLElement {
  const out = href.startsWith('https:');
  return el(
    'a',
    { ...addressOf(href), class: style },
    icon(out ? 'out' : href.startsWith('tel:') ? 'phone' : 'mail'),
    el('span', {}, label),
    out && spoken(` ${words.newTab}`),
  );
}

const addressOf = (href: string): Record<string, string> =>
  href.startsWith('https:') ? { href, target: '_blank', rel: 'noopener noreferrer' } : { href };

function renderAbout({ sources, reviewedBy, due }: Origin): HTMLElement {
  const state = reviewedBy === null ? words.reviewPending : words.reviewedBy(reviewedBy);
  const names = [...new Set(sources.map(({ name }) => name))];
  return el(
    'details',
    { class: 'about' },
    el('summary', {}, `${words.sources} · ${state} · ${words.until(shownMonth(due))}`),
    el(
      'ul',
      {},
      ...names.map((name) => {
        const same = sources.filter((source) => source.name === name);
        const url = safeHref(same.find((source) => source.url !== null)?.url ?? '');
        const title = url?.startsWith('https:') ? el('a', addressOf(url), name) : name;
        return el('li', {}, title, `: ${same.map(({ supports }) => supports).join('; ')}`);
      }),
    ),
    el(
      'p',
      { class: 'holds' },
      `${reviewedBy === null ? `${words.notReviewed} ` : ''}${capital(words.holdsUntil(shownDay(due)))}.`,
    ),
  );
}

const shownMonth = (day: string): string => shown(day, { month: 'short', year: 'numeric' });
const shownDay = (day: string): string => shown(day, { day: 'numeric', month: 'long', year: 'numeric' });

function shown(day: string, format: Intl.DateTimeFormatOptions): string {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? day : date.toLocaleDateString('en-GB', { ...format, timeZone: 'UTC' });
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
