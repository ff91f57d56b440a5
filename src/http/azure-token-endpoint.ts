import { json, type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import { z } from 'zod';
import { Refusal, refusalBody } from '../channels/direct-line/refusal.ts';
import { unguessable } from '../channels/direct-line/tokens.ts';

/** A Direct Line service of the clinic's own, in place of ours. */
export interface AzureDirectLine {
  /** Its address, `https://directline.botframework.com/v3/directline` or one of a region. */
  readonly url: string;
  /** The secret of each clinic's bot, by clinic id; a clinic without one uses our own service. */
  readonly secrets: ReadonlyMap<string, string>;
}

/** Azure Direct Line gave no token: the secret or the address in our configuration may be wrong. */
export class DirectLineRefused extends Error {
  constructor(clinic: string, cause: unknown) {
    const why = cause instanceof Error ? cause.message : 'unknown';
    super(`Azure Direct Line gave no token for ${clinic} (${why}); check its address and secret`, { cause });
    this.name = 'DirectLineRefused';
  }
}

export interface AzureTokenDeps {
  readonly azure: AzureDirectLine;
  /** True for the origin of our own pages: only the chat page asks here, and `frame-ancestors` says where it is shown. */
  readonly isOwn: (origin: string) => boolean;
  readonly publicUrl: () => string;
  /** Tokens that one address may ask for in a minute. */
  readonly perMinute?: number;
}

const ANSWER_MS = 8_000;
const askedSchema = z.object({ clinic: z.string().max(100) });
const tokenSchema = z.object({ conversationId: z.string(), token: z.string(), expires_in: z.number() });

/**
 * POST /chat/token: a token for one new conversation over the clinic's Azure Direct Line, for a user id of our making and for
 * our chat page only. The secret stays here. Throws DirectLineRefused.
 */
export function giveAzureToken({ azure, isOwn, publicUrl, perMinute = 600 }: AzureTokenDeps): RequestHandler[] {
  return [
    rateLimit({
      windowMs: 60_000,
      limit: perMinute,
      standardHeaders: false,
      legacyHeaders: false,
      validate: false,
      handler: (_req, res) => {
        const refusal = new Refusal(429, 'TooManyRequests', 'too many new conversations from here; wait a minute');
        res.status(429).set('Retry-After', '60').json(refusalBody(refusal));
      },
    }),
    json({ limit: '1kb' }),
    async (req, res) => {
      res.set('Cache-Control', 'no-store');
      if (!isOwn(req.get('origin') ?? ''))
        return refuse(res, new Refusal(403, 'OriginNotAllowed', 'tokens are for our own chat page'));
      const { data } = askedSchema.safeParse(req.body);
      const secret = azure.secrets.get(data?.clinic ?? '');
      if (!data || secret === undefined) return refuse(res, new Refusal(404, 'UnknownClinic', 'no such clinic here'));
      const user = `dl_${unguessable()}`;
      const token = await generate(azure.url, secret, user, new URL(publicUrl()).origin).catch((cause: unknown) => {
        throw new DirectLineRefused(data.clinic, cause);
      });
      res.json({ ...token, user });
    },
  ];
}

const refuse = (res: Parameters<RequestHandler>[1], refusal: Refusal): void =>
  void res.status(refusal.status).json(refusalBody(refusal));

async function generate(url: string, secret: string, user: string, page: string): Promise<z.infer<typeof tokenSchema>> {
  const response = await fetch(`${url}/tokens/generate`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${secret}`, 'Content-Type': 'application/json' },
    body: JSON.stringify({ user: { id: user }, trustedOrigins: [page] }),
    redirect: 'error',
    signal: AbortSignal.timeout(ANSWER_MS),
  });
  if (!response.ok) throw new Error(`it answered ${response.status}`);
  return tokenSchema.parse(await response.json());
}
