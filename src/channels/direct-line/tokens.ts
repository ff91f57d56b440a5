import { randomBytes } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { z } from 'zod';
import { Refusal } from './refusal.ts';

const claimsSchema = z.object({
  user: z.string(),
  conv: z.string(),
  clinic: z.string(),
  /** Pages outside our own origin that may use the token; empty for every page of the clinic. */
  origin: z.array(z.string()),
});
/** Whom a token speaks for: one user in one conversation of one clinic. */
export type Claims = Readonly<z.infer<typeof claimsSchema>>;

const ticketSchema = claimsSchema.extend({ watermark: z.string(), jti: z.string(), exp: z.number() });
/** What opens one socket: the token's claims, and where the stream goes on from. */
export type Ticket = Claims & { readonly watermark: string };

/** Makes and reads the tokens of conversations and the tickets of sockets. */
export interface Tokens {
  issue(claims: Claims): Promise<{ readonly token: string; readonly expires_in: number }>;
  /** Throws a Refusal: `TokenExpired` when it was ours, `BadToken` otherwise; both 403, for a 401 stops Direct Line clients for good. */
  read(token: string): Promise<Claims>;
  ticket(ticket: Ticket): Promise<string>;
  /** Opens once, within a minute of being made. */
  redeem(ticket: string): Promise<Ticket>;
}

const TICKET_SECONDS = 60;

/** 128 random bits, safe in a path. */
export const unguessable = (): string => randomBytes(16).toString('base64url');

/** `now` in epoch milliseconds. */
export function createTokens(secret: Uint8Array, minutes: number, now: () => number): Tokens {
  if (secret.length < 32) throw new Error('tokenSecret is too short; give 32 random bytes or more');
  const used = new Map<string, number>();

  const sign = (payload: JWTPayload, audience: string, seconds: number): Promise<string> =>
    new SignJWT(payload)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setAudience(audience)
      .setExpirationTime(Math.floor(now() / 1000) + seconds)
      .sign(secret);

  async function verified<T>(token: string, audience: string, schema: z.ZodType<T>): Promise<T> {
    try {
      const options = { algorithms: ['HS256'], audience, currentDate: new Date(now()), requiredClaims: ['exp'] };
      return schema.parse((await jwtVerify(token, secret, options)).payload);
    } catch (error) {
      if (error instanceof errors.JWTExpired)
        throw new Refusal(403, 'TokenExpired', 'the token has expired; start a new conversation');
      throw new Refusal(403, 'BadToken', 'the token is not one of ours');
    }
  }

  return {
    issue: async ({ user, conv, clinic, origin }) => ({
      token: await sign({ user, conv, clinic, origin: [...origin] }, 'directline', minutes * 60),
      expires_in: minutes * 60,
    }),
    read: (token) => verified(token, 'directline', claimsSchema),
    ticket: ({ user, conv, clinic, origin, watermark }) =>
      sign(
        { user, conv, clinic, origin: [...origin], watermark, jti: unguessable() },
        'directline-stream',
        TICKET_SECONDS,
      ),
    redeem: async (ticket) => {
      const { jti, exp, ...claims } = await verified(ticket, 'directline-stream', ticketSchema);
      for (const [id, expires] of used) if (expires * 1000 < now()) used.delete(id);
      if (used.has(jti)) throw new Refusal(403, 'TicketUsed', 'a stream address opens once; ask for a new one');
      used.set(jti, exp);
      return claims;
    },
  };
}
