import { AddressRefused, askAddress, type Reach } from '../../net/open-address.ts';
import { retryAfterMs } from '../../outbox/retry-after.ts';
import { TryAgain } from '../../outbox/try-again.ts';
import type { AccessToken } from './access-token.ts';

/** A clinic's FHIR server, and how it is asked. `timeoutMs` is for one request. */
export interface FhirServer {
  readonly base: string;
  /** Null: the server asks for no token. */
  readonly token: AccessToken | null;
  readonly reach: Reach;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** One request. `path` is below the base, or a whole address on the same origin. */
export interface FhirRequest {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What a server answered for good. `body` null when it is not JSON; `version` as `If-Match` takes it. */
export interface FhirAnswer {
  readonly status: number;
  readonly ok: boolean;
  readonly body: unknown;
  readonly version: string | null;
}

/** Asks a clinic's FHIR server. Throws `TryAgain` on what may pass: no answer, 408, 425, 429, 5xx. */
export type AskFhir = (request: FhirRequest) => Promise<FhirAnswer>;

const MOST_BYTES = 5_000_000;

/** A small FHIR client: bounded in time and size, only to the base's origin, no redirects, one more try on a stale token. */
export function fhirClient({ base, token, reach, timeoutMs, now }: FhirServer): AskFhir {
  const root = new URL(base.endsWith('/') ? base : `${base}/`);

  async function ask(request: FhirRequest, again: boolean): Promise<FhirAnswer> {
    const url = new URL(request.path, root);
    if (url.origin !== root.origin) throw new AddressRefused(url);
    const bearer = await token?.get();
    const body = request.body === undefined ? null : JSON.stringify(request.body);
    const headers = {
      accept: 'application/fhir+json',
      ...(request.method === 'GET' ? { 'cache-control': 'no-cache' } : { prefer: 'return=representation' }),
      ...(body === null ? {} : { 'content-type': 'application/fhir+json' }),
      ...(bearer === undefined ? {} : { authorization: `Bearer ${bearer}` }),
      ...request.headers,
    };
    const asked = { method: request.method, url, headers, body, timeoutMs, mostBytes: MOST_BYTES };
    const answer = await askAddress(asked, reach).catch((cause: unknown) => {
      throw cause instanceof AddressRefused ? cause : new TryAgain(`no answer from ${root.host}`, null, cause);
    });
    const { status } = answer;
    if (status === 401 && token && again) {
      token.forget();
      return ask(request, false);
    }
    if (status === 408 || status === 425 || status === 429 || status >= 500)
      throw new TryAgain(`${root.host} answered ${status}`, retryAfterMs(answer.headers['retry-after'], now()));
    return {
      status,
      ok: status >= 200 && status < 300,
      body: readJson(answer.body),
      version: answer.headers.etag ?? null,
    };
  }
  return (request) => ask(request, true);
}

function readJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return null;
  }
}
