import { setTimeout as wait } from 'node:timers/promises';
import { Activity } from '@microsoft/agents-activity';
import { CloudAdapter, type ConnectorClient, OutboundHostValidator, type TurnContext } from '@microsoft/agents-hosting';
import type { IncomingActivity } from './activity-schema.ts';
import type { Caller } from './check-token.ts';
import { BoundedConnectorClient, type SendPolicy } from './connector.ts';
import { type DoorSettings, isLoopbackUrl } from './door-settings.ts';
import { type AllowsService, serviceGuard } from './service-url.ts';

/** What the SDK knows a caller by. */
type Identity = NonNullable<TurnContext['identity']>;

/** In production the SDK does not start without a client id; nobody comes in as this one. */
const NO_CLIENT = 'no-app-registered';
const CONNECTOR_SCOPE = 'https://api.botframework.com';

/** What is sent, without its address. */
export type Shown = { readonly type?: string | undefined };

/** A conversation of a channel. Rejects with the SDK's HttpError when the channel refuses. */
export interface Conversation {
  send(shown: Shown): Promise<void>;
  /** Puts this in place of what was sent before under an id. */
  update(id: string, shown: Shown): Promise<void>;
}

/**
 * The SDK's adapter with bounded, guarded sending. Differs from `CloudAdapter.process`: nothing is asked of the network before
 * a reply is sent, so that no message waits for a token; errors are thrown to us, never told to the visitor; and what our
 * renderers made is not parsed three times on its way, as a `TurnContext` does.
 */
export class ChannelAdapter extends CloudAdapter {
  readonly #policy: SendPolicy;
  /** Says whether we send to a service address. */
  readonly allows: AllowsService;

  constructor(settings: DoorSettings, policy: SendPolicy) {
    const { clientId, clientSecret, tenantIds, authority } = settings;
    super(
      {
        clientId: clientId ?? NO_CLIENT,
        ...(clientSecret ? { clientSecret } : {}),
        ...(tenantIds[0] ? { tenantId: tenantIds[0] } : {}),
        authorityEndpoint: authority,
        validateIssuer: true,
      },
      undefined,
      undefined,
      { emitStackTrace: false, validateServiceUrl: true },
      new OutboundHostValidator({ enabled: true, includeDefaultMicrosoftHosts: false, hosts: settings.serviceHosts }),
    );
    this.#policy = policy;
    this.allows = serviceGuard(settings);
  }

  /** The conversation that an activity came from. Rejects when its service is not one that we send to, or no token is to be had. */
  async conversation(activity: IncomingActivity, caller: Caller): Promise<Conversation> {
    const { serviceUrl = '' } = activity;
    const client = await this.createConnectorClient(serviceUrl, CONNECTOR_SCOPE, { aud: caller.audience ?? '' });
    const address = { ...addressOf(activity), serviceUrl };
    const { channelId, conversation, replyToId } = address;
    return {
      send: async (shown) => {
        const activity = toSdk(shown, address);
        if (replyToId === undefined) await client.sendToConversation(conversation.id, activity);
        else await client.replyToActivity(conversation.id, replyToId, activity);
      },
      update: async (id, shown) => {
        await client.updateActivity(conversation.id, id, toSdk(shown, { id, channelId, serviceUrl, conversation }));
      },
    };
  }

  protected override async createConnectorClient(
    serviceUrl: string,
    scope: string,
    identity: Identity,
  ): Promise<ConnectorClient> {
    if (!this.allows(serviceUrl)) throw new Error('the service address is not one that we send to');
    const open = !identity.aud || isLoopbackUrl(serviceUrl);
    const token = open ? null : await this.#token(scope, identity, serviceUrl);
    return BoundedConnectorClient.to(serviceUrl, token, this.#policy);
  }

  /** The SDK's cached token, waited for no longer than for a send. */
  async #token(scope: string, identity: Identity, serviceUrl: string): Promise<string> {
    const late = new AbortController();
    try {
      return await Promise.race([
        this.connectionManager.getTokenProvider(identity, serviceUrl).getAccessToken(scope),
        wait(this.#policy.timeoutMs, undefined, { signal: late.signal }).then(() => {
          throw new Error('no token for the connector in time');
        }),
      ]);
    } finally {
      late.abort();
    }
  }
}

const toSdk = ({ type = 'message', ...shown }: Shown, address: object): Activity =>
  Object.assign(new Activity(type), shown, address);

/** Who we are where a channel does not say. */
const BOT = { id: 'plumbline' } as const;

/** The address of replies to an activity. Greetings answer to none, or Web Chat waits five seconds for it. */
export function addressOf({
  type,
  id,
  channelId,
  serviceUrl,
  conversation,
  from,
  recipient,
  locale,
}: IncomingActivity) {
  const replyToId = type === 'message' ? id : undefined;
  return { channelId, serviceUrl, conversation, from: recipient ?? BOT, recipient: from, locale, replyToId };
}
