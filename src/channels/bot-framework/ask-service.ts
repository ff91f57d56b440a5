import http from 'node:http';
import https from 'node:https';
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
        ...(allowLoopback ? {} : { lookup: publicLookup }),
      },
      (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes > MOST_BYTES) response.destroy(new Error('the service answered too much'));
        });
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
        response.on('error', reject);
      },
    );
    const late = setTimeout(() => sent.destroy(new Error('the service did not answer in time')), timeoutMs);
    sent.on('close', () => clearTimeout(late));
    sent.on('error', reject);
    sent.end(body ?? undefined);
  });
}
