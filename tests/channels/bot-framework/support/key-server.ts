import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { listen } from './listen.ts';
import { CLIENT, TENANT } from './samples.ts';

type Claims = Record<string, unknown>;

/** A stand-in for the key servers of Entra and of the Bot Framework. */
export interface KeyServer {
  readonly url: string;
  /** Paths asked for, in order. */
  readonly asked: string[];
  /** Publishes a new key under this id, in place of all others, and signs with it from now on. */
  roll(kid: string, extra?: Record<string, unknown>): void;
  /** What it answers instead of keys. */
  answerWith(status: number | null): void;
  /** A good token of the configured tenant, save for what is given. */
  entra(claims?: Claims, header?: Record<string, unknown>): Promise<string>;
  /** A good token of the Bot Framework service, save for what is given. */
  botFramework(claims?: Claims): Promise<string>;
  readonly publicPem: () => string;
  close(): Promise<void>;
}

const rsa = (): { privateKey: KeyObject; publicKey: KeyObject } => generateKeyPairSync('rsa', { modulusLength: 2048 });

export async function startKeyServer(now: () => number = Date.now): Promise<KeyServer> {
  const asked: string[] = [];
  let status: number | null = null;
  let current = { kid: 'k1', ...rsa(), extra: {} as Record<string, unknown> };
  const server = await listen((req, res) => {
    asked.push(req.url ?? '');
    if (status !== null) return void res.writeHead(status, { location: '/elsewhere' }).end();
    const { kid, publicKey, extra } = current;
    res.setHeader('content-type', 'application/json');
    res.end(JSON.stringify({ keys: [{ kid, use: 'sig', ...publicKey.export({ format: 'jwk' }), ...extra }] }));
  });
  const sign = (claims: Claims, header: Record<string, unknown> = {}): Promise<string> =>
    new SignJWT({ aud: CLIENT, nbf: seconds(now()) - 10, exp: seconds(now()) + 600, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: current.kid, ...header })
      .sign(current.privateKey);
  return {
    url: server.url,
    asked,
    roll: (kid, extra = {}) => {
      current = { kid, ...rsa(), extra };
    },
    answerWith: (given) => {
      status = given;
    },
    entra: (claims, header) =>
      sign({ iss: `https://login.microsoftonline.com/${TENANT}/v2.0`, tid: TENANT, azp: CLIENT, ...claims }, header),
    botFramework: (claims) =>
      sign({ iss: 'https://api.botframework.com', serviceurl: 'https://smba.trafficmanager.net/emea/', ...claims }),
    publicPem: () => current.publicKey.export({ format: 'pem', type: 'spki' }).toString(),
    close: server.close,
  };
}

export const seconds = (ms: number): number => Math.floor(ms / 1_000);
