import { setTimeout as wait } from 'node:timers/promises';
import { Activity } from '@microsoft/agents-activity';
import {
  CloudAdapter,
  type ConnectorClient,
  OutboundHostValidator,
  type ResourceResponse,
  TurnContext,
} from '@microsoft/agents-hosting';
import type { IncomingActivity } from './activity-schema.ts';
import type { Caller } from './check-token.ts';
import { BoundedConnectorClient, type SendPolicy } from './connector.ts';
import { type DoorSettings, isLoopbackUrl } from './door-settings.ts';
import { type AllowsService, serviceGuard } from './service-url.ts';

/** What the SDK knows a caller by. */
type Identity = TurnContext['identity'];

/** In production the SDK does not start without a client id; nobody comes in as this one. */
const NO_CLIENT = 'no-app-registered';
const CONNECTOR_SCOPE = 'https://api.botframework.com';

/**
 * The SDK's adapter with bounded, guarded sending. Differs from `CloudAdapter.process`: nothing is asked of the network before
 * a reply is sent, so that no message waits for a token; and errors are thrown to us, never told to the visitor.
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
    this.onTurnError = async (_context, error) => {
      throw error;
    };
  }

  /** Gives `logic` a context in which to send replies to an activity. */
  async reply(
    activity: IncomingActivity,
    caller: Caller,
    logic: (context: TurnContext) => Promise<void>,
  ): Promise<void> {
    const identity: Identity = { aud: caller.audience ?? '' };
    await this.runMiddleware(new TurnContext(this, toSdk(activity), identity), logic);
  }

  override async sendActivities(context: TurnContext, activities: Activity[]): Promise<ResourceResponse[]> {
    await this.#connect(context);
    return super.sendActivities(context, activities);
  }

  override async updateActivity(context: TurnContext, activity: Activity): ReturnType<CloudAdapter['updateActivity']> {
    await this.#connect(context);
    return super.updateActivity(context, activity);
  }

  async #connect(context: TurnContext): Promise<void> {
    if (context.turnState.get(this.ConnectorClientKey)) return;
    this.setConnectorClient(context, await this.createConnectorClientWithIdentity(context.identity, context.activity));
  }

  protected override async createConnectorClientWithIdentity(
    identity: NonNullable<Identity>,
    { serviceUrl = '' }: Activity,
  ): Promise<ConnectorClient> {
    return this.createConnectorClient(serviceUrl, CONNECTOR_SCOPE, identity);
  }

  protected override async createConnectorClient(
    serviceUrl: string,
    scope: string,
    identity: NonNullable<Identity>,
  ): Promise<ConnectorClient> {
    if (!this.allows(serviceUrl)) throw new Error('the service address is not one that we send to');
    const open = !identity.aud || isLoopbackUrl(serviceUrl);
    const token = open ? null : await this.#token(scope, identity, serviceUrl);
    return BoundedConnectorClient.to(serviceUrl, token, this.#policy);
  }

  /** The SDK's cached token, waited for no longer than for a send. */
  async #token(scope: string, identity: NonNullable<Identity>, serviceUrl: string): Promise<string> {
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

/** Who we are where a channel does not say. */
export const BOT = { id: 'plumbline' } as const;

/** The activity that replies answer to; greetings answer to none, or Web Chat waits five seconds for it. */
export const replyTarget = ({ type, id }: IncomingActivity): string | undefined =>
  type === 'message' ? id : undefined;

/** Only what addresses the replies. */
function toSdk(activity: IncomingActivity): Activity {
  const { type, channelId, serviceUrl, from, recipient = BOT, conversation, locale, deliveryMode } = activity;
  return Activity.fromObject({
    type,
    id: replyTarget(activity),
    channelId,
    serviceUrl,
    from,
    recipient,
    conversation,
    locale,
    deliveryMode,
  });
}
