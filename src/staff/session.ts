import { createHash } from 'node:crypto';
import type { CookieOptions } from 'express';
import type { Clinic } from '../content/clinic-schema.ts';
import type { StaffAccount } from '../store/staff-store.ts';
import type { Console } from './console.ts';

const ABSOLUTE_MS = 12 * 3_600_000;
const IDLE_MS = 3_600_000;
const TOUCH_MS = 60_000;

/** Who is signed in, and the clinics whose requests they may see. */
export interface SignedIn {
  readonly account: StaffAccount;
  readonly clinics: ReadonlyMap<string, Clinic>;
  readonly sessionHash: string;
  /** Stands in every form, so that no other site can send one. */
  readonly formToken: string;
}

/** Starts a session under a new id and gives that id, which goes into the cookie and nowhere else. */
export async function beginSession({ store, random, now }: Console, accountId: string): Promise<string> {
  const id = random(32).toString('base64url');
  await store.openSession({ hash: hashOf(id), accountId, startedAt: now(), seenAt: now() });
  return id;
}

/** Who holds this cookie; null when nobody does any more. `quiet` requests are made by a script and keep no session alive. */
export async function readSession(
  { store, knowledge, now }: Console,
  id: string | null,
  quiet: boolean,
): Promise<SignedIn | null> {
  if (id === null) return null;
  const hash = hashOf(id);
  const found = await store.session(hash);
  if (!found) return null;
  const { session, account } = found;
  if (now() >= session.startedAt + ABSOLUTE_MS || now() >= session.seenAt + IDLE_MS) {
    await store.endSession(hash);
    return null;
  }
  if (!quiet && now() >= session.seenAt + TOUCH_MS) await store.touchSession(hash, now());
  const clinics = [...knowledge().content.clinics].filter(
    ([clinicId]) => account.clinicIds?.includes(clinicId) ?? true,
  );
  return { account, clinics: new Map(clinics), sessionHash: hash, formToken: hashOf(`form ${id}`) };
}

/** Ends the session of a cookie, if there is one. */
export async function endSession({ store }: Console, id: string | null): Promise<void> {
  if (id !== null) await store.endSession(hashOf(id));
}

/** Sessions that began before this are over whatever happened in them. */
export const oldestSession = (now: number): number => now - ABSOLUTE_MS;

/** The cookie's name and flags. Over http, which is taken on this machine only, a browser refuses `__Host-` and `Secure`. */
export function sessionCookie(publicUrl: string): { readonly name: string; readonly options: CookieOptions } {
  const secure = publicUrl.startsWith('https:');
  return {
    name: secure ? '__Host-plumbline-staff' : 'plumbline-staff',
    options: { httpOnly: true, secure, sameSite: 'strict', path: '/' },
  };
}

/** The session id that a browser presents; null when there is none, or nothing that we could have made. */
export function presentedId(cookies: string | undefined, publicUrl: string): string | null {
  const start = `${sessionCookie(publicUrl).name}=`;
  const id =
    cookies
      ?.split(/; */)
      .find((cookie) => cookie.startsWith(start))
      ?.slice(start.length) ?? '';
  return /^[\w-]{43}$/.test(id) ? id : null;
}

const hashOf = (text: string): string => createHash('sha256').update(text).digest('base64url');
