import type { Link } from '../chat/links.ts';

/** An element with a class and a text. */
export function el<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  style: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (style) element.className = style;
  if (text) element.textContent = text;
  return element;
}

/** A button with a name for those who do not see its icon. */
export function button(style: string, label: string): HTMLButtonElement {
  const element = el('button', style);
  element.type = 'button';
  if (label) element.setAttribute('aria-label', label);
  return element;
}

/** A link of the clinic's; what is not a call opens beside the page. */
export function link({ label, href }: Link, style: string): HTMLAnchorElement {
  const element = el('a', style, label);
  element.href = href;
  if (href.startsWith('https:')) {
    element.target = '_blank';
    element.rel = 'noopener noreferrer';
  }
  return element;
}

/** An icon of one path on a square of 24. */
export function drawn(shape: string, style: string): SVGSVGElement {
  const space = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(space, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('class', style);
  const path = document.createElementNS(space, 'path');
  path.setAttribute('d', shape);
  svg.append(path);
  return svg;
}

/** A plumb line in a bubble. */
export const BUBBLE =
  'M12 3.5c5 0 9 3.4 9 7.7s-4 7.7-9 7.7c-1 0-2-.1-2.9-.4L4.5 20.5l1-3.7C4 15.4 3 13.4 3 11.2c0-4.3 4-7.7 9-7.7zM12 7v5M10.5 12h3l-.5 1.9-1 1.6-1-1.6z';
export const CROSS = 'm6 6 12 12M18 6 6 18';
