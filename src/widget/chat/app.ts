import { startComposer } from './composer.ts';
import { DirectLine } from './direct-line.ts';
import { part } from './dom.ts';
import { ELSEWHERE, hostPage } from './host-page.ts';
import { keepInView } from './keep-in-view.ts';
import { inText, safeLinks } from './links.ts';
import { Log } from './log.ts';
import { type Outgoing, tabMemory } from './memory.ts';
import { startMenu } from './menu.ts';
import { saveFile } from './save-file.ts';
import { openTabs } from './tabs.ts';
import { writeTranscript } from './transcript.ts';
import { hasPerson } from './who.ts';
import { words } from './words.ts';

/** An answer takes milliseconds; after so long the visitor is told that something is slow. */
const SLOW_MS = 12_000;
/** A hiccup shorter than this is not worth a banner. */
const PATIENCE_MS = 1_500;
/** Lines after which the clinic has a booking or a request for one. */
const BOOKED = ['booking.booked', 'booking.delivered'];

const scroller = part('conversation', HTMLElement);
const offline = part('offline', HTMLElement);
const slow = part('slow', HTMLElement);
const close = part('close', HTMLButtonElement);
const box = part('box', HTMLTextAreaElement);
const who = part('who', HTMLElement);
const assistant = who.textContent;
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
  [document.body.dataset.helped, document.body.dataset.didNotHelp],
  (value) => {
    say(value);
    focusOnChat();
  },
);

let slowTimer: ReturnType<typeof setTimeout> | undefined;
let offlineTimer: ReturnType<typeof setTimeout> | undefined;
let seen = true;
let unanswered = false;
let withPerson = false;
let left = false;

const host = hostPage((message) => {
  seen = message !== 'closed';
  if (message === 'opened') focusOnChat();
});

const { clinic = '', name = '', base = '/directline', tokens = '/directline/tokens/generate' } = document.body.dataset;
const memory = tabMemory(clinic);
const unsent = memory.takeUnsent();
const tabs = openTabs(clinic, memory.read, goElsewhere);
const line = new DirectLine({
  clinic,
  service: { base, tokens },
  memory,
  tabs,
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
      showWho(hasPerson(withPerson, said.lines));
      unanswered = false;
      clearTimeout(slowTimer);
      slow.hidden = true;
      if (replayed) return;
      if (!seen) host.post('unread');
      if (said.lines.some((id) => BOOKED.includes(id))) host.post('booked');
    },
    typing: () => {
      if (!withPerson) log.showTyping();
    },
    delivered: (clientId) => {
      log.deliver(clientId);
      clearTimeout(slowTimer);
      if (unanswered && !withPerson) slowTimer = setTimeout(() => (slow.hidden = false), SLOW_MS);
    },
    held: (clientId, final) => log.mark(clientId, final ? words.notTaken : words.notSentYet),
    afresh: () => {
      showWho(false);
      log.note(words.afresh);
    },
  },
});

/** Tells in the head who answers. */
function showWho(person: boolean): void {
  withPerson = person;
  who.textContent = (person && who.dataset.person) || assistant;
}

/** Into the box, save on touch screens, where that would bring up the keyboard. */
function focusOnChat(): void {
  if (!wide.matches) scroller.classList.add('put');
  (wide.matches ? box : scroller).focus();
}

/** Safari puts nobody into the box before they did something in the frame: what they write gets there all the same. */
function isWritten({ key, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return key.length === 1 && key !== ' ' && !ctrlKey && !metaKey && !altKey;
}

function say(text: string): void {
  send({ clientId: crypto.randomUUID?.() ?? `${Date.now()}-${Math.random()}`, text });
}

function send(message: Outgoing): void {
  unanswered = true;
  log.write(message.clientId, message.text);
  line.send(message);
}

/** Hides what was said, forgets the conversation in this tab, and goes to another page. */
function goElsewhere(): void {
  document.body.hidden = true;
  left = true;
  memory.clear();
  if (host.framed) host.post('leave');
  else location.replace(ELSEWHERE);
}

function leave(): void {
  tabs.leave();
  goElsewhere();
}

box.value = unsent.draft;
startComposer(
  {
    form: part('composer', HTMLFormElement),
    box,
    send: part('send', HTMLButtonElement),
    hint: part('hint', HTMLElement),
  },
  say,
);
const closeMenu = startMenu({
  person: () => say(words.talkToPerson),
  save: () => {
    const now = Date.now();
    const day = new Date(now).toISOString().slice(0, 10);
    saveFile({ name: `chat-${clinic}-${day}.txt`, type: 'text/plain', text: writeTranscript(log.said, name, now) });
  },
  restart: () => {
    say(words.startOver);
    box.focus();
  },
  forget: () => {
    say(words.forgetMe);
    box.focus();
  },
});
document.addEventListener('click', ({ target }) => {
  if (target instanceof Element && target.closest('.leave')) leave();
});
close.addEventListener('click', () => host.post('close'));
document.addEventListener('keydown', (event) => {
  scroller.classList.remove('put');
  if (document.activeElement === document.body && isWritten(event)) box.focus();
  if (event.key !== 'Escape' || event.isComposing) return;
  if (document.querySelector('.leave')) leave();
  else if (!document.querySelector('dialog') && !closeMenu()) host.post('close');
});
part('retry', HTMLButtonElement).addEventListener('click', () => line.retry());
addEventListener('online', () => line.retry());
addEventListener('offline', () => (offline.hidden = false));
document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'visible') void line.catchUp();
});
addEventListener('pagehide', () => {
  if (!left) memory.keepUnsent({ draft: box.value, waiting: line.waiting });
});
addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  memory.takeUnsent();
  void line.catchUp();
});

if (!host.framed) keepInView();
document.body.classList.toggle('framed', host.framed);
close.hidden = !host.framed;
part('own-page', HTMLElement).hidden = !host.framed;
offline.classList.remove('unless-started');
offline.hidden = true;
host.post('ready');
for (const message of unsent.waiting) send(message);
void line.run();
