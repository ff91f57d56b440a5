import { AddressRefused, openAddress, type Reach } from '../net/open-address.ts';
import { Refused } from './refused.ts';
import { retryAfterMs } from './retry-after.ts';
import { TryAgain } from './try-again.ts';

/** A post of JSON to a receiver of notices. */
export interface NoticePost {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly reach: Reach;
  readonly now: number;
}

const TIMEOUT_MS = 14_000;

/** Posts once and follows no redirect; 2xx means that it was taken. Throws Refused for 410 or an address out of reach, TryAgain otherwise. */
export async function postNotice({ url, headers, body, reach, now }: NoticePost): Promise<void> {
  const asJson = { ...headers, 'content-type': 'application/json' };
  const request = { method: 'POST', url, headers: asJson, body, timeoutMs: TIMEOUT_MS };
  const answer = await openAddress(request, reach).catch((cause: unknown) => {
    if (cause instanceof AddressRefused) throw new Refused('the address is not one to connect to', { cause });
    throw new TryAgain('no answer', null, cause);
  });
  answer.body.on('error', () => undefined).resume();
  const { status } = answer;
  if (status >= 200 && status < 300) return;
  if (status === 410) throw new Refused('answered 410');
  throw new TryAgain(`answered ${status}`, retryAfterMs(answer.headers['retry-after'], now));
}
