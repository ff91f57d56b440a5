import { randomBytes } from 'node:crypto';
import { createPasswords, type Passwords } from './passwords.ts';
import type { StaffDeps } from './staff-deps.ts';

/** What every endpoint of the console works with: its dependencies and what was made from them once. */
export interface Console extends Required<StaffDeps> {
  readonly passwords: Passwords;
  /** When who last looked at what, by session and reference: a page that renews itself is one read. */
  readonly lastReads: Map<string, number>;
}

export function createConsole(deps: StaffDeps): Console {
  const random = deps.random ?? randomBytes;
  return { ...deps, random, passwords: createPasswords(random), lastReads: new Map() };
}
