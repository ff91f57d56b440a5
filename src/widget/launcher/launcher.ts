import { ELSEWHERE, type ToChat, type ToHost } from '../chat/host-page.ts';
import type { ClinicFacts } from '../facts.ts';
import { watchBackButton } from './back-button.ts';
import { launcherCss } from './launcher-css.ts';
import { BUBBLE, button, CROSS, drawn, el, link } from './parts.ts';

/** Set by the server in front of this script: every clinic, or the one that the script's address names. */
declare const PLUMBLINE_CLINICS: Readonly<Record<string, ClinicFacts>>;

const NAME = 'plumbline-chat';
/** So long may the chat take to appear before the numbers are shown in its place. */
const PATIENCE_MS = 4_000;
/** Where the panel covers the page. */
const COVERS = '(max-width: 480px), (max-height: 480px)';
/** In the tab's storage of the page, and only where the clinic lets the chat open by itself: it was used before. */
const USED = 'plumbline:used';

const script = ownScript();
const server = new URL(script?.src ?? location.href).origin;

/** The button in the corner and the panel that it opens. Everything is inside a shadow root; the page keeps its own styles. */
class PlumblineChat extends HTMLElement {
  readonly #launcher = button('launcher', '');
  readonly #badge = el('span', 'badge');
  readonly #panel = el('section', 'panel');
  readonly #instead = el('div', 'instead');
  #clinic = '';
  #facts: ClinicFacts | null = null;
  #frame: HTMLIFrameElement | null = null;
  #patience: ReturnType<typeof setTimeout> | undefined;
  #ready = false;
  #unread = 0;
  /** Opened by itself: focus stays where it is. */
  #quiet = false;
  #back = { opened: () => {}, closed: () => {} };

  connectedCallback(): void {
    this.#clinic = this.getAttribute('clinic') ?? '';
    this.#facts = Object.hasOwn(PLUMBLINE_CLINICS, this.#clinic) ? (PLUMBLINE_CLINICS[this.#clinic] ?? null) : null;
    if (!this.#facts) console.warn(`plumbline: there is no clinic "${this.#clinic}"; check data-clinic`);
    if (!this.#facts || this.shadowRoot) return;
    const root = this.attachShadow({ mode: 'open' });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(launcherCss(this.#facts));
    root.adoptedStyleSheets = [sheet];
    const region = el('div', 'region');
    region.setAttribute('role', 'region');
    region.setAttribute('aria-label', `Chat with ${this.#facts.name}`);
    this.#panel.id = 'panel';
    this.#panel.hidden = true;
    this.#badge.hidden = true;
    this.#launcher.append(drawn(BUBBLE, 'when-closed'), drawn(CROSS, 'when-open'), this.#badge);
    this.#launcher.setAttribute('aria-controls', 'panel');
    this.#launcher.addEventListener('click', () => (this.#panel.hidden ? this.#open() : this.#close()));
    this.#name();
    region.append(this.#panel, this.#launcher);
    root.append(region);
    root.addEventListener('keydown', (event) => {
      if (event instanceof KeyboardEvent && event.key === 'Escape' && !this.#panel.hidden) this.#close();
    });
    window.addEventListener('message', (event) => this.#hear(event));
    window.visualViewport?.addEventListener('resize', () => this.#fit());
    window.visualViewport?.addEventListener('scroll', () => this.#fit());
    this.#back = watchBackButton((open) => {
      if (open && this.#panel.hidden && matchMedia(COVERS).matches) this.#open();
      else if (!open && this.hasAttribute('covers')) this.#close();
    });
    this.#openLater();
  }

  #open(quiet = false): void {
    this.#quiet = quiet;
    this.#panel.hidden = false;
    this.#unread = 0;
    this.#name();
    this.#fit();
    if (!this.#frame) this.#load();
    this.#cover(true);
    if (this.#ready) this.#greet();
    else if (!quiet) this.#instead.querySelector('button')?.focus();
    this.#tell('open');
  }

  #close(): void {
    this.#panel.hidden = true;
    this.#name();
    this.#cover(false);
    if (this.#ready) this.#post('closed');
    this.#launcher.focus();
    this.#tell('close');
  }

  /** Once in a tab, never over the page, and not after the visitor has used the button: where the clinic wants it at all. */
  #openLater(): void {
    const seconds = Number(script?.dataset.opens ?? this.#facts?.opens);
    if (!(seconds >= 5)) return;
    this.addEventListener('plumbline:open', () => noteUse());
    setTimeout(() => {
      if (this.#panel.hidden && !document.hidden && !matchMedia(COVERS).matches && !wasUsed()) this.#open(true);
    }, seconds * 1_000);
  }

  /** Tells the page what became of the chat: which clinic, and nothing that anyone said. */
  #tell(what: 'open' | 'close' | 'booked'): void {
    const detail = { clinic: this.#clinic };
    this.dispatchEvent(new CustomEvent(`plumbline:${what}`, { bubbles: true, composed: true, detail }));
  }

  /** The chat is there and open. */
  #greet(): void {
    if (!this.#quiet) this.#frame?.focus();
    this.#post(this.#quiet ? 'shown' : 'opened');
  }

  #load(): void {
    const facts = this.#facts;
    if (!facts) return;
    const frame = document.createElement('iframe');
    frame.title = `Chat with ${facts.name}`;
    frame.src = `${server}/chat?clinic=${encodeURIComponent(this.#clinic)}#host=${encodeURIComponent(location.origin)}`;
    this.#frame?.remove();
    this.#frame = frame;
    this.#ready = false;
    frame.classList.add('waiting');
    this.#panel.append(frame);
    this.#showInstead(facts, false);
    clearTimeout(this.#patience);
    this.#patience = setTimeout(() => this.#showInstead(facts, true), navigator.onLine ? PATIENCE_MS : 0);
  }

  /** What stands in the panel until the chat has answered, and for good when it does not: who this is, and whom to call. */
  #showInstead({ name, emergency, contact }: ClinicFacts, failed: boolean): void {
    if (this.#ready) return;
    const heading = el('h2', '', name);
    const close = button('close', 'Close the chat');
    close.append(drawn(CROSS, ''));
    close.addEventListener('click', () => this.#close());
    const top = el('div', 'top');
    top.append(heading, close);
    const state = el('p', '', failed ? 'The chat cannot be reached just now.' : 'Opening the chat…');
    state.setAttribute('role', 'status');
    state.id = 'state';
    close.setAttribute('aria-describedby', state.id);
    const danger = el('p', '', 'In danger now?');
    const calls = el('div', 'calls');
    calls.append(link(emergency, 'emergency'));
    if (failed && contact.length > 0) calls.append(el('p', '', 'Or reach the clinic directly:'));
    if (failed) calls.append(...contact.slice(0, 3).map((each) => link(each, '')));
    const again = button('again', '');
    again.textContent = 'Try again';
    again.addEventListener('click', () => {
      this.#load();
      this.#instead.querySelector('button')?.focus();
    });
    this.#instead.replaceChildren(top, state, danger, calls, ...(failed ? [again] : []));
    if (!this.#instead.isConnected) this.#panel.prepend(this.#instead);
    const focused = this.shadowRoot?.activeElement;
    if (failed && !this.#panel.hidden && !this.#quiet && !focused) close.focus();
  }

  #hear(event: MessageEvent): void {
    if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== server) return;
    const message: ToHost = event.data?.plumbline;
    if (message === 'close') this.#close();
    if (message === 'leave') location.replace(ELSEWHERE);
    if (message === 'booked') this.#tell('booked');
    if (message === 'unread' && this.#panel.hidden) {
      this.#unread++;
      this.#name();
    }
    if (message !== 'ready') return;
    clearTimeout(this.#patience);
    this.#ready = true;
    this.#instead.remove();
    this.#frame.classList.remove('waiting');
    if (this.#panel.hidden) this.#post('closed');
    else this.#greet();
  }

  #post(message: ToChat): void {
    this.#frame?.contentWindow?.postMessage({ plumbline: message }, server);
  }

  #name(): void {
    const open = !this.#panel.hidden;
    const unread = this.#unread > 0 ? `, ${this.#unread} new message${this.#unread > 1 ? 's' : ''}` : '';
    this.#badge.hidden = this.#unread === 0;
    this.#badge.textContent = this.#unread > 9 ? '9+' : String(this.#unread);
    this.#launcher.setAttribute('aria-expanded', String(open));
    this.#launcher.setAttribute(
      'aria-label',
      open ? 'Close the chat' : `Chat with ${this.#facts?.name ?? ''}${unread}`,
    );
    this.toggleAttribute('open', open);
  }

  /** Where the panel covers the page, what is under it cannot be reached. */
  #cover(open: boolean): void {
    const covers = matchMedia(COVERS).matches;
    if (open && covers && !document.body.inert) {
      document.body.inert = true;
      this.setAttribute('covers', '');
      this.#panel.setAttribute('role', 'dialog');
      this.#panel.setAttribute('aria-modal', 'true');
      this.#panel.setAttribute('aria-label', `Chat with ${this.#facts?.name ?? ''}`);
      this.#back.opened();
    } else if (!open && this.hasAttribute('covers')) {
      this.#back.closed();
      document.body.inert = false;
      this.removeAttribute('covers');
      for (const name of ['role', 'aria-modal', 'aria-label']) this.#panel.removeAttribute(name);
    }
  }

  /** The keyboard of a phone covers the page: the panel keeps to what is left. */
  #fit(): void {
    const view = window.visualViewport;
    if (this.#panel.hidden || !view || view.scale !== 1) return;
    this.#panel.style.setProperty('--height', `${view.height}px`);
    this.#panel.style.setProperty('--top', `${view.offsetTop}px`);
  }
}

function ownScript(): HTMLScriptElement | null {
  const current = document.currentScript;
  if (current instanceof HTMLScriptElement) return current;
  return document.querySelector<HTMLScriptElement>('script[src*="/widget.js"]');
}

function noteUse(): void {
  try {
    sessionStorage.setItem(USED, '');
  } catch {}
}

/** True where the browser refuses storage: a chat that opens on every page is worse than one that never does. */
function wasUsed(): boolean {
  try {
    return sessionStorage.getItem(USED) !== null;
  } catch {
    return true;
  }
}

/** Beside the body, not in it: pages that rewrite or hide their body keep the button. */
function place(): void {
  const chat = document.createElement(NAME);
  chat.setAttribute('clinic', script?.dataset.clinic ?? Object.keys(PLUMBLINE_CLINICS)[0] ?? '');
  document.documentElement.append(chat);
  if (document.readyState === 'complete') showRoot();
  else window.addEventListener('load', showRoot);
}

/** A page whose root is hidden for good, as by `* {display: none}`, would hide the emergency number too. */
function showRoot(): void {
  const root = document.documentElement;
  if (window.top === window && getComputedStyle(root).display === 'none')
    root.style.setProperty('display', 'block', 'important');
}

if (!customElements.get(NAME)) {
  customElements.define(NAME, PlumblineChat);
  place();
}
