import type { Request, Response } from 'express';
import { type IncomingActivity, parseActivity } from './activity-schema.ts';
import { refuse } from './refuse.ts';

/** The activity in a body; null, and answered, when there is none. */
export function readBody(req: Request, res: Response): IncomingActivity | null {
  if (req.is('application/json') === false) {
    refuse(res, 415, 'UnsupportedMediaType', 'send application/json in UTF-8');
    return null;
  }
  const parsed = parseActivity(req.body);
  if (!parsed.activity) refuse(res, 400, 'BadActivity', `wrong or missing: ${parsed.faults.join(', ')}`);
  return parsed.activity;
}
