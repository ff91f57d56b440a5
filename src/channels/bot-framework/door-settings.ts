import type { Config } from '../../config.ts';

/** How the Bot Framework door is set up. */
export interface DoorSettings {
  /** The id of the app registration; tokens must be meant for it. Null: no token can be checked. */
  readonly clientId: string | null;
  readonly clientSecret: string | null;
  /** Entra tenants whose own tokens are taken, beside those of the Bot Framework service. In small letters. */
  readonly tenantIds: readonly string[];
  /** Development only: callers on this machine need no token. */
  readonly allowAnonymous: boolean;
  /** Where Entra's keys are, such as `https://login.microsoftonline.com`. A loopback address stands in for every key server: tests. */
  readonly authority: string;
  /** Hosts that replies may go to, with their subdomains. */
  readonly serviceHosts: readonly string[];
  /** Plain http to this machine is a service too: in anonymous mode, and in tests. */
  readonly allowLoopbackServices: boolean;
}

/**
 * Where Azure Bot Service's channels take replies. Narrower than the SDK's own list, which also has hosts where
 * anyone can rent a name (`blob.core.windows.net`, `sharepoint.com`).
 */
export const BOT_FRAMEWORK_HOSTS = [
  'botframework.com',
  'smba.trafficmanager.net',
  'teams.microsoft.com',
  'teams.microsoft.us',
  'botframework.azure.us',
] as const;

/** What the environment says about the Bot Framework door. */
export type DoorConfig = Pick<
  Config,
  'allowAnonymous' | 'botAppId' | 'botAppPassword' | 'botAuthority' | 'botTenantIds'
>;

/** Reads the door's settings from the configuration. */
export function doorSettings(config: DoorConfig): DoorSettings {
  const authority = config.botAuthority?.replace(/\/+$/, '') ?? 'https://login.microsoftonline.com';
  return {
    clientId: config.botAppId,
    clientSecret: config.botAppPassword,
    tenantIds: config.botTenantIds.map((id) => id.toLowerCase()),
    allowAnonymous: config.allowAnonymous,
    authority,
    serviceHosts: BOT_FRAMEWORK_HOSTS,
    allowLoopbackServices: config.allowAnonymous || isLoopbackUrl(authority),
  };
}

/** True for plain http to 127.0.0.0/8, ::1 or `localhost`. */
export function isLoopbackUrl(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'http:' && /^(127(\.\d{1,3}){3}|\[::1\]|localhost)$/.test(url.hostname);
}
