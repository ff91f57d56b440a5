import { readErrorCode } from './protocol.ts';

const REQUEST_MS = 15_000;

/** The server refused; `gone` when the conversation is over, `waitMs` when it asked us to wait. */
export class Refused extends Error {
  readonly status: number;
  readonly gone: boolean;
  readonly waitMs: number | null;
  constructor(status: number, code: string, retryAfter: string | null) {
    super(`the server answered ${status} ${code}`);
    this.status = status;
    this.gone = status === 404 || status === 401 || (status === 403 && code !== 'OriginNotAllowed');
    this.waitMs = Number(retryAfter) > 0 ? Math.min(Number(retryAfter), 60) * 1_000 : null;
  }
}

/** Asks the server: POST when there is a body. Throws Refused, and whatever `fetch` throws. */
export async function request(address: string, token: string | undefined, body?: object): Promise<unknown> {
  const response = await fetch(address, {
    method: body ? 'POST' : 'GET',
    headers: {
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
    credentials: 'omit',
    cache: 'no-store',
    signal: AbortSignal.timeout(REQUEST_MS),
  });
  const json: unknown = await response.json().catch(() => null);
  if (!response.ok) throw new Refused(response.status, readErrorCode(json), response.headers.get('Retry-After'));
  return json;
}
