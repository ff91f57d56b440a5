import {
  BOT_FRAMEWORK_ISSUER,
  type CheckToken,
  TokenRefused,
  tokenCheck,
} from '../../channels/bot-framework/check-token.ts';
import { doorSettings } from '../../channels/bot-framework/door-settings.ts';
import { KeysUnavailable } from '../../channels/bot-framework/signing-keys.ts';
import { createLog } from '../../log.ts';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine } from './finding.ts';

/** That the keys can be had by which we tell who calls: asked by the very check that callers meet, with tokens that are no good. */
export async function checkKeys({ config, now }: Examined): Promise<readonly Finding[]> {
  const settings = doorSettings(config);
  if (!settings.clientId) return [fine('Not needed without an Azure bot.')];
  const check = tokenCheck(settings, { now, log: createLog('silent') });
  const issuers = [
    BOT_FRAMEWORK_ISSUER,
    ...settings.tenantIds.map((tenant) => `https://login.microsoftonline.com/${tenant}/v2.0`),
  ];
  const claims = { aud: settings.clientId, exp: Math.floor(now() / 1_000) + 60 };
  const found = await Promise.all(issuers.map((iss) => askKeys(check, { ...claims, iss })));
  const findings = found.filter((finding) => finding !== null);
  return findings.length > 0 ? findings : [fine(`The keys of ${issuers.length} issuers are there.`)];
}

async function askKeys(check: CheckToken, claims: Readonly<Record<string, unknown>>): Promise<Finding | null> {
  const part = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');
  try {
    await check(`${part({ alg: 'RS256', kid: 'doctor' })}.${part(claims)}.AAAA`);
  } catch (error) {
    if (error instanceof TokenRefused && error.code === 'unknown-key') return null;
    if (error instanceof KeysUnavailable)
      return fault(
        `There are ${error.message.replace(/;.*/, '')}.`,
        'Every message from Teams, Slack and Azure Direct Line is turned away with 503 until they can be had.',
        'Let this machine reach that address; if it is of a tenant, see that BOT_TENANT_IDS is right.',
      );
    throw error;
  }
  throw new Error('a token that is no good was taken');
}
