import type { IncomingActivity } from './activity-schema.ts';
import type { Caller } from './check-token.ts';
import { type AllowsService, sameHost } from './service-url.ts';

/** Why an activity is turned away. */
export interface Misaddressed {
  readonly status: 400 | 403;
  readonly code: string;
  readonly message: string;
}

/**
 * Whether the caller may speak for the channel and have us send to the service it names; null when all is well. When tenants
 * are listed, Teams is let in from those alone.
 */
export function misaddressed(
  activity: IncomingActivity,
  caller: Caller,
  allows: AllowsService,
  tenantIds: readonly string[],
): Misaddressed | null {
  const { channelId, serviceUrl, deliveryMode } = activity;
  const isTeams = /^msteams(:|$)/.test(channelId);
  if (isTeams && tenantIds.length > 0 && !tenantIds.includes(tenantOf(activity)))
    return { status: 403, code: 'TenantNotAllowed', message: 'this bot does not answer in this Teams organization' };
  if (caller.channels && !caller.channels.includes(channelId))
    return { status: 403, code: 'ChannelNotEndorsed', message: 'the token does not hold for this channel' };
  if (!serviceUrl)
    return deliveryMode === 'expectReplies'
      ? null
      : { status: 400, code: 'BadActivity', message: 'serviceUrl is missing' };
  if (!allows(serviceUrl))
    return { status: 400, code: 'ServiceUrlRefused', message: 'replies are not sent to this serviceUrl' };
  if (caller.serviceUrl !== null && !sameHost(caller.serviceUrl, serviceUrl))
    return { status: 403, code: 'ServiceUrlRefused', message: 'the token does not hold for this serviceUrl' };
  return null;
}

const tenantOf = ({ conversation, channelData }: IncomingActivity): string =>
  (channelData?.tenant?.id ?? conversation.tenantId ?? '').toLowerCase();
