import express, { type NextFunction, type Request, type RequestHandler, type Response, Router } from 'express';
import { z } from 'zod';
import { admit } from './admit.ts';
import type { Answer } from './answer.ts';
import { createConsole } from './console.ts';
import { endpoints } from './endpoints.ts';
import { TooBusy } from './limit-work.ts';
import { loadStaffFiles, type StaffAssets } from './load-staff-files.ts';
import { layOut } from './pages/lay-out.ts';
import { messagePage, notFoundPage } from './pages/message-page.ts';
import { type SignedIn, sessionCookie } from './session.ts';
import type { StaffDeps } from './staff-deps.ts';

/** The staff's console, to be mounted at `/staff`. Every page works without a script. */
export function staffRoutes(deps: StaffDeps): Router {
  const console = createConsole(deps);
  const router = Router();
  let loaded: Promise<StaffAssets> | undefined;
  const assets = (): Promise<StaffAssets> => {
    loaded ??= loadStaffFiles();
    return loaded;
  };

  router.use(pageHeaders);
  for (const name of ['staff.js', 'staff.css'] as const) {
    router.get(`/${name}`, async (req, res) => {
      const { text, type, version } = (await assets())[name];
      const caching = req.query.v === version ? 'public, max-age=31536000, immutable' : 'no-cache';
      res.set({ 'Content-Type': type, 'Cache-Control': caching }).send(text);
    });
  }
  router.use(express.urlencoded({ extended: false, limit: '32kb' }));
  for (const endpoint of endpoints) {
    const [method, path = ''] = endpoint.at.split(' ');
    const take: RequestHandler = async (req, res) => {
      const { answer, who } = await admit(console, endpoint, req);
      send(res, answer, who, await assets());
    };
    if (method === 'GET') router.get(path, take);
    else router.post(path, take);
  }
  router.use(async (_req, res) => send(res, notFoundPage, null, await assets()));
  router.use(sayFault);
  return router;

  function send(res: Response, answer: Answer, who: SignedIn | null, files: StaffAssets): void {
    if (answer.kind === 'page') {
      if (answer.retryAfter !== undefined) res.set('Retry-After', String(answer.retryAfter));
      res
        .status(answer.status ?? 200)
        .type('html')
        .send(layOut(answer, who, files));
    } else if (answer.kind === 'part') {
      res.set(answer.headers).type('html').send(answer.body.text);
    } else if (answer.kind === 'file') {
      res.attachment(answer.name).type(answer.type).send(answer.text);
    } else {
      const { name, options } = sessionCookie(console.publicUrl());
      if (answer.session === null) res.clearCookie(name, options);
      else if (answer.session !== undefined) res.cookie(name, answer.session, options);
      res.redirect(303, answer.to);
    }
  }

  async function sayFault(error: unknown, req: Request, res: Response, next: NextFunction): Promise<void> {
    if (res.headersSent) return next(error);
    const files = await assets();
    if (error instanceof TooBusy) return send(res, tooBusy, null, files);
    if (error instanceof z.ZodError) return send(res, badForm, null, files);
    const status = clientFault.safeParse(error).data?.status;
    if (status !== undefined) return send(res, { ...badForm, status }, null, files);
    console.log.error(
      { path: req.route?.path, error: error instanceof Error ? error.message : 'unknown' },
      'the console failed',
    );
    send(res, ourFault, null, files);
  }
}

const clientFault = z.object({ status: z.int().min(400).max(499) });
const badForm = messagePage(400, 'That could not be read', [
  'Nothing was done. Go back, reload the page and try again.',
]);
const tooBusy = { ...messagePage(503, 'Too busy just now', ['Try again in a few seconds.']), retryAfter: 5 };
const ourFault = messagePage(500, 'Something went wrong on our side', [
  'Go back, reload the page and look whether your change is there before you try again.',
]);

/** Nothing is cached, framed, indexed or loaded from elsewhere. `same-origin` keeps the `Origin` of our own forms, which `no-referrer` would turn into `null`, and tells other sites nothing. */
const pageHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'Cache-Control': 'no-store',
    'Content-Security-Policy':
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), geolocation=(), microphone=()',
    'Referrer-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex, nofollow',
  });
  next();
};
