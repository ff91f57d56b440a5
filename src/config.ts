import { isIP } from 'node:net';
import { z } from 'zod';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter(Boolean),
);

const environmentSchema = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(3978),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(file:.+|postgres(ql)?:\/\/.+)$/, 'file:./path.db or postgres://…')
    .default('file:./data/plumbline.db'),
  CONTENT_DIR: z.string().min(1).default('./content'),
  DEFAULT_CLINIC: z.string().default('harbor-foot-spine'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  ALLOW_ANONYMOUS_ACTIVITIES: flag.default(false),
  BOT_APP_ID: z.string().min(1).optional(),
  BOT_APP_PASSWORD: z.string().min(1).optional(),
  BOT_TENANT_IDS: list.default([]),
  BOT_AUTHORITY: z.url().optional(),
  SMTP_URL: z
    .string()
    .regex(/^smtps?:\/\/[^\s]+$/, 'smtp://user:password@host:587 or smtps://…')
    .optional(),
  MAIL_FROM: z.email().optional(),
  ALLOW_PRIVATE_ADDRESSES: flag.default(false),
  DIRECT_LINE_URL: z.url({ protocol: /^https$/ }).default('https://directline.botframework.com/v3/directline'),
  DIRECT_LINE_SECRETS: list.default([]),
  TRUST_PROXY: flag.default(false),
  NODE_ENV: z.string().optional(),
  DEBUG: z.string().optional(),
});

/** The environment, read once. `publicUrl` is an origin; null until the server knows its own port. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string | null;
  readonly databaseUrl: string;
  readonly contentDir: string;
  readonly defaultClinic: string;
  readonly logLevel: string;
  readonly allowAnonymous: boolean;
  readonly botAppId: string | null;
  readonly botAppPassword: string | null;
  readonly botTenantIds: readonly string[];
  readonly botAuthority: string | null;
  readonly trustProxy: boolean;
  /** The mail server and who sends; null when this server sends no e-mail. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  /** Azure Direct Line in place of our own, for the clinics that have a secret there; null when none has. */
  readonly azure: { readonly url: string; readonly secrets: ReadonlyMap<string, string> } | null;
  /** Clinics' own systems may be at private addresses: the server stands in their network. */
  readonly allowPrivate: boolean;
}

/** The environment asks for something impossible or unsafe; the message lists all that is wrong. */
export class ConfigFaults extends Error {
  constructor(faults: readonly string[]) {
    super(`the environment cannot be used; see .env.example:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigFaults';
  }
}

/** Reads the environment once. Throws ConfigFaults with everything that is wrong. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = environmentSchema.safeParse(given);
  if (!parsed.success)
    throw new ConfigFaults(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`));
  const env = parsed.data;
  const faults: string[] = [];
  if (env.ALLOW_ANONYMOUS_ACTIVITIES && !isLoopback(env.HOST)) {
    faults.push('ALLOW_ANONYMOUS_ACTIVITIES: allowed only while HOST is a loopback address such as 127.0.0.1');
  }
  if (env.NODE_ENV === 'production' && /(^|[\s,])(\*|agents?(?![a-z]))/i.test(env.DEBUG ?? '')) {
    faults.push('DEBUG: agents:* prints whole messages; unset it in production');
  }
  if (env.PUBLIC_URL && new URL(env.PUBLIC_URL).pathname !== '/')
    faults.push('PUBLIC_URL: an origin without a path, such as https://chat.example');
  if ((env.SMTP_URL === undefined) !== (env.MAIL_FROM === undefined))
    faults.push('SMTP_URL and MAIL_FROM: set both to send e-mail, or neither');
  const secrets = new Map(env.DIRECT_LINE_SECRETS.map((pair) => splitAt(pair, pair.indexOf('='))));
  if ([...secrets].some(([clinic, secret]) => clinic === '' || secret === ''))
    faults.push('DIRECT_LINE_SECRETS: write clinic=secret, separated by commas');
  if (faults.length > 0) throw new ConfigFaults(faults);
  return {
    port: env.PORT,
    host: env.HOST,
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL).origin : null,
    databaseUrl: env.DATABASE_URL,
    contentDir: env.CONTENT_DIR,
    defaultClinic: env.DEFAULT_CLINIC,
    logLevel: env.LOG_LEVEL,
    allowAnonymous: env.ALLOW_ANONYMOUS_ACTIVITIES,
    botAppId: env.BOT_APP_ID ?? null,
    botAppPassword: env.BOT_APP_PASSWORD ?? null,
    botTenantIds: env.BOT_TENANT_IDS,
    botAuthority: env.BOT_AUTHORITY ?? null,
    trustProxy: env.TRUST_PROXY,
    mail: env.SMTP_URL && env.MAIL_FROM ? { smtpUrl: env.SMTP_URL, from: env.MAIL_FROM } : null,
    azure: secrets.size > 0 ? { url: env.DIRECT_LINE_URL, secrets } : null,
    allowPrivate: env.ALLOW_PRIVATE_ADDRESSES,
  };
}

/** Where the server answers: PUBLIC_URL, else its own host and port. */
export const ownAddress = (config: Config, port = config.port): string =>
  config.publicUrl ?? `http://${config.host === '0.0.0.0' ? 'localhost' : config.host}:${port}`;

const splitAt = (text: string, at: number): [string, string] => [text.slice(0, Math.max(0, at)), text.slice(at + 1)];

/** True for `localhost`, 127.0.0.0/8 and ::1. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
