import { html } from '../../widget/html.ts';
import type { PageAnswer } from '../answer.ts';
import { type Endpoint, mayUse } from '../endpoints.ts';
import type { StaffAssets } from '../load-staff-files.ts';
import type { SignedIn } from '../session.ts';
import { form } from './form.ts';

const places: readonly { readonly at: Endpoint['at']; readonly href: string; readonly label: string }[] = [
  { at: 'GET /', href: '/staff', label: 'Requests' },
  { at: 'GET /not-delivered', href: '/staff/not-delivered', label: 'Not delivered' },
  { at: 'GET /content', href: '/staff/content', label: 'Content' },
  { at: 'GET /accounts', href: '/staff/accounts', label: 'Accounts' },
  { at: 'GET /audit', href: '/staff/audit', label: 'Audit' },
];

/** A whole page: where one may go, what just happened, and the page's own part. */
export function layOut(
  { title, body, notice, again }: PageAnswer,
  who: SignedIn | null,
  { 'staff.js': script, 'staff.css': style }: StaffAssets,
): string {
  const may = who ? places.filter(({ at }) => mayUse(who.account.role, at)) : [];
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
${again && html`<meta http-equiv="refresh" content="0; url=${again}">`}
<title>${title} · Plumbline</title>
<link rel="stylesheet" href="/staff/staff.css?v=${style.version}">
<script type="module" src="/staff/staff.js?v=${script.version}"></script>
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header class="top">
  <p class="brand">Plumbline<span> for staff</span></p>
  ${
    who &&
    html`<nav aria-label="Console"><ul>${may.map(
      ({ href, label }) =>
        html`<li><a href="${href}"${label === title && html` aria-current="page"`}>${label}</a></li>`,
    )}</ul></nav>
  <div class="me">
    <a href="/staff/account"${title === 'Your account' && html` aria-current="page"`}>${who.account.shownName}</a>
    ${form(who, '/sign-out', html`<button class="quiet small">Sign out</button>`)}
  </div>`
  }
</header>
<main id="main" tabindex="-1">
<p class="notice" role="status">${notice}</p>
${body}
</main>
</body>
</html>
`.text;
}
