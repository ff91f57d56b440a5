import type { Reach } from '../net/open-address.ts';
import type { Notice } from './notice.ts';
import { postNotice } from './post-notice.ts';
import { signWebhook } from './sign-webhook.ts';

/** Where a clinic's webhook is, and how we reach it. */
export interface Webhook {
  readonly url: URL;
  readonly secret: string;
  readonly reach: Reach;
  readonly now: number;
}

/** Posts a signed notice to a clinic's own system; `docs/webhook.md` tells receivers what it is. Throws TryAgain or Refused. */
export async function postWebhook(notice: Notice, { url, secret, reach, now }: Webhook): Promise<void> {
  const { key, what, reference, clinic, at, link } = notice;
  const body = JSON.stringify({ id: key, type: what, reference, clinic, at: new Date(at).toISOString(), link });
  await postNotice({ url, headers: signWebhook(body, { key, secret, now }), body, reach, now });
}
