import { el } from './dom.ts';
import type { Link } from './links.ts';
import type { Choice, Said } from './protocol.ts';
import { setRatingApart } from './rating.ts';
import { renderReply, renderWritten } from './render-reply.ts';

/** The parts of the page that the log lives in. `scroller` holds the others. */
export interface LogParts {
  readonly scroller: HTMLElement;
  readonly log: HTMLElement;
  readonly typing: HTMLElement;
  readonly choices: HTMLElement;
  /** Stays in sight above what scrolls. */
  readonly strip: HTMLElement;
}

const TYPING_MS = 12_000;
const ECHO_MS = 3_000;
/** Replies that come closer together than this are read from the first of them. */
const TOGETHER_MS = 3_000;
/** Room left above what is shown from its beginning. */
const ABOVE = 12;

/** What was said, in order, each thing once; the choices of the last reply; and whether a reply is coming. */
export class Log {
  readonly #parts: LogParts;
  readonly #known: readonly Link[];
  readonly #ratings: readonly (string | undefined)[];
  readonly #choose: (value: string) => void;
  readonly #shown = new Set<string>();
  readonly #mine = new Map<string, HTMLElement>();
  readonly #said: Said[] = [];
  #first: HTMLElement | null = null;
  #lastAt = 0;
  #atEnd = true;
  #typingTimer: ReturnType<typeof setTimeout> | undefined;

  /** `known` are numbers that may be called wherever they are named, `ratings` the labels that say whether an answer helped. */
  constructor(
    parts: LogParts,
    known: readonly Link[],
    ratings: readonly (string | undefined)[],
    choose: (value: string) => void,
  ) {
    this.#parts = parts;
    this.#known = known;
    this.#ratings = ratings;
    this.#choose = choose;
    for (const target of [parts.scroller, document])
      target.addEventListener('scroll', () => {
        this.#atEnd = this.#isNearEnd();
      });
    new ResizeObserver(() => {
      if (this.#atEnd) this.toEnd();
    }).observe(parts.scroller);
  }

  /** What was said so far, in order. */
  get said(): readonly Said[] {
    return this.#said;
  }

  /** Shows what an activity says, unless it is here already. True when it was new. */
  add(said: Said, replayed: boolean): boolean {
    if (this.#shown.has(said.id)) return false;
    this.#shown.add(said.id);
    if (said.lines.some((line) => line.startsWith('forget.done'))) this.#erase();
    this.#said.push(said);
    if (said.from === 'visitor') return this.#addWritten(said);
    this.#stopTyping();
    const { choices, rating } = setRatingApart(said.choices, this.#ratings);
    const reply = renderReply({ ...said, choices }, { known: this.#known, rating, choose: this.#choose });
    const near = this.#isNearEnd();
    if (choices.length > 0) this.#offer(choices);
    this.#insert(reply);
    if (performance.now() - this.#lastAt > TOGETHER_MS) this.#first = null;
    this.#lastAt = performance.now();
    this.#first ??= reply;
    const announced = said.kind === 'emergency' && !replayed;
    if (announced) {
      document.querySelector('dialog')?.close();
      reply.focus({ preventScroll: true });
    }
    const alarms = announced || (said.kind === 'urgent' && !replayed);
    if (alarms || replayed || near) this.#showNew(alarms ? reply : this.#first);
    return true;
  }

  /** Shows what the visitor has just written, before the server has it. */
  write(clientId: string, text: string): void {
    this.#retireChoices();
    const bubble = renderWritten(text);
    bubble.classList.add('unheard');
    this.#mine.set(clientId, bubble);
    this.#parts.log.append(bubble);
    this.#first = null;
    this.toEnd();
  }

  /** The server has a message of ours; its echo tells its place among the others, and should not be long. */
  deliver(clientId: string): void {
    this.mark(clientId, null);
    setTimeout(() => this.#mine.get(clientId)?.classList.remove('unheard'), ECHO_MS);
  }

  /** Says under a message of ours why it is not out yet; null when it is. */
  mark(clientId: string, state: string | null): void {
    const bubble = this.#mine.get(clientId);
    const old = bubble?.querySelector('.state');
    if (state === null) old?.remove();
    else if (!old) bubble?.append(el('p', { class: 'state' }, state));
    else if (old.textContent !== state) old.textContent = state;
  }

  /** A quiet line between messages. */
  note(text: string): void {
    this.#parts.log.append(el('p', { class: 'note' }, text));
    this.toEnd();
  }

  showTyping(): void {
    clearTimeout(this.#typingTimer);
    const near = this.#isNearEnd();
    this.#parts.typing.hidden = false;
    this.#typingTimer = setTimeout(() => this.#stopTyping(), TYPING_MS);
    if (near) this.toEnd();
  }

  toEnd(): void {
    const scroller = this.#scroller();
    scroller.scrollTop = scroller.scrollHeight;
    this.#atEnd = true;
  }

  #addWritten({ clientId, text }: Said): true {
    const own = this.#mine.get(clientId ?? '');
    if (own) {
      this.mark(clientId ?? '', null);
      own.classList.remove('unheard');
      return true;
    }
    this.#retireChoices();
    this.#first = null;
    this.#insert(renderWritten(text));
    this.toEnd();
    return true;
  }

  /** Before what the server has not heard yet: the order of a reload. */
  #insert(bubble: HTMLElement): void {
    this.#parts.log.insertBefore(bubble, this.#parts.log.querySelector('.unheard'));
  }

  /** The visitor asked to be forgotten: what is not on the server any more is not on the screen either. */
  #erase(): void {
    this.#parts.log.replaceChildren();
    this.#mine.clear();
    this.#said.length = 0;
    this.#retireChoices();
  }

  #offer(choices: readonly Choice[]): void {
    this.#drop('.ahead');
    this.#parts.choices.replaceChildren(
      ...choices.map(({ label, value }) => {
        const button = el('button', { type: 'button', class: 'choice' }, label);
        button.addEventListener('click', () => this.#choose(value));
        return button;
      }),
    );
    this.#parts.choices.hidden = false;
  }

  #retireChoices(): void {
    this.#drop('.rating, .ahead');
    this.#parts.choices.replaceChildren();
    this.#parts.choices.hidden = true;
  }

  #drop(selector: string): void {
    for (const old of this.#parts.log.querySelectorAll(selector)) old.remove();
  }

  #stopTyping(): void {
    clearTimeout(this.#typingTimer);
    this.#parts.typing.hidden = true;
  }

  #isNearEnd(): boolean {
    const { scrollHeight, scrollTop, clientHeight } = this.#scroller();
    return scrollHeight - scrollTop - clientHeight < 160;
  }

  /** To the end, but never past the beginning of what is new. */
  #showNew(reply: HTMLElement): void {
    this.toEnd();
    const scroller = this.#scroller();
    const tops = [this.#parts.scroller.getBoundingClientRect().top, this.#parts.strip.getBoundingClientRect().bottom];
    const top = Math.max(...tops) + ABOVE;
    const hidden = top - reply.getBoundingClientRect().top;
    if (hidden <= 0) return;
    scroller.scrollTop -= hidden;
    this.#atEnd = this.#isNearEnd();
  }

  /** Where there is little room the whole page scrolls. */
  #scroller(): Element {
    const { scroller } = this.#parts;
    const whole = getComputedStyle(scroller).overflowY === 'visible';
    return whole ? (document.scrollingElement ?? scroller) : scroller;
  }
}
