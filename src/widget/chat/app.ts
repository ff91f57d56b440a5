import { startComposer } from './composer.ts';
import { DirectLine } from './direct-line.ts';
import { part } from './dom.ts';
import { ELSEWHERE, hostPage } from './host-page.ts';
import { inText, safeLinks } from './links.ts';
import { Log } from './log.ts';
import { tabMemory } from './memory.ts';
import { words } from './words.ts';

/** An answer takes milliseconds; after so long the visitor is told that something is slow. */
const SLOW_MS = 12_000;
/** A hiccup shorter than this is not worth a banner. */
const PATIENCE_MS = 1_500;

const scroller = part('conversation', HTMLElement);
const offline = part('offline', HTMLElement);
const slow = part('slow', HTMLElement);
const restartBar = part('restart-bar', HTMLElement);
const restart = part('restart', HTMLButtonElement);
const close = part('close', HTMLButtonElement);
const box = part('box', HTMLTextAreaElement);
const wide = matchMedia('(pointer: fine)');

const known = inText(
  safeLinks(
    [...document.querySelectorAll<HTMLAnchorElement>('a[data-known]')].map(({ textContent, href }) => ({
      label: textContent,
      href,
    })),
  ),
);
const log = new Log(
  {
    scroller,
    log: part('log', HTMLElement),
    typing: part('typing', HTMLElement),
    choices: part('choices', HTMLElement),
    strip: part('strip', HTMLElement),
  },
  known,
  (value) => {
    say(value);
    if (wide.matches) box.focus();
    else scroller.focus();
  },
);

let slowTimer: ReturnType<typeof setTimeout> | undefined;
let offlineTimer: ReturnType<typeof setTimeout> | undefined;
let seen = true;
let unanswered = false;

const host = hostPage((message) => {
  seen = message === 'opened';
  if (seen && wide.matches) box.focus();
  else if (seen) scroller.focus();
});

const memory = tabMemory(document.body.dataset.clinic ?? '');
const line = new DirectLine({
  clinic: document.body.dataset.clinic ?? '',
  memory,
  listener: {
    state: (state) => {
      clearTimeout(offlineTimer);
      if (state === 'online') offline.hidden = true;
      else if (state === 'offline' || !navigator.onLine) offline.hidden = false;
      else offlineTimer = setTimeout(() => (offline.hidden = false), PATIENCE_MS * 4);
    },
    said: (said, replayed) => {
      const isNew = log.add(said, replayed);
      if (!isNew || said.from !== 'bot') return;
      unanswered = false;
      clearTimeout(slowTimer);
      slow.hidden = true;
      if (!seen) host.post('unread');
    },
    typing: () => log.showTyping(),
    delivered: (clientId) => {
      log.mark(clientId, null);
      clearTimeout(slowTimer);
      if (unanswered) slowTimer = setTimeout(() => (slow.hidden = false), SLOW_MS);
    },
    held: (clientId, final) => log.mark(clientId, final ? words.notTaken : words.notSentYet),
    afresh: () => log.note(words.afresh),
  },
});

function say(text: string): void {
  unanswered = true;
  log.write(line.send(text), text);
}

/** Hides what was said, forgets the conversation in this tab, and goes to another page. */
function leave(): void {
  document.body.hidden = true;
  memory.clear();
  if (host.framed) host.post('leave');
  else location.replace(ELSEWHERE);
}

function askToRestart(asking: boolean): void {
  restartBar.hidden = !asking;
  restart.setAttribute('aria-expanded', String(asking));
  if (asking) part('restart-yes', HTMLButtonElement).focus();
  else restart.focus();
}

startComposer(
  {
    form: part('composer', HTMLFormElement),
    box,
    send: part('send', HTMLButtonElement),
    hint: part('hint', HTMLElement),
  },
  say,
);
restart.addEventListener('click', () => askToRestart(restartBar.hidden === true));
part('restart-no', HTMLButtonElement).addEventListener('click', () => askToRestart(false));
part('restart-yes', HTMLButtonElement).addEventListener('click', () => {
  askToRestart(false);
  say(words.startOver);
  box.focus();
});
document.addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('.leave')) leave();
});
close.addEventListener('click', () => host.post('close'));
document.addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing) return;
  if (document.querySelector('.leave')) leave();
  else if (restartBar.hidden) host.post('close');
  else askToRestart(false);
});
part('retry', HTMLButtonElement).addEventListener('click', () => line.retry());
addEventListener('online', () => line.retry());
addEventListener('offline', () => (offline.hidden = false));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void line.catchUp();
});

/** On phones the keyboard covers the page: the chat keeps to what is left. */
function keepInView(): void {
  const { height, scale } = window.visualViewport ?? { height: 0, scale: 0 };
  if (scale === 1) document.documentElement.style.setProperty('--height', `${height}px`);
}
if (!host.framed) {
  window.visualViewport?.addEventListener('resize', keepInView);
  keepInView();
}

close.hidden = !host.framed;
part('own-page', HTMLElement).hidden = !host.framed;
offline.classList.remove('unless-started');
offline.hidden = true;
host.post('ready');
void line.run();
