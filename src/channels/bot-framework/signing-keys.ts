import { type CryptoKey, importJWK } from 'jose';
import { z } from 'zod';
import type { Log } from '../../log.ts';

/** The key server cannot be reached and no key of it is known: nobody can be told apart just now. */
export class KeysUnavailable extends Error {
  constructor(url: string) {
    super(`no signing keys from ${url}; see that this machine can reach it`);
    this.name = 'KeysUnavailable';
  }
}

/** A public key, and the channels that its holder may speak for; null when the key server does not say. */
export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey;
  readonly endorsements: readonly string[] | null;
}

/** The keys of one issuer. Gives null for an id that the key server does not know. */
export type FindKey = (kid: string) => Promise<SigningKey | null>;

/** Where keys come from, and when. Times in milliseconds. */
export interface KeySource {
  readonly url: string;
  readonly log: Log;
  readonly now: () => number;
}

const REFRESHED_AFTER = 3_600_000;
const TRUSTED_FOR = 24 * 3_600_000;
const PAUSE_AFTER_ANSWER = 30_000;
const PAUSE_AFTER_FAILURE = 5_000;
const TIMEOUT = 5_000;

const keySet = z.object({
  keys: z
    .array(
      z.object({
        kid: z.string().optional(),
        kty: z.string(),
        n: z.string().optional(),
        e: z.string().optional(),
        endorsements: z.array(z.string()).optional(),
      }),
    )
    .max(100),
});

interface KnownKeys {
  readonly keys: ReadonlyMap<string, SigningKey>;
  readonly at: number;
}

/**
 * Looks keys up by id, with a cache. An unknown id asks the server again, so that a new key is taken at once; but
 * never more than twice a minute, however many unknown ids come. A server that is down is asked every five
 * seconds, and the keys known so far hold for a day.
 */
export function signingKeys({ url, log, now }: KeySource): FindKey {
  let known: KnownKeys | null = null;
  let asking: Promise<void> | null = null;
  let askAgainAt = 0;

  async function ask(): Promise<void> {
    try {
      known = { keys: await fetchKeys(url), at: now() };
      askAgainAt = now() + PAUSE_AFTER_ANSWER;
    } catch (error) {
      askAgainAt = now() + PAUSE_AFTER_FAILURE;
      log.warn({ url, fault: error instanceof Error ? error.name : 'unknown' }, 'signing keys not fetched');
    } finally {
      asking = null;
    }
  }
  async function refresh(): Promise<void> {
    if (!asking && now() >= askAgainAt) asking = ask();
    await asking;
  }
  const trusted = (): KnownKeys | null => (known && now() - known.at < TRUSTED_FOR ? known : null);

  return async (kid) => {
    if (known && now() - known.at > REFRESHED_AFTER) void refresh();
    const found = trusted()?.keys.get(kid);
    if (found) return found;
    await refresh();
    const keys = trusted()?.keys;
    if (!keys) throw new KeysUnavailable(url);
    return keys.get(kid) ?? null;
  };
}

/** RSA keys only, and of each only its public numbers: a token chooses among them, never how it is checked. */
async function fetchKeys(url: string): Promise<ReadonlyMap<string, SigningKey>> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT) });
  if (!response.ok) throw new Error(`the key server answered ${response.status}`);
  const { keys } = keySet.parse(await response.json());
  const found = new Map<string, SigningKey>();
  for (const { kid, kty, n, e, endorsements = null } of keys) {
    if (kid === undefined || kty !== 'RSA' || !n || !e) continue;
    const key = await importJWK({ kty, n, e }, 'RS256');
    if (!(key instanceof Uint8Array)) found.set(kid, { kid, key, endorsements });
  }
  return found;
}
