import type { Link } from '../../widget/chat/links.ts';
import { html } from '../../widget/html.ts';
import { type PageAnswer, page } from '../answer.ts';

/** A page that only says something. */
export const messagePage = (
  status: number,
  title: string,
  paragraphs: readonly string[],
  link: Link = { label: 'To the start of the console', href: '/staff' },
): PageAnswer =>
  page(
    title,
    html`<div class="narrow"><h1>${title}</h1>
${paragraphs.map((text) => html`<p>${text}</p>`)}
<p><a href="${link.href}">${link.label}</a></p></div>`,
    { status },
  );

/** For what is not there, and for what is another clinic's: nobody can tell the two apart. */
export const notFoundPage = messagePage(404, 'Not here', [
  'There is nothing at this address, or it belongs to a clinic that is not yours.',
]);
