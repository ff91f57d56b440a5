import type { Request, RequestHandler, Response } from 'express';
import type { Log } from '../../log.ts';
import { type Caller, type CheckToken, TokenRefused } from './check-token.ts';
import type { DoorSettings } from './door-settings.ts';
import { refuse } from './refuse.ts';
import { KeysUnavailable } from './signing-keys.ts';

const ANYONE: Caller = { audience: null, serviceUrl: null, channels: null };

/** Lets a caller in, or answers 401 (503 while its token cannot be checked). Runs before the body is read. */
export function authorize(
  settings: Pick<DoorSettings, 'clientId' | 'allowAnonymous'>,
  checkToken: CheckToken,
  log: Log,
): RequestHandler {
  return async (req, res, next) => {
    const { authorization } = req.headers;
    try {
      if (authorization === undefined) {
        if (!settings.allowAnonymous || !comesFromThisMachine(req)) throw new TokenRefused('missing');
        res.locals.caller = ANYONE;
      } else {
        const token = /^Bearer ([\w-]+\.[\w-]+\.[\w-]*)$/i.exec(authorization)?.[1];
        if (token === undefined) throw new TokenRefused('malformed');
        res.locals.caller = await checkToken(token);
      }
    } catch (error) {
      turnAway(res, error, log);
      return;
    }
    next();
  };
}

function turnAway(res: Response, error: unknown, log: Log): void {
  if (error instanceof KeysUnavailable) {
    log.error({ error: error.message }, 'a caller cannot be checked');
    refuse(res.set('Retry-After', '5'), 503, 'KeysUnavailable', 'the token cannot be checked just now; try again');
    return;
  }
  if (!(error instanceof TokenRefused)) throw error;
  log.warn({ code: error.code }, 'an activity was refused');
  refuse(res.set('WWW-Authenticate', 'Bearer'), 401, 'Unauthorized', 'send a Bot Framework token for this app');
}

/** True for a direct connection from this machine; what a proxy passes on is from elsewhere. */
function comesFromThisMachine({ socket, headers }: Request): boolean {
  const proxied = 'forwarded' in headers || 'x-forwarded-for' in headers || 'x-real-ip' in headers;
  return !proxied && /^(::ffff:)?127\.|^::1$/.test(socket.remoteAddress ?? '');
}
