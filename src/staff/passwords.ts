import { type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';
import { limitWork } from './limit-work.ts';

/** Scrypt's cost as a power of two, its block size and lanes: 32 MB and about a tenth of a second each. */
const COST = { power: 15, r: 8, p: 1 };
const HASH_BYTES = 32;
const ENCODED = /^scrypt:(\d{1,2}):(\d{1,2}):(\d{1,2}):([\w-]+):([\w-]+)$/;

/** Hashes and checks passwords; two at a time, so that a flood of sign-ins leaves the machine to visitors. */
export interface Passwords {
  /** The encoded hash to store, with its salt and cost. */
  hash(password: string): Promise<string>;
  /** Takes as long for an unknown name, given null, as for a known one. */
  isRight(password: string, encoded: string | null): Promise<boolean>;
}

export function createPasswords(random: (bytes: number) => Buffer): Passwords {
  const limited = limitWork(2, 16);
  const nobodys = encode(random(16), random(HASH_BYTES));
  return {
    hash: (password) =>
      limited(async () => {
        const salt = random(16);
        return encode(salt, await derive(password, salt, HASH_BYTES, COST));
      }),
    isRight: (password, encoded) =>
      limited(async () => {
        const [, power, r, p, salt = '', kept = ''] = ENCODED.exec(encoded ?? nobodys) ?? ENCODED.exec(nobodys) ?? [];
        const wanted = Buffer.from(kept, 'base64url');
        const cost = { power: Number(power), r: Number(r), p: Number(p) };
        return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64url'), wanted.length, cost), wanted);
      }),
  };
}

const encode = (salt: Buffer, hash: Buffer): string =>
  `scrypt:${COST.power}:${COST.r}:${COST.p}:${salt.toString('base64url')}:${hash.toString('base64url')}`;

function derive(password: string, salt: Buffer, bytes: number, { power, r, p }: typeof COST): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** power, r, p, maxmem: 256 * r * 2 ** power };
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, bytes, options, (error, hash) => (error ? reject(error) : resolve(hash)));
  });
}
