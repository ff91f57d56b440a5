import { createHash } from 'node:crypto';
import { createTransport } from 'nodemailer';
import { isPermanentSmtp } from './is-permanent-smtp.ts';
import { type Notice, titleOf } from './notice.ts';
import { Refused } from './refused.ts';
import { TryAgain } from './try-again.ts';

/** Sends notices by e-mail. */
export interface EmailSender {
  /** Resolves when the mail server has taken it. Throws TryAgain or Refused. */
  send(notice: Notice, to: string): Promise<void>;
  close(): void;
}

const CONNECTIONS = 8;

/** The mail server, as `smtp://` or `smtps://`, and who sends. `silenceMs`: how long it may say nothing. */
export interface EmailSettings {
  readonly smtpUrl: string;
  readonly from: string;
  readonly silenceMs?: number | undefined;
}

/** How the mail server of `SMTP_URL` is reached: with TLS unless it is this machine. `silenceMs`: how long it may say nothing. */
export function mailServer(smtpUrl: string, silenceMs: number) {
  const url = new URL(smtpUrl);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const secure = url.protocol === 'smtps:';
  const isLocal = ['localhost', '127.0.0.1', '::1'].includes(host);
  return {
    host,
    secure,
    port: Number(url.port || (secure ? 465 : 587)),
    requireTLS: !secure && !isLocal,
    ignoreTLS: isLocal,
    ...(url.username
      ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } }
      : {}),
    connectionTimeout: silenceMs,
    greetingTimeout: silenceMs,
    socketTimeout: silenceMs,
  };
}

/** A pooled sender, with TLS unless the mail server is this machine. */
export function emailSender({ smtpUrl, from, silenceMs = 12_000 }: EmailSettings): EmailSender {
  const transport = createTransport({
    ...mailServer(smtpUrl, silenceMs),
    pool: true,
    maxConnections: CONNECTIONS,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
  return {
    async send(notice, to) {
      const mail = {
        from,
        to,
        subject: titleOf(notice),
        text: textOf(notice),
        messageId: messageId(notice.key, from),
        date: new Date(notice.at),
        headers: { 'auto-submitted': 'auto-generated' },
      };
      await transport.sendMail(mail).catch((cause: unknown) => {
        if (isPermanentSmtp(cause)) throw new Refused('the mail server refused the mail for good', { cause });
        throw new TryAgain('the mail server did not take the mail', null, cause);
      });
    },
    close: () => transport.close(),
  };
}

/** A repeat is the same mail: the receiving side may drop it. */
const messageId = (key: string, from: string): string =>
  `<${createHash('sha256').update(key).digest('base64url')}@${/@([\w.-]+)/.exec(from)?.[1] ?? 'localhost'}>`;

const textOf = (notice: Notice): string => `${titleOf(notice)}
Clinic: ${notice.clinic}

Open it in the staff inbox:
${notice.link}

Who asked, and for what, is told there and never by e-mail.
`;
