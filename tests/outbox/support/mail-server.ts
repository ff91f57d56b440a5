import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { SMTPServer } from 'smtp-server';
import { onTestFinished } from 'vitest';

/** A mail as the server got it. */
export interface Mail {
  readonly from: string;
  readonly to: readonly string[];
  readonly raw: string;
}

/** What the server does with the next recipient or mail: a reply code, `cut`, or `hang`. */
export type MailFault = { readonly at: 'recipient' | 'mail'; readonly does: number | 'cut' | 'hang' | 'unheard' };

/** A mail server on a real port until the test ends. */
export interface MailServer {
  readonly url: string;
  readonly mails: readonly Mail[];
  readonly connections: () => number;
}

/** Starts one that meets each mail with the next fault, and takes it when none is left. */
export async function mailServer(
  faults: MailFault[] = [],
  options: ConstructorParameters<typeof SMTPServer>[0] = {},
): Promise<MailServer> {
  const mails: Mail[] = [];
  let connections = 0;
  const meet = (at: MailFault['at'], session: { id: string }, done: (error?: Error) => void): boolean => {
    const [next] = faults;
    if (next?.at !== at) return false;
    faults.shift();
    if (typeof next.does === 'number') done(Object.assign(new Error('no'), { responseCode: next.does }));
    if (next.does === 'cut' || next.does === 'unheard') cut(session.id);
    return next.does !== 'unheard';
  };
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    ...options,
    onConnect: (_session, done) => {
      connections++;
      done();
    },
    onRcptTo: (_address, session, done) => {
      if (!meet('recipient', session, done)) done();
    },
    onData: (stream, session, done) => {
      void text(stream).then((raw) => {
        if (meet('mail', session, done)) return;
        const { mailFrom, rcptTo } = session.envelope;
        mails.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address), raw });
        done();
      }, done);
    },
  });
  server.on('error', () => undefined);
  const cut = (id: string): void => {
    for (const connection of server.connections) {
      if ('id' in connection && connection.id === id && '_socket' in connection) Object(connection._socket).destroy();
    }
  };
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  onTestFinished(() => new Promise((resolve) => server.close(() => resolve())));
  const { port } = server.server.address() as AddressInfo;
  return { url: `smtp://127.0.0.1:${port}`, mails, connections: () => connections };
}
