import { part } from './dom.ts';
import { words } from './words.ts';

/** What the menu at the top can do. The last two are asked about first. */
export interface MenuActs {
  person(): void;
  save(): void;
  restart(): void;
  forget(): void;
}

/** Starts the menu; the answer closes what is open of it, and tells whether anything was. */
export function startMenu(acts: MenuActs): () => boolean {
  const more = part('more', HTMLButtonElement);
  const menu = part('menu', HTMLElement);
  const bar = part('confirm', HTMLElement);
  const yes = part('confirm-yes', HTMLButtonElement);
  let confirmed = (): void => {};

  const show = (open: boolean): void => {
    menu.hidden = !open;
    more.setAttribute('aria-expanded', String(open));
  };
  const ask = (question: string, answer: string, act: () => void): void => {
    part('question', HTMLElement).textContent = question;
    yes.textContent = answer;
    confirmed = act;
    bar.hidden = false;
    yes.focus();
  };
  const close = (): boolean => {
    if (menu.hidden && bar.hidden) return false;
    show(false);
    bar.hidden = true;
    more.focus();
    return true;
  };
  const on = (id: string, act: () => void): void =>
    part(id, HTMLElement).addEventListener('click', () => {
      close();
      act();
    });

  more.addEventListener('click', () => show(menu.hidden === true));
  on('person', acts.person);
  on('save', acts.save);
  on('restart', () => ask(words.askToStartOver, words.startOver, acts.restart));
  on('forget', () => ask(words.askToForget, words.forgetMe, acts.forget));
  on('confirm-yes', () => confirmed());
  on('confirm-no', () => {});
  document.addEventListener('click', ({ target }) => {
    if (target instanceof Node && !menu.contains(target) && !more.contains(target)) show(false);
  });
  menu.addEventListener('focusout', ({ relatedTarget }) => {
    if (relatedTarget instanceof Node && !menu.contains(relatedTarget) && relatedTarget !== more) show(false);
  });
  return close;
}
