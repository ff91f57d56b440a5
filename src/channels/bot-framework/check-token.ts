import { hash } from 'node:crypto';
import { decodeJwt, errors, type JWTPayload, jwtVerify } from 'jose';
import { type DoorSettings, isLoopbackUrl } from './door-settings.ts';
import { type FindKey, type KeySource, KeysUnavailable, type SigningKey, signingKeys } from './signing-keys.ts';

/** The token does not let its bearer in. `code` is for the log; the caller is told no more than 401. */
export class TokenRefused extends Error {
  readonly code: string;
  constructor(code: string, options?: ErrorOptions) {
    super(`token refused: ${code}`, options);
    this.name = 'TokenRefused';
    this.code = code;
  }
}

/** Who calls. `channels` and `serviceUrl`: the only ones that the token holds for; null when it holds for any. */
export interface Caller {
  readonly audience: string | null;
  readonly serviceUrl: string | null;
  readonly channels: readonly string[] | null;
}

/** Checks a bearer token. Throws TokenRefused, or KeysUnavailable. */
export type CheckToken = (token: string) => Promise<Caller>;

interface Issuer {
  readonly findKey: FindKey;
  /** The Entra tenant that it speaks for; null for the Bot Framework service. */
  readonly tenant: string | null;
}

/** A token that was found good. Times in epoch milliseconds. */
interface LetIn {
  readonly caller: Caller;
  readonly expires: number;
  readonly stillSigned: () => Promise<boolean>;
}

export const BOT_FRAMEWORK_ISSUER = 'https://api.botframework.com';
const BOT_FRAMEWORK_KEYS = 'https://login.botframework.com/v1/.well-known/keys';
const SKEW_SECONDS = 300;
/** Channels send one token with every activity for an hour. */
const MOST_TRUSTED = 1_000;

/**
 * Our own check in place of the SDK's `authorizeJWT`, which takes any issuer of a configured authority, trusts three more
 * tenants, needs no expiry and looks every unknown key up. Audience, issuer and tenant are compared before any key is fetched.
 * The signature of a token that was let in is not computed again while the token and its key hold.
 */
export function tokenCheck(
  settings: Pick<DoorSettings, 'clientId' | 'tenantIds' | 'authority'>,
  source: Omit<KeySource, 'url'>,
): CheckToken {
  const { clientId } = settings;
  const issuers = issuersOf(settings, source);
  const trusted = new Map<string, LetIn>();

  async function check(token: string): Promise<LetIn> {
    const claimed = readUnverified(token);
    const issuer = issuers.get(String(claimed.iss).toLowerCase());
    if (clientId === null || claimed.aud !== clientId) throw new TokenRefused('audience');
    if (!issuer) throw new TokenRefused('issuer');
    const { payload, signer } = await verify(token, issuer.findKey, clientId, source.now);
    checkTenant(payload, issuer.tenant);
    checkApplication(payload, issuer.tenant, clientId);
    const { serviceurl, exp = 0 } = payload;
    if (issuer.tenant === null && typeof serviceurl !== 'string') throw new TokenRefused('service-url');
    const serviceUrl = typeof serviceurl === 'string' ? serviceurl : null;
    const caller = { audience: clientId, serviceUrl, channels: signer.endorsements };
    return { caller, expires: exp * 1_000, stillSigned: async () => (await issuer.findKey(signer.kid)) === signer };
  }

  return async (token) => {
    const key = hash('sha256', token);
    const known = trusted.get(key);
    if (known && source.now() < known.expires && (await known.stillSigned())) return known.caller;
    const letIn = await check(token);
    if (trusted.size >= MOST_TRUSTED) trusted.clear();
    trusted.set(key, letIn);
    return letIn.caller;
  };
}

function issuersOf(
  { tenantIds, authority }: Pick<DoorSettings, 'tenantIds' | 'authority'>,
  source: Omit<KeySource, 'url'>,
): ReadonlyMap<string, Issuer> {
  const botFramework = isLoopbackUrl(authority) ? `${authority}/v1/.well-known/keys` : BOT_FRAMEWORK_KEYS;
  const issuers = new Map<string, Issuer>();
  issuers.set(BOT_FRAMEWORK_ISSUER, { findKey: signingKeys({ ...source, url: botFramework }), tenant: null });
  for (const tenant of tenantIds) {
    const findKey = signingKeys({ ...source, url: `${authority}/${tenant}/discovery/v2.0/keys` });
    issuers.set(`https://sts.windows.net/${tenant}/`, { findKey, tenant });
    issuers.set(`https://login.microsoftonline.com/${tenant}/v2.0`, { findKey, tenant });
  }
  return issuers;
}

function readUnverified(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch (cause) {
    throw new TokenRefused('malformed', { cause });
  }
}

async function verify(
  token: string,
  findKey: FindKey,
  audience: string,
  now: () => number,
): Promise<{ payload: JWTPayload; signer: SigningKey }> {
  let signer: SigningKey | null = null;
  try {
    const { payload } = await jwtVerify(
      token,
      async ({ kid }) => {
        signer = kid === undefined ? null : await findKey(kid);
        if (!signer) throw new TokenRefused('unknown-key');
        return signer.key;
      },
      {
        algorithms: ['RS256'],
        audience,
        requiredClaims: ['exp'],
        clockTolerance: SKEW_SECONDS,
        currentDate: new Date(now()),
      },
    );
    if (!signer) throw new TokenRefused('unknown-key');
    return { payload, signer };
  } catch (error) {
    if (error instanceof TokenRefused || error instanceof KeysUnavailable) throw error;
    throw new TokenRefused(error instanceof errors.JOSEError ? error.code : 'key', { cause: error });
  }
}

/** Entra's keys are shared by all tenants: the issuer's name alone proves nothing, the tenant must agree. */
function checkTenant({ tid }: JWTPayload, tenant: string | null): void {
  if (tenant !== null && String(tid).toLowerCase() !== tenant) throw new TokenRefused('tenant');
}

/** Any application of a tenant can ask Entra for a token meant for us: only our own (the Emulator signs in as it) may use one. */
function checkApplication({ azp, appid }: JWTPayload, tenant: string | null, clientId: string): void {
  if (tenant !== null && (azp ?? appid ?? clientId) !== clientId) throw new TokenRefused('application');
}
