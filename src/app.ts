import type { Server } from 'node:http';
import express, { type Express } from 'express';
import helmet from 'helmet';
import { createDirectLine } from './channels/direct-line/create-direct-line.ts';
import type { Config } from './config.ts';
import { errorHandler, notFound } from './http/error-handler.ts';
import { healthRoutes } from './http/health-endpoints.ts';
import { messagesEndpoint } from './http/messages-endpoint.ts';
import { pictureRoutes } from './http/picture-endpoint.ts';
import { widgetRoutes } from './http/widget-endpoint.ts';
import { createMetrics } from './metrics.ts';
import type { PostToStaffChat } from './outbox/deliver-notice.ts';
import type { Deliver } from './outbox/try-delivery.ts';
import type { StaffDeps } from './staff/staff-deps.ts';
import { staffRoutes } from './staff/staff-routes.ts';
import { takeTurn } from './turn/take-turn.ts';
import type { TurnDeps } from './turn/turn-deps.ts';

/** What the HTTP surface is built from. `publicUrl` is asked late: with PORT=0 it is known only after listening. */
export interface AppDeps {
  readonly config: Config;
  readonly turn: TurnDeps;
  readonly publicUrl: () => string;
  readonly tokenSecret: Uint8Array;
  /** What the staff's console needs besides; without it there is no `/staff`. */
  readonly staff?: Pick<StaffDeps, 'store' | 'tell'>;
}

/** The HTTP surface, and what must be done with the server that carries it. */
export interface App {
  readonly express: Express;
  /** Answers WebSocket upgrades of the server. */
  readonly attach: (server: Server) => void;
  /** Shows what was added to a visit from elsewhere, where the visitor is now. */
  readonly show: (visitId: string) => void;
  /** Delivers work of kind `say`: news for a visit that only its channel reaches. */
  readonly say: Deliver;
  /** Delivers work of kind `hub`: asks a hub for a person. */
  readonly askHub: Deliver;
  /** Posts notices where staff told the bot to. */
  readonly staffChat: PostToStaffChat;
  /** Takes the turns of messages that were accepted before a crash. Gives their number. */
  readonly resume: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** The whole HTTP surface on one screen. */
export function createApp({ config, turn, publicUrl, tokenSecret, staff }: AppDeps): App {
  const app = express();
  const metrics = createMetrics();
  const counted = metrics.counted(takeTurn);
  const { defaultClinic } = config;
  const directLine = createDirectLine({
    turn,
    takeTurn: counted,
    publicUrl,
    tokenSecret,
    tokenMinutes: 30,
    defaultClinic,
  });

  const messages = messagesEndpoint({ turn, takeTurn: counted, config });

  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxy);
  app.use(helmet({ contentSecurityPolicy: false, frameguard: false, crossOriginResourcePolicy: false }));
  app.use(healthRoutes(turn, metrics.registry));
  app.use('/api/messages', messages);
  app.use(['/directline', '/v3/directline'], directLine.router);
  app.use(pictureRoutes(() => turn.knowledge().content.pictures));
  app.use(widgetRoutes({ knowledge: turn.knowledge, publicUrl, now: turn.now, defaultClinic, azure: config.azure }));
  if (staff) app.use('/staff', staffRoutes({ ...turn, publicUrl, ...staff }));
  app.use(notFound);
  app.use(errorHandler(turn.log));

  return {
    express: app,
    attach: directLine.attachSockets,
    show: directLine.show,
    say: messages.say,
    askHub: messages.askHub,
    staffChat: messages.staffChat,
    resume: directLine.resume,
    close: async () => {
      await Promise.all([directLine.close(), messages.idle()]);
    },
  };
}
