import { createHash } from 'node:crypto';
import { ipKeyGenerator } from 'express-rate-limit';

const FREE_FAILURES = 5;
const LONGEST_MS = 300_000;

/** Milliseconds to wait after so many failures in a row: none up to the fourth, then 1, 2, 4 … seconds, never over five minutes. */
export const waitAfter = (failures: number): number =>
  failures < FREE_FAILURES ? 0 : Math.min(1_000 * 2 ** (failures - FREE_FAILURES), LONGEST_MS);

/** Under what attempts on a name are counted, whether an account has it or not. */
export const nameKey = (signInName: string): string => hashOf(`name ${signInName}`);

/** Under what attempts from an address are counted; one IPv6 network counts as one address. */
export const addressKey = (address: string): string => hashOf(`address ${ipKeyGenerator(address, 64)}`);

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
