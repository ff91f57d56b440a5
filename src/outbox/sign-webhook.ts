import { createHmac } from 'node:crypto';

/** Headers that prove to a receiver that a notice is ours and fresh: the time (epoch seconds) and the body are signed. */
export function signWebhook(
  body: string,
  { key, secret, now }: { readonly key: string; readonly secret: string; readonly now: number },
): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  return { 'plumbline-id': key, 'plumbline-timestamp': timestamp, 'plumbline-signature': `v1=${signature}` };
}
