import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';
import { publicLookup } from '../../net/public-lookup.ts';

/** What a service answered. */
export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** One request to a service. `body` is JSON, or absent. */
export interface ServiceRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  /** Connect to this machine too. */
  readonly allowLoopback: boolean;
}

const MOST_BYTES = 64 * 1024;
const agents = { 'http:': new http.Agent({ keepAlive: true }), 'https:': new https.Agent({ keepAlive: true }) };

/** Asks a service once: bounded in time and size, to public addresses only, never following a redirect. */
export function askService(request: ServiceRequest): Promise<Answer> {
  const { method, url, headers, body, timeoutMs, allowLoopback } = request;
  const secure = url.protocol === 'https:';
  return new Promise((resolve, reject) => {
    const sent = (secure ? https : http).request(
      url,
      {
        method,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body ?? '')) },
        agent: agents[secure ? 'https:' : 'http:'],
        signal: AbortSignal.timeout(timeoutMs),
        ...(allowLoopback ? {} : { lookup: publicLookup }),
      },
      (response) => {
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          bytes += chunk.length;
          if (bytes > MOST_BYTES) response.destroy(new Error('the service answered too much'));
        });
        text(response).then(
          (answered) => resolve({ status: response.statusCode ?? 0, headers: response.headers, body: answered }),
          reject,
        );
      },
    );
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}
