import type { Request } from 'express';
import { z } from 'zod';
import { html } from '../widget/html.ts';
import { type Answer, go, page } from './answer.ts';
import type { Asked, AskedByStaff } from './asked.ts';
import type { Console } from './console.ts';
import type { Endpoint } from './endpoints.ts';
import { isFromOwnPage, isSafeAddress } from './own-page.ts';
import { messagePage, notFoundPage } from './pages/message-page.ts';
import { presentedId, readSession, type SignedIn } from './session.ts';

const withToken = z.looseObject({ token: z.string() });

/** What an admitted request came to, and for whom. */
export interface Admitted {
  readonly answer: Answer;
  readonly who: SignedIn | null;
}

/** Lets a request in to its endpoint, or says why not. Every check of the console is here, in this order. */
export async function admit(console: Console, endpoint: Endpoint, req: Request): Promise<Admitted> {
  const publicUrl = console.publicUrl();
  const refused = (answer: Answer): Admitted => ({ answer, who: null });
  if (!isSafeAddress(publicUrl)) return refused(needsHttps);
  const [origin, site] = [req.get('origin'), req.get('sec-fetch-site')];
  if (req.method !== 'GET' && !isFromOwnPage({ origin, site }, publicUrl)) {
    console.log.warn({ path: endpoint.at }, 'a form from another site was refused; behind a proxy, set PUBLIC_URL');
    return refused(foreignForm);
  }
  const presented = presentedId(req.headers.cookie, publicUrl);
  const renews = req.get('plumbline-refresh') !== undefined;
  const asked: Asked = { console, query: req.query, body: req.body, address: req.ip ?? '', presented, renews };
  const who = await readSession(console, presented, renews);
  if (endpoint.of === 'anyone') return { answer: await endpoint.take(asked), who };

  if (!who) return refused(req.method === 'GET' && !renews ? toSignIn(req.originalUrl, site) : signedOut);
  if (!endpoint.roles.includes(who.account.role)) {
    return { answer: endpoint.at === 'GET /' ? go('/content') : notYours, who };
  }
  if (req.method !== 'GET' && withToken.safeParse(req.body).data?.token !== who.formToken) {
    return { answer: staleForm, who };
  }
  return { answer: await takeScoped(endpoint, { ...asked, who }, req), who };
}

/** What is of another clinic is answered exactly as what is not there. */
async function takeScoped(
  endpoint: Exclude<Endpoint, { of: 'anyone' }>,
  asked: AskedByStaff,
  { params }: Request,
): Promise<Answer> {
  const { console, who } = asked;
  if (endpoint.of === 'staff') return endpoint.take(asked);
  if (endpoint.of === 'account') {
    const account = await console.store.account(String(params.id));
    const own = who.account.clinicIds;
    const theirs = own === null || account?.clinicIds?.every((id) => own.includes(id));
    return account && theirs ? endpoint.take({ ...asked, account }) : notFoundPage;
  }
  const request = await console.store.request(String(params.reference));
  const clinic = request && who.clinics.get(request.clinicId);
  return request && clinic ? endpoint.take({ ...asked, request, clinic }) : notFoundPage;
}

/**
 * The session's cookie is `SameSite=Strict`, so a browser that follows a link from a web mailer does not send it. Then a
 * page of ours opens the same address again, from here; otherwise it is time to sign in.
 */
function toSignIn(url: string, site: string | undefined): Answer {
  if (site === 'cross-site' || site === 'same-site') {
    return page('Opening', html`<h1>Opening</h1><p><a href="${url}">Open the page</a></p>`, { again: url });
  }
  return go(`/sign-in?${new URLSearchParams({ next: url })}`);
}

const needsHttps = messagePage(403, 'https is needed', [
  'Staff sign in over https only, so that nobody can read along. Set PUBLIC_URL to the https address of this server.',
]);
const foreignForm = messagePage(403, 'That form was not ours', [
  'The form was sent from another address than this server’s own, so nothing was done. Open the console at its own address and try again.',
]);
const staleForm = messagePage(403, 'That form was out of date', [
  'Nothing was done. Go back, reload the page and try again.',
]);
const signedOut = messagePage(401, 'You have been signed out', ['Nothing was done.'], {
  label: 'Sign in',
  href: '/staff/sign-in',
});
const notYours = messagePage(403, 'Not for your role', [
  'Your account may not use this page. An admin of your clinic can change that.',
]);
