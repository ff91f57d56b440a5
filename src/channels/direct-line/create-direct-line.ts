import type { Server } from 'node:http';
import express, { type RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { takeTurn } from '../../turn/take-turn.ts';
import type { TurnDeps } from '../../turn/turn-deps.ts';
import { getActivities, postActivity, refuseUpload } from './activity-endpoints.ts';
import { Asides } from './asides.ts';
import { createAuthorize } from './authorize.ts';
import { continueConversation, startConversation } from './conversation-endpoints.ts';
import { allowPages, createOrigins } from './origins.ts';
import { answerRefusals, Refusal, refusalBody, unknownPath } from './refusal.ts';
import { createSockets } from './sockets.ts';
import { generateToken, refreshToken } from './token-endpoints.ts';
import { createTokens } from './tokens.ts';
import { createTurns } from './turns.ts';

/** What the service needs. `defaultClinic` is used when a page names none; `tokenSecret` is 32 random bytes or more. */
export interface DirectLineDeps {
  readonly turn: TurnDeps;
  readonly takeTurn: typeof takeTurn;
  /** Our address as visitors reach it; a loopback one counts as development. */
  readonly publicUrl: () => string;
  readonly tokenSecret: Uint8Array;
  readonly defaultClinic: string;
  readonly tokenMinutes?: number;
  /** Tokens, and starts of conversations, that one address may ask for in a minute; messages are never limited. */
  readonly startsPerMinute?: number;
}

/** The Direct Line 3.0 service. */
export interface DirectLine {
  /** Mounted at /directline and at /v3/directline. */
  readonly router: express.Router;
  attachSockets(server: Server): void;
  /** Sends what the log has and a visitor's open pages lack. */
  show(visitId: string): void;
  /** Takes the turns of messages that were accepted and not answered, at start or after the store was down; gives their number. */
  resume(): Promise<number>;
  /** Closes all streams and waits up to ten seconds for turns under way. */
  close(): Promise<void>;
}

const DRAIN_MS = 10_000;

/** Direct Line 3.0 inside this server: tokens, conversations, activities and streams, on the turn and its store. */
export function createDirectLine(given: DirectLineDeps): DirectLine {
  const { turn, takeTurn, publicUrl } = given;
  const tokens = createTokens(given.tokenSecret, given.tokenMinutes ?? 30, turn.now);
  const origins = createOrigins(publicUrl, turn.knowledge);
  const authorize = createAuthorize({ tokens, origins, knowledge: turn.knowledge });
  const asides = new Asides(turn.now);
  const sockets = createSockets({ turn, asides, tokens, origins, publicUrl });
  const turns = createTurns({ turn, takeTurn, asides, sockets, publicUrl });
  const deps = { ...given, knowledge: turn.knowledge, tokens, origins, authorize, asides, turns };

  const router = express.Router();
  const starts = given.startsPerMinute ?? 600;
  router.use(allowPages(origins));
  router.post('/tokens/generate', limited(starts), generateToken(deps));
  router.post('/tokens/refresh', refreshToken(deps));
  router.post('/conversations', limited(starts), startConversation(deps));
  router.get('/conversations/:id', continueConversation(deps));
  router.post('/conversations/:id/activities', postActivity(deps));
  router.get('/conversations/:id/activities', getActivities(deps));
  router.post('/conversations/:id/upload', refuseUpload(deps));
  router.use(unknownPath, answerRefusals(turn.log));

  return {
    router,
    attachSockets: sockets.attach,
    show: (visitId) => void sockets.catchUp(visitId),
    resume: turns.resume,
    close: async () => {
      sockets.close();
      let timer: NodeJS.Timeout | undefined;
      const enough = new Promise((resolve) => {
        timer = setTimeout(resolve, DRAIN_MS);
      });
      await Promise.race([turns.idle(), enough]);
      clearTimeout(timer);
    },
  };
}

const limited = (limit: number): RequestHandler =>
  rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: false,
    legacyHeaders: false,
    validate: false,
    handler: (_req, res) => {
      const refusal = new Refusal(429, 'TooManyRequests', 'too many new conversations from here; wait a minute');
      res.status(refusal.status).set('Retry-After', '60').json(refusalBody(refusal));
    },
  });
