import { Router } from 'express';
import type { Drawing } from '../content/content-schema.ts';

/** GET /pictures/<id>.svg and .png: the drawings of answers, for any page and channel to show, kept for a day. */
export function pictureRoutes(pictures: () => ReadonlyMap<string, Drawing>): Router {
  const router = Router();
  router.get('/pictures/:file', (req, res, next) => {
    const [, id = '', kind] = /^([a-z0-9-]{1,60})\.(svg|png)$/.exec(req.params.file) ?? [];
    const drawing = pictures().get(id);
    if (!drawing) return next();
    res.set({
      'Content-Type': kind === 'svg' ? 'image/svg+xml; charset=utf-8' : 'image/png',
      'Cache-Control': 'public, max-age=86400',
      'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'",
      'Cross-Origin-Resource-Policy': 'cross-origin',
      'X-Content-Type-Options': 'nosniff',
    });
    res.send(kind === 'svg' ? drawing.svg : drawing.png);
  });
  return router;
}
