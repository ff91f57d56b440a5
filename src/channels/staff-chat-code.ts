import { createHash } from 'node:crypto';

/** Digits and letters that are not taken for each other. */
const SIGNS = '23456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A one-time code that nobody guesses, in groups of four. `pick` gives a random whole number below its argument. */
export function newChatCode(pick: (below: number) => number): string {
  const group = (): string => Array.from({ length: 4 }, () => SIGNS[pick(SIGNS.length)]).join('');
  return Array.from({ length: 5 }, group).join('-');
}

/** How the store knows a code, as it may be typed or pasted; it never has the code itself. */
export const chatCodeHash = (code: string): string =>
  createHash('sha256')
    .update(`staff chat ${code.toUpperCase().replace(/[^\dA-Z-]/g, '')}`)
    .digest('base64url');
