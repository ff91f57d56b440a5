import { createHash } from 'node:crypto';
import http from 'node:http';

/** A clinic's static file host on this machine: files by path, an `ETag` each, 304 for what has not changed. */
export interface Publisher {
  readonly base: string;
  readonly host: string;
  readonly files: Map<string, string>;
  /** `path status` of every answer. */
  readonly answered: string[];
  maxAge: number | null;
  /** Answers every request so, while set. */
  broken: number | null;
  close(): Promise<void>;
}

export async function openPublisher(): Promise<Publisher> {
  const server = http.createServer((request, response) => {
    const path = request.url ?? '';
    const file = publisher.files.get(path);
    const etag = `"${createHash('sha256')
      .update(file ?? '')
      .digest('hex')}"`;
    const status =
      publisher.broken ?? (file === undefined ? 404 : request.headers['if-none-match'] === etag ? 304 : 200);
    publisher.answered.push(`${path} ${status}`);
    const age = publisher.maxAge === null ? {} : { 'cache-control': `public, max-age=${publisher.maxAge}` };
    response.writeHead(status, {
      etag,
      ...age,
      ...(status === 302 ? { location: `${publisher.base}/elsewhere` } : {}),
    });
    response.end(status === 200 ? file : undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`;
  const publisher: Publisher = {
    base: `http://${host}`,
    host,
    files: new Map(),
    answered: [],
    maxAge: null,
    broken: null,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return publisher;
}
