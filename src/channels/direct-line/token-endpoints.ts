import { json, type RequestHandler } from 'express';
import { z } from 'zod';
import type { Knowledge } from '../../turn/turn-deps.ts';
import { type Authorize, unknownClinic } from './authorize.ts';
import { type Origins, originRefused } from './origins.ts';
import { Refusal } from './refusal.ts';
import { type Tokens, unguessable } from './tokens.ts';

const generateSchema = z.object({
  user: z.object({ id: z.string().nullish(), name: z.string().nullish() }).nullish(),
  clinic: z.string().max(100).nullish(),
  trustedOrigins: z.array(z.string().max(300)).max(20).nullish(),
});
const USER_ID = /^dl_[\w.@:-]{1,100}$/;

export interface TokenEndpointDeps {
  readonly tokens: Tokens;
  readonly origins: Origins;
  readonly authorize: Authorize;
  readonly knowledge: () => Knowledge;
  readonly defaultClinic: string;
}

/** POST tokens/generate: a token for one new conversation, which starts nothing yet. */
export function generateToken({ tokens, origins, knowledge, defaultClinic }: TokenEndpointDeps): RequestHandler[] {
  return [
    json({ limit: '16kb' }),
    async (req, res) => {
      const body = generateSchema.safeParse(req.body ?? {});
      if (!body.success) throw new Refusal(400, 'BadArgument', 'send {"user":{"id":"dl_..."},"clinic":"..."} or less');
      const clinic = body.data.clinic ?? defaultClinic;
      const page = req.get('origin');
      const trusted = body.data.trustedOrigins ?? [];
      if (!knowledge().content.clinics.has(clinic)) throw unknownClinic();
      for (const origin of page === undefined ? trusted : [page, ...trusted])
        if (!origins.isOfClinic(origin, clinic)) throw originRefused();
      const user = body.data.user?.id ?? `dl_${unguessable()}`;
      if (!USER_ID.test(user))
        throw new Refusal(400, 'BadArgument', 'user.id must start with "dl_", then word characters');
      const conv = unguessable();
      const origin = trusted.length > 0 || page === undefined ? trusted : [page];
      res.json({ conversationId: conv, ...(await tokens.issue({ user, conv, clinic, origin })) });
    },
  ];
}

/** POST tokens/refresh: the same token for another while. */
export function refreshToken({ tokens, authorize }: TokenEndpointDeps): RequestHandler {
  return async (req, res) => {
    const claims = await authorize(req);
    res.json({ conversationId: claims.conv, ...(await tokens.issue(claims)) });
  };
}
