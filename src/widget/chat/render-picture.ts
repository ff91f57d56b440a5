import { el, icon, spoken } from './dom.ts';
import type { Picture } from './protocol.ts';
import { words } from './words.ts';

/** A picture with its title; pressed, it opens larger. */
export function renderPicture(picture: Picture): HTMLElement {
  const { title } = picture;
  const enlarge = el('button', { type: 'button', class: 'enlarge' }, words.enlarge, spoken(`: ${title}`));
  const image = imageOf(picture);
  for (const pressed of [image, enlarge])
    pressed.addEventListener('click', () => {
      enlarge.focus({ preventScroll: true });
      open(picture);
    });
  return el('figure', {}, image, el('figcaption', {}, el('span', {}, title), enlarge));
}

/** The browser closes it with Escape and gives focus back. */
function open(picture: Picture): void {
  const close = el('button', { type: 'button', class: 'tool', 'aria-label': words.closePicture }, icon('close'));
  const over = el('div', { class: 'over' }, el('h2', {}, picture.title), close);
  const dialog = el('dialog', { 'aria-label': picture.title }, over, imageOf(picture));
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('click', ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener('close', () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
}

const imageOf = ({ id, alt, height }: Picture): HTMLImageElement =>
  el('img', { src: `/pictures/${id}.svg`, alt, loading: 'lazy', width: '320', height: String(height) });
