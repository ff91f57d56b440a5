import type { ErrorRequestHandler, RequestHandler } from 'express';
import { z } from 'zod';
import type { Log } from '../../log.ts';

/** A request that is turned away, with a status and a code that the client can act on. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, message: string) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
  }
}

/** The body of every refusal. */
export const refusalBody = ({ code, message }: Refusal): { error: { code: string; message: string } } => ({
  error: { code, message },
});

/** For every path that is not ours. */
export const unknownPath: RequestHandler = () => {
  throw new Refusal(404, 'NotFound', 'there is nothing here; see the Direct Line 3.0 API for its paths');
};

const bodyError = z.object({ status: z.int().min(400).max(499), type: z.string() });

/** Turns what was thrown into JSON. What was not foreseen is logged and told without detail. */
export function answerRefusals(log: Log): ErrorRequestHandler {
  return (error, _req, res, next) => {
    if (res.headersSent) return next(error);
    const refusal = error instanceof Refusal ? error : toRefusal(error);
    if (refusal.status >= 500)
      log.error({ error: error instanceof Error ? error.message : 'unknown' }, 'direct line failed');
    res.status(refusal.status).json(refusalBody(refusal));
  };
}

function toRefusal(error: unknown): Refusal {
  const { data } = bodyError.safeParse(error);
  if (data?.status === 413) return new Refusal(413, 'MessageSizeTooBig', 'send at most 256 KB');
  if (data) return new Refusal(data.status, 'BadArgument', 'the body must be JSON in UTF-8');
  if (error instanceof URIError) return new Refusal(400, 'BadArgument', 'the path is not well formed');
  return new Refusal(500, 'ServiceError', 'something went wrong here; please try again');
}
