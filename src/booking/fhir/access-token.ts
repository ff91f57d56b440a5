import { readFile } from 'node:fs/promises';
import { type CryptoKey, importJWK, importPKCS8, SignJWT } from 'jose';
import { z } from 'zod';
import { AddressRefused, askAddress, type Reach } from '../../net/open-address.ts';
import { TryAgain } from '../../outbox/try-again.ts';
import type { FhirAuth } from './fhir-way.ts';

/** The token that a clinic's system gave us. Throws `TryAgain` when it gives none. */
export interface AccessToken {
  get(): Promise<string>;
  /** The server did not take it: the next is a new one. */
  forget(): void;
}

/** What getting a token needs. `environment` holds the secrets that the clinic's file names. */
export interface TokenDeps {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly reach: Reach;
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly newId: () => string;
}

const EARLY = 60_000;
const answerSchema = z.object({
  access_token: z.string().min(1).max(20_000),
  token_type: z.string().regex(/^bearer$/i),
  expires_in: z.number().positive().default(300),
});

/** OAuth 2 client credentials, by a secret or by a signed statement (SMART backend services). Kept until a minute before it ends. */
export function accessToken(auth: FhirAuth, deps: TokenDeps): AccessToken {
  let kept: { readonly token: string; readonly until: number } | null = null;
  let asking: Promise<string> | null = null;

  async function ask(): Promise<string> {
    const url = new URL(auth.token);
    const proof = auth.kind === 'client-secret' ? bySecret(auth, deps) : await bySignature(auth, deps);
    const form = new URLSearchParams({ grant_type: 'client_credentials', ...proof.form });
    if (auth.scope) form.set('scope', auth.scope);
    const headers = {
      accept: 'application/json',
      'content-type': 'application/x-www-form-urlencoded',
      ...proof.headers,
    };
    const asked = { method: 'POST', url, headers, body: `${form}`, timeoutMs: deps.timeoutMs, mostBytes: 64 * 1024 };
    const askedAt = deps.now();
    const { status, body } = await askAddress(asked, deps.reach);
    if (status !== 200) throw new TryAgain(`${url.host} answered ${status} when asked for a token`);
    const { access_token: token, expires_in } = answerSchema.parse(JSON.parse(body));
    kept = { token, until: askedAt + expires_in * 1_000 - EARLY };
    return token;
  }

  return {
    async get() {
      if (kept && deps.now() < kept.until) return kept.token;
      asking ??= ask().finally(() => {
        asking = null;
      });
      return asking.catch((cause: unknown) => {
        if (cause instanceof TryAgain || cause instanceof AddressRefused) throw cause;
        throw new TryAgain(
          `no token from ${new URL(auth.token).host}; see the clinic's auth and its secret`,
          null,
          cause,
        );
      });
    },
    forget() {
      kept = null;
    },
  };
}

interface Proof {
  readonly form: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
}
type BySecret = Extract<FhirAuth, { kind: 'client-secret' }>;
type ByKey = Extract<FhirAuth, { kind: 'private-key' }>;

/** Id and secret are form-encoded before base 64. Source: RFC 6749, section 2.3.1. */
function bySecret(auth: BySecret, { environment }: TokenDeps): Proof {
  const pair = [auth.client, named(auth['secret-variable'], environment)].map((part) =>
    new URLSearchParams({ '': part }).toString().slice(1),
  );
  return { form: {}, headers: { authorization: `Basic ${Buffer.from(pair.join(':')).toString('base64')}` } };
}

/** A statement that lives five minutes. Source: SMART App Launch 2, asymmetric client authentication. */
async function bySignature(auth: ByKey, deps: TokenDeps): Promise<Proof> {
  const key = await privateKey(auth, deps);
  const seconds = Math.floor(deps.now() / 1_000);
  const statement = await new SignJWT()
    .setProtectedHeader({ alg: auth.algorithm, typ: 'JWT', ...(auth['key-id'] ? { kid: auth['key-id'] } : {}) })
    .setIssuer(auth.client)
    .setSubject(auth.client)
    .setAudience(auth.token)
    .setJti(deps.newId())
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + 300)
    .sign(key);
  return {
    form: {
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: statement,
    },
    headers: {},
  };
}

async function privateKey(auth: ByKey, { environment }: TokenDeps): Promise<CryptoKey | Uint8Array> {
  const written = auth['key-file']
    ? await readFile(auth['key-file'], 'utf8')
    : named(auth['key-variable'] ?? '', environment);
  if (!written.trimStart().startsWith('{')) return importPKCS8(written, auth.algorithm);
  return importJWK(JSON.parse(written), auth.algorithm);
}

function named(variable: string, environment: TokenDeps['environment']): string {
  const value = environment[variable];
  if (!value) throw new Error(`${variable} is not set; the clinic's auth names it`);
  return value;
}
