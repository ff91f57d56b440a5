import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { mailServer } from '../../outbox/send-email.ts';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine } from './finding.ts';
import { clinicFault } from './invented.ts';

const SILENCE_MS = 4_000;
const errorSchema = z.object({ code: z.string().optional(), message: z.string(), reason: z.string().optional() });
const causes: Readonly<Record<string, readonly [string, string]>> = {
  EAUTH: ['it does not let us sign in', 'Correct the name and password in SMTP_URL; encode @ : / and % in them.'],
  ETLS: ['it offers no TLS', 'Use a server with TLS, on port 587 (smtp://) or 465 (smtps://).'],
  EDNS: ['its name is not known', 'Correct the host in SMTP_URL.'],
};

/** The mail server that carries notices: connects, with TLS unless it is this machine, and signs in. No mail is sent. */
export async function checkMail({ config, content }: Examined): Promise<readonly Finding[]> {
  const wanting = [...content.clinics.values()].filter(({ notices }) => notices.email !== undefined);
  if (config.mail) return [await signIn(config.mail.smtpUrl)];
  if (wanting.length === 0) return [fine('No clinic wants notices by e-mail.')];
  return wanting.map((clinic) =>
    clinicFault(
      clinic,
      `${clinic.id} wants notices by e-mail, and no mail server is set.`,
      'Staff are not told of requests; they find them only when they look into the inbox.',
      'Set SMTP_URL and MAIL_FROM, or remove notices.email from the clinic’s file.',
    ),
  );
}

async function signIn(smtpUrl: string): Promise<Finding> {
  const server = mailServer(smtpUrl, SILENCE_MS);
  const { host } = server;
  const transport = createTransport(server);
  try {
    await transport.verify();
    return fine(`${host} takes our mail${'auth' in server ? ' and lets us sign in' : ''}.`);
  } catch (error) {
    const { code = '', message, reason = message } = errorSchema.safeParse(error).data ?? { message: 'unknown' };
    const [what, remedy] = causes[code] ?? [
      `no connection (${reason})`,
      'See that host, port and protocol in SMTP_URL belong together (587 with smtp://, 465 with smtps://), that its certificate is good, and that this machine may reach it.',
    ];
    return fault(
      `The mail server ${host} cannot be used: ${what}.`,
      'Staff are not told of requests by e-mail.',
      remedy,
    );
  } finally {
    transport.close();
  }
}
