import type { ErrorRequestHandler, Response } from 'express';
import { z } from 'zod';
import type { Log } from '../../log.ts';

/** Turns a request away in JSON. */
export function refuse(res: Response, status: number, code: string, message: string): void {
  res.status(status).json({ error: { code, message } });
}

const bodyFault = z.object({ status: z.int().min(400).max(499) });

/** The last stop of this door: bodies that cannot be read, and faults of ours. Never tells more than that, never logs a message's words. */
export function answerFaults(log: Log): ErrorRequestHandler {
  return (error: unknown, _req, res, _next) => {
    const status = bodyFault.safeParse(error).data?.status ?? 500;
    if (status === 500) log.error(faultOf(error), 'an activity could not be taken');
    if (res.headersSent) return void res.end();
    if (status === 413) return refuse(res, 413, 'TooLarge', 'send an activity of at most 256 KB');
    if (status === 415) return refuse(res, 415, 'UnsupportedMediaType', 'send application/json in UTF-8');
    if (status < 500) return refuse(res, 400, 'BadRequest', 'the body must be one Bot Framework activity in JSON');
    refuse(res, 500, 'ServerError', 'something went wrong on our side; send the activity again');
  };
}

/** What may be logged of an error: its kind and where it came from. Messages can quote what a visitor wrote. */
export function faultOf(error: unknown): { fault: string; at: string | null } {
  if (!(error instanceof Error)) return { fault: typeof error, at: null };
  return { fault: error.name, at: /^\s*at .*$/m.exec(error.stack ?? '')?.[0].trim() ?? null };
}
