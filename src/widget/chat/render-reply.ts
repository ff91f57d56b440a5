import { el, icon, spoken } from './dom.ts';
import { inText, type Link, safeHref, safeLinks } from './links.ts';
import { type Block, type Run, readMarkdown, readTyped } from './markdown.ts';
import type { Choice, Origin, Said } from './protocol.ts';
import type { Rating } from './rating.ts';
import { renderPicture } from './render-picture.ts';
import { saveFile } from './save-file.ts';
import { words } from './words.ts';

/** What a reply is drawn with. `known` are numbers that may be called wherever they are named; `choose` is told what a pressed button says. */
export interface Drawing {
  readonly known: readonly Link[];
  readonly rating: Rating | null;
  readonly choose: (value: string) => void;
}

/** One reply as a bubble, or as a card when it is urgent. */
export function renderReply(said: Said, { known, rating, choose }: Drawing): HTMLElement {
  const links = safeLinks(said.links);
  const reachable = [...inText(links), ...known];
  const read = said.kind === 'staff' ? readTyped : readMarkdown;
  const body = [...read(said.text, reachable).map(renderBlock), ...renderFacts(said)];
  const choices = said.choices.length > 0 && renderAhead(said.choices);
  if (said.kind === 'emergency' || said.kind === 'urgent' || said.kind === 'soon')
    return renderCard(said, body, links, choices);
  return el(
    'div',
    { class: said.person === null ? 'bubble bot' : 'bubble bot staff' },
    said.person === null ? spoken(words.assistantSaid) : el('p', { class: 'speaker' }, words.personSaid(said.person)),
    said.heading !== null && el('h2', {}, said.heading),
    ...body,
    said.picture && renderPicture(said.picture),
    links.length > 0 && el('div', { class: 'links' }, ...links.map((link) => renderLink(link, 'link'))),
    said.file && renderFile(said.file),
    said.about && renderAbout(said.about),
    rating && renderRating(rating, choose),
    choices,
  );
}

/** What the visitor wrote, as written. */
export const renderWritten = (text: string): HTMLElement =>
  el('div', { class: 'bubble mine' }, spoken(words.visitorSaid), el('p', {}, text));

/** What can be chosen, for those who hear the reply; `Log` takes it back when that is no longer so. */
const renderAhead = (choices: readonly Choice[]): HTMLElement =>
  el('span', { class: 'spoken ahead' }, words.choices(choices.map(({ label }) => label)));

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

function renderFacts({ facts }: Said): HTMLElement[] {
  const rows = facts.flatMap(({ label, value }) => [
    el('dt', {}, label),
    ...value.split('\n').map((line) => el('dd', {}, line)),
  ]);
  return rows.length > 0 ? [el('dl', {}, ...rows)] : [];
}

function renderFile(file: NonNullable<Said['file']>): HTMLElement {
  const button = el('button', { type: 'button', class: 'link' }, icon('calendar'), words.addToCalendar);
  button.addEventListener('click', () => saveFile(file));
  return el('div', { class: 'links' }, button);
}

function renderRating({ yes, no }: Rating, choose: (value: string) => void): HTMLElement {
  const press = ({ value }: Choice, label: string): HTMLElement => {
    const button = el('button', { type: 'button' }, label);
    button.addEventListener('click', () => choose(value));
    return button;
  };
  const asked = { class: 'rating', role: 'group', 'aria-label': words.wasHelpful };
  return el('div', asked, el('span', {}, words.wasHelpful), press(yes, words.yes), press(no, words.no));
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
    el('summary', {}, [words.general, words.sources(names.length), state, words.until(shownDay(due))].join(' · ')),
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
    reviewedBy === null && el('p', { class: 'holds' }, words.notReviewed),
  );
}

function shownDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return date.toLocaleDateString('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}
