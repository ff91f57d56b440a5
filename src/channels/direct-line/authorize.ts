import type { Request } from 'express';
import type { Knowledge } from '../../turn/turn-deps.ts';
import type { Origins } from './origins.ts';
import { Refusal } from './refusal.ts';
import type { Claims, Tokens } from './tokens.ts';

export interface AuthorizeDeps {
  readonly tokens: Tokens;
  readonly origins: Origins;
  readonly knowledge: () => Knowledge;
}

/** Reads whom a request speaks for. Throws a Refusal for a token that is missing or wrong, made for another page or conversation. */
export type Authorize = (req: Request) => Promise<Claims>;

export function createAuthorize({ tokens, origins, knowledge }: AuthorizeDeps): Authorize {
  return async (req) => {
    const [, token] = /^Bearer ([\w.-]+)$/i.exec(req.get('authorization') ?? '') ?? [];
    if (token === undefined) throw new Refusal(401, 'MissingToken', 'send the token as "Authorization: Bearer ..."');
    const claims = await tokens.read(token);
    origins.check(req.get('origin'), claims);
    if (req.params.id !== undefined && req.params.id !== claims.conv)
      throw new Refusal(403, 'WrongConversation', 'the token is for another conversation');
    if (!knowledge().content.clinics.has(claims.clinic)) throw unknownClinic();
    return claims;
  };
}

export const unknownClinic = (): Refusal => new Refusal(404, 'UnknownClinic', 'there is no such clinic here');
