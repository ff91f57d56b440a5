import type { IncomingMessage } from 'node:http';
import { openAddress, type Reach } from '../../net/open-address.ts';

/** A file that has changed since `etag`, to be read from `body`; `body` null when it has not. */
export interface FetchedFile {
  readonly body: IncomingMessage | null;
  readonly etag: string | null;
  /** How long the publisher says that it stays as it is, in milliseconds; 0 when it says nothing. */
  readonly maxAgeMs: number;
}

/** Asks for a file unless it is still the one of `etag`. Throws on every answer but 200 and 304. */
export async function fetchFresh(url: URL, accept: string, etag: string | null, reach: Reach): Promise<FetchedFile> {
  const { status, headers, body } = await openAddress(
    {
      method: 'GET',
      url,
      headers: { accept, ...(etag === null ? {} : { 'if-none-match': etag }) },
      body: null,
      timeoutMs: 20_000,
    },
    reach,
  );
  const age = /(?:^|[\s,])max-age=(\d{1,9})(?:$|[\s,])/.exec(headers['cache-control'] ?? '')?.[1];
  if (status === 200) return { body, etag: headers.etag ?? null, maxAgeMs: Number(age ?? 0) * 1_000 };
  body.resume();
  if (status === 304 && etag !== null) return { body: null, etag, maxAgeMs: Number(age ?? 0) * 1_000 };
  throw new Error(`${url.host} answered ${status} for a file of free times`);
}
