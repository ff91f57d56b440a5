const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** True for an address on this very machine. */
export const isLoopback = (url: string): boolean => LOOPBACK.test(new URL(url).hostname);

/** Whether the console may be used at this address: over https, or on this machine. */
export const isSafeAddress = (publicUrl: string): boolean => publicUrl.startsWith('https:') || isLoopback(publicUrl);

/** Where a request says that it comes from: its `Origin` and `Sec-Fetch-Site`. */
export interface Sender {
  readonly origin: string | undefined;
  readonly site: string | undefined;
}

/**
 * Whether a form was sent by a page of ours. Browsers say so in one header or both, and pages cannot set either; a
 * request with neither is refused. On this machine `localhost` and `127.0.0.1` are the same.
 */
export function isFromOwnPage({ origin, site }: Sender, publicUrl: string): boolean {
  if (origin === undefined && site === undefined) return false;
  if (site !== undefined && site !== 'same-origin') return false;
  return origin === undefined || isOwnOrigin(origin, publicUrl);
}

function isOwnOrigin(origin: string, publicUrl: string): boolean {
  const own = new URL(publicUrl);
  if (origin === own.origin) return true;
  const page = URL.canParse(origin) ? new URL(origin) : null;
  return (
    page !== null && page.origin === origin && isLoopback(publicUrl) && isLoopback(origin) && page.port === own.port
  );
}
