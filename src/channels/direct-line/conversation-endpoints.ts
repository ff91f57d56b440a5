import { json, type Request, type RequestHandler } from 'express';
import { z } from 'zod';
import type { TurnDeps } from '../../turn/turn-deps.ts';
import { readLocale } from './activity-schema.ts';
import type { Authorize } from './authorize.ts';
import { streamUrl } from './stream-url.ts';
import type { Claims, Tokens } from './tokens.ts';
import type { Turns } from './turns.ts';
import { mustBeOpen, visitOf } from './visit.ts';
import { readWatermark, writeWatermark } from './watermark.ts';

export interface ConversationEndpointDeps {
  readonly turn: TurnDeps;
  readonly turns: Turns;
  readonly tokens: Tokens;
  readonly authorize: Authorize;
  readonly publicUrl: () => string;
}

interface Conversation {
  readonly conversationId: string;
  readonly token: string;
  readonly expires_in: number;
  readonly streamUrl: string;
}

const startSchema = z.object({ locale: z.unknown().optional() }).catch({ locale: null });

/** POST conversations: opens the token's conversation and has it greeted. Goes on when the store is down: the client takes no second try. */
export function startConversation(deps: ConversationEndpointDeps): RequestHandler[] {
  const { turn, turns, authorize } = deps;
  return [
    json({ limit: '16kb' }),
    async (req, res) => {
      const claims = await authorize(req);
      const visit = visitOf(claims);
      const isNew = await turn.store.open(visit.id, visit.clinicId, turn.now()).catch(() => true);
      turns.greet(visit, readLocale(startSchema.parse(req.body).locale));
      res.status(isNew ? 201 : 200).json(await conversation(req, claims, '', deps));
    },
  ];
}

/** GET conversations/:id: how to go on after a lost socket or a reload. Without a watermark the stream replays the whole visit. */
export function continueConversation(deps: ConversationEndpointDeps): RequestHandler {
  return async (req, res) => {
    const claims = await deps.authorize(req);
    await mustBeOpen(visitOf(claims), deps.turn.store);
    res.json(await conversation(req, claims, req.query.watermark, deps));
  };
}

async function conversation(
  req: Request,
  claims: Claims,
  after: unknown,
  { tokens, publicUrl }: ConversationEndpointDeps,
): Promise<Conversation> {
  const ticket = await tokens.ticket({ ...claims, watermark: writeWatermark(readWatermark(after)) });
  return {
    conversationId: claims.conv,
    ...(await tokens.issue(claims)),
    streamUrl: streamUrl(req, publicUrl(), claims.conv, ticket),
  };
}
