import http from 'node:http';
import https from 'node:https';
import { isIP } from 'node:net';
import { text } from 'node:stream/consumers';
import { isPublicAddress, publicLookup } from './public-lookup.ts';

/** How far requests to a clinic's own systems may go. */
export interface Reach {
  /** Also to private addresses: the server stands in the clinic's network. */
  readonly allowPrivate: boolean;
  /** Also plain http to 127.0.0.1: tests. */
  readonly allowLoopbackHttp: boolean;
}

/** https to the internet at large. */
export const PUBLIC_ONLY: Reach = { allowPrivate: false, allowLoopbackHttp: false };

/** An address that we do not connect to. It stays so until someone changes the clinic's file. */
export class AddressRefused extends Error {
  constructor(url: URL) {
    super(`${url.origin} is not an address to connect to: write https, a public host, no credentials, no fragment`);
    this.name = 'AddressRefused';
  }
}

/** One request. `body` null for none; `timeoutMs` holds until the last byte of the answer. */
export interface AddressRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
}

/** What came back. A redirect is an answer like any other: it is not followed. */
export interface AddressAnswer<Body> {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: Body;
}

/** Whether an address may be connected to, as far as its letters tell; names are looked at when they are resolved. */
export function isWithinReach(url: URL, reach: Reach): boolean {
  if (url.username || url.password || url.hash) return false;
  if (url.protocol === 'http:') return reach.allowLoopbackHttp && url.hostname === '127.0.0.1';
  const literal = url.hostname.replace(/^\[|\]$/g, '');
  const family = isIP(literal);
  const isPublic = (family !== 4 && family !== 6) || isPublicAddress(literal, family);
  return url.protocol === 'https:' && (reach.allowPrivate || isPublic);
}

/** Opens an address and gives its answer as it arrives. Throws `AddressRefused`, or the network's own error. */
export function openAddress(request: AddressRequest, reach: Reach): Promise<AddressAnswer<http.IncomingMessage>> {
  const { method, url, headers, body, timeoutMs } = request;
  return new Promise((resolve, reject) => {
    if (!isWithinReach(url, reach)) throw new AddressRefused(url);
    const plain = url.protocol === 'http:';
    const sent = (plain ? http : https).request(
      url,
      {
        method,
        headers: { ...headers, ...(body === null ? {} : { 'content-length': String(Buffer.byteLength(body)) }) },
        signal: AbortSignal.timeout(timeoutMs),
        ...(plain || reach.allowPrivate ? {} : { lookup: publicLookup }),
      },
      (answer) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: answer }),
    );
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}

/** Asks an address and reads its whole answer, which may have `mostBytes`. Throws as `openAddress` does. */
export async function askAddress(
  request: AddressRequest & { readonly mostBytes: number },
  reach: Reach,
): Promise<AddressAnswer<string>> {
  const { status, headers, body } = await openAddress(request, reach);
  let bytes = 0;
  body.on('data', (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > request.mostBytes) body.destroy(new Error(`${request.url.host} answered too much`));
  });
  return { status, headers, body: await text(body) };
}
