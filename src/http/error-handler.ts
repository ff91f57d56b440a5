import type { ErrorRequestHandler, RequestHandler } from 'express';
import { z } from 'zod';
import type { Log } from '../log.ts';

const httpError = z.object({ status: z.int().min(400).max(499), type: z.string().optional() });
const codes: Readonly<Record<number, readonly [string, string]>> = {
  400: ['BadRequest', 'the request could not be read'],
  413: ['TooLarge', 'the body is too large'],
  415: ['UnsupportedMediaType', 'send JSON'],
};

/** The last stop of every request: a short JSON error, never a stack trace; faults of ours are logged once, here. */
export function errorHandler(log: Log): ErrorRequestHandler {
  return (error: unknown, req, res, next) => {
    if (res.headersSent) {
      next(error);
      return;
    }
    const asked = httpError.safeParse(error);
    const status = asked.success ? asked.data.status : 500;
    const [code, message] =
      codes[status] ??
      (status === 500
        ? ['ServerError', 'something went wrong on our side']
        : ['BadRequest', 'the request was refused']);
    if (status === 500)
      log.error({ path: req.path, error: error instanceof Error ? error.message : 'unknown' }, 'request failed');
    res.status(status).json({ error: { code, message } });
  };
}

/** Any other address: a JSON 404. */
export const notFound: RequestHandler = (_req, res) => {
  res.status(404).json({ error: { code: 'NotFound', message: 'there is nothing at this address' } });
};
