/** Somewhere to go, as it is shown. */
export interface Link {
  readonly label: string;
  readonly href: string;
}

/** The address when it is one that we follow (`tel:`, `mailto:`, `https:`), else null. */
export function safeHref(href: string): string | null {
  if (/^tel:[+]?[\d#*]+$/.test(href)) return href;
  if (/^mailto:[\w.!#$%&'*+/=?^`{|}~-]+@[\w.-]+$/.test(href)) return href;
  if (!/^https:\/\/[^\s\\]+$/i.test(href) || !URL.canParse(href)) return null;
  const url = new URL(href);
  return url.protocol === 'https:' && !url.username && !url.password ? url.href : null;
}

/** Only the links that may be followed. */
export const safeLinks = (links: readonly Link[]): Link[] =>
  links.flatMap(({ label, href }) => {
    const safe = safeHref(href);
    return safe === null ? [] : [{ label, href: safe }];
  });

/** What of each link may stand in a text by itself: the number that a label shows, the address that it leads to. */
export const inText = (links: readonly Link[]): Link[] =>
  links.flatMap(({ label, href }) => {
    const shown = href.startsWith('tel:') ? numberIn(label, href) : href.replace(/^mailto:/, '');
    return shown === null ? [] : [{ label: shown, href }];
  });

/** The number in a label such as "Call Front desk (508) 555-0142"; null when it is not the one dialled. */
function numberIn(label: string, href: string): string | null {
  const shown = /[+(]?\d[\d ()-]*\d/.exec(label)?.[0] ?? null;
  return shown !== null && href.endsWith(shown.replace(/\D/g, '')) ? shown : null;
}
