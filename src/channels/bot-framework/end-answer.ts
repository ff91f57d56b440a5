import type { Response } from 'express';
import { words } from '../words.ts';
import type { IncomingActivity } from './activity-schema.ts';

/** An invoke waits for a body that says how it went; everything else for a status alone. */
export function endAnswer(res: Response, { type }: IncomingActivity, status: 200 | 202 | 400): void {
  if (type !== 'invoke') return void res.status(status).end();
  const told =
    status === 400
      ? { type: 'application/vnd.microsoft.error', value: { code: 'BadRequest', message: 'this is no choice of ours' } }
      : { type: 'application/vnd.microsoft.activity.message', value: words.taken };
  res.status(200).json({ statusCode: status === 400 ? 400 : 200, ...told });
}
