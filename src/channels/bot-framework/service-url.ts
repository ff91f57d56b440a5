import { isIP } from 'node:net';
import { OutboundHostValidator } from '@microsoft/agents-hosting';
import { type DoorSettings, isLoopbackUrl } from './door-settings.ts';

/** Says whether we may send replies to an address that a caller named. */
export type AllowsService = (serviceUrl: string) => boolean;

/** https on its usual port to a listed name, with no credentials, query or fragment; in tests plain http to this machine too. */
export function serviceGuard(settings: Pick<DoorSettings, 'serviceHosts' | 'allowLoopbackServices'>): AllowsService {
  const hosts = new OutboundHostValidator({
    enabled: true,
    includeDefaultMicrosoftHosts: false,
    hosts: settings.serviceHosts,
  });
  return (serviceUrl) => {
    const url = URL.canParse(serviceUrl) ? new URL(serviceUrl) : null;
    if (!url || url.username || url.password || url.search || url.hash) return false;
    if (settings.allowLoopbackServices && isLoopbackUrl(serviceUrl)) return true;
    const isName = isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0;
    return url.protocol === 'https:' && url.port === '' && isName && hosts.isAllowed(url);
  };
}

/** True when two addresses have the same host: tokens name a service by an address whose path may differ. */
export const sameHost = (one: string, other: string): boolean =>
  URL.canParse(one) && URL.canParse(other) && new URL(one).host === new URL(other).host;
