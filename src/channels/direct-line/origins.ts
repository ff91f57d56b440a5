import type { RequestHandler } from 'express';
import type { Knowledge } from '../../turn/turn-deps.ts';
import { Refusal } from './refusal.ts';
import type { Claims } from './tokens.ts';

/** Which web pages may speak to us. An origin is compared whole: scheme, host and port. */
export interface Origins {
  /** Our own pages. While our address is a loopback one, every loopback page counts as ours. */
  isOwn(origin: string): boolean;
  /** Our own pages and those that the clinic lists. */
  isOfClinic(origin: string, clinicId: string): boolean;
  /** Pages of any clinic: all that can be told before a token is read. */
  isKnown(origin: string): boolean;
  /** Throws a Refusal when the page may not use the token. Without an `Origin` it was no page: the token decides alone. */
  check(origin: string | undefined, claims: Claims): void;
}

/** `localhost`, 127.0.0.0/8 and ::1. */
export const isLoopback = (hostname: string): boolean =>
  /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/.test(hostname) && URL.canParse(`http://${hostname}`);

export function createOrigins(publicUrl: () => string, knowledge: () => Knowledge): Origins {
  const isOwn = (origin: string): boolean => {
    const own = new URL(publicUrl());
    if (own.origin === origin) return true;
    const page = URL.canParse(origin) ? new URL(origin) : null;
    return isLoopback(own.hostname) && page !== null && page.origin === origin && isLoopback(page.hostname);
  };
  const lists = (clinicId: string, origin: string): boolean =>
    knowledge().content.clinics.get(clinicId)?.origins.includes(origin) ?? false;
  return {
    isOwn,
    isOfClinic: (origin, clinicId) => isOwn(origin) || lists(clinicId, origin),
    isKnown: (origin) => isOwn(origin) || [...knowledge().content.clinics.keys()].some((id) => lists(id, origin)),
    check: (origin, claims) => {
      if (origin === undefined || isOwn(origin)) return;
      const bound = claims.origin.length === 0 || claims.origin.includes(origin);
      if (!bound || !lists(claims.clinic, origin)) throw originRefused();
    },
  };
}

export const originRefused = (): Refusal =>
  new Refusal(403, 'OriginNotAllowed', "this page may not use the chat; add its origin to the clinic's file");

/** CORS for pages that may speak to us; others are refused before anything is read. */
export function allowPages(origins: Origins): RequestHandler {
  return (req, res, next) => {
    res.set('Cache-Control', 'no-store').vary('Origin');
    const origin = req.get('origin');
    if (origin !== undefined) {
      if (!origins.isKnown(origin)) throw originRefused();
      res.set({ 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': 'Retry-After' });
    }
    if (req.method !== 'OPTIONS') return next();
    res
      .set({
        'Access-Control-Allow-Headers': 'authorization, content-type, x-ms-bot-agent, x-requested-with',
        'Access-Control-Allow-Methods': 'GET, POST, OPTIONS',
        'Access-Control-Max-Age': '7200',
      })
      .status(204)
      .end();
  };
}
