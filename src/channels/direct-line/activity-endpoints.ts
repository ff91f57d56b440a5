import { json, type RequestHandler } from 'express';
import { readActivity } from './activity-schema.ts';
import type { Authorize } from './authorize.ts';
import { type PageDeps, readPage } from './read-page.ts';
import { Refusal } from './refusal.ts';
import { unguessable } from './tokens.ts';
import type { Turns } from './turns.ts';
import { mustBeOpen, visitOf } from './visit.ts';
import { readWatermark, writeWatermark } from './watermark.ts';

export interface ActivityEndpointDeps extends PageDeps {
  readonly turns: Turns;
  readonly authorize: Authorize;
}

/** POST conversations/:id/activities: answered as soon as the message is kept. Whoever posts is the token's user, whatever `from` says. */
export function postActivity({ turns, authorize }: ActivityEndpointDeps): RequestHandler[] {
  return [
    async (req, res, next) => {
      res.locals.visit = visitOf(await authorize(req));
      next();
    },
    json({ limit: '256kb' }),
    async (req, res) => {
      const heard = readActivity(req.body);
      if (!heard) throw new Refusal(400, 'BadArgument', 'send an activity, such as {"type":"message","text":"..."}');
      const { text } = heard;
      res.json({ id: text === null ? unguessable() : await turns.hear(res.locals.visit, { ...heard, text }) });
    },
  ];
}

/** GET conversations/:id/activities: for clients that poll. */
export function getActivities({ authorize, ...deps }: ActivityEndpointDeps): RequestHandler {
  return async (req, res) => {
    const visit = visitOf(await authorize(req));
    const { activities, place } = await readPage(visit, readWatermark(req.query.watermark), new Set(), deps);
    if (place.seq === 0 && activities.length === 0) await mustBeOpen(visit, deps.turn.store);
    res.json({ activities, watermark: writeWatermark(place) });
  };
}

/** POST conversations/:id/upload: we take no files. */
export function refuseUpload({ authorize }: ActivityEndpointDeps): RequestHandler {
  return async (req) => {
    await authorize(req);
    throw new Refusal(415, 'AttachmentsNotAllowed', 'this chat takes no files; please describe it in words');
  };
}
