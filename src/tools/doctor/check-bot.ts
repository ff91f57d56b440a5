import { z } from 'zod';
import { doorSettings } from '../../channels/bot-framework/door-settings.ts';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine, warning } from './finding.ts';
import { whyUnreachable } from './why-unreachable.ts';

const ANSWER_MS = 4_500;
const CONNECTOR_SCOPE = 'https://api.botframework.com/.default';
/** Whose tokens an app of no single tenant asks for. */
const ANY_TENANT = 'botframework.com';

const GUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

const tokenSchema = z.object({ access_token: z.string().min(1) });
const refusalSchema = z.object({ error_codes: z.array(z.number()).default([]) });
/** Source: Microsoft Entra authentication and authorization error codes. */
const refusals: Readonly<Record<number, readonly [string, string]>> = {
  7000215: ['the client secret is wrong', 'Set BOT_APP_PASSWORD to the value of the secret, not its id.'],
  7000222: ['the client secret has expired', 'Make a new one in the app registration and set BOT_APP_PASSWORD to it.'],
  700016: [
    'there is no such application in this tenant',
    'Set BOT_APP_ID to the application (client) id and BOT_TENANT_IDS to begin with the tenant where it is registered.',
  ],
  90002: ['there is no such tenant', 'Set BOT_TENANT_IDS to begin with the tenant id of the app registration.'],
};

/** That our application gets the token with which replies are sent. */
export async function checkBot({ config }: Examined): Promise<readonly Finding[]> {
  const { clientId, clientSecret, tenantIds, authority } = doorSettings(config);
  if (!clientId && !clientSecret) return [fine('There is no Azure bot: the website needs none, Teams and Slack do.')];
  if (!clientId || !clientSecret)
    return [
      fault(
        `${clientId ? 'BOT_APP_PASSWORD' : 'BOT_APP_ID'} is not set, though ${clientId ? 'BOT_APP_ID' : 'BOT_APP_PASSWORD'} is.`,
        'Teams and Slack get no replies.',
        'Set both, or neither (docs/setup-azure-bot.md).',
      ),
    ];
  const findings: Finding[] = checkShapes(clientId, clientSecret, tenantIds);
  if (tenantIds.length === 0)
    findings.push(
      warning(
        'BOT_TENANT_IDS is empty.',
        'A bot of a single tenant, the only kind that Azure still makes, gets no token.',
        'Set it to the tenant id of the app registration; further organizations follow after commas.',
      ),
    );
  findings.push(await askToken(`${authority}/${tenantIds[0] ?? ANY_TENANT}/oauth2/v2.0/token`, clientId, clientSecret));
  return findings;
}

/** What is not of the kind that belongs there, and why that need not show in the answer to a request for a token. */
function checkShapes(clientId: string, clientSecret: string, tenantIds: readonly string[]): Finding[] {
  const findings: Finding[] = [];
  if (!GUID.test(clientId))
    findings.push(
      fault(
        'BOT_APP_ID is not an application id.',
        'Tokens for our application are then for another, and all of them are refused.',
        'Set it to the application (client) id of the app registration, such as 11111111-2222-4333-8444-555555555555.',
      ),
    );
  if (GUID.test(clientSecret))
    findings.push(
      fault(
        'BOT_APP_PASSWORD looks like the id of a client secret.',
        'Replies in Teams, in Slack and over Azure Direct Line are not sent.',
        'Set it to the value of the secret; Azure shows that once, when it is made.',
      ),
    );
  const names = tenantIds.filter((id) => !GUID.test(id));
  if (names.length > 0)
    findings.push(
      fault(
        `BOT_TENANT_IDS has ${names.join(', ')}, which is not a tenant id.`,
        'Teams tells organizations apart by their ids: whoever writes from that one is turned away.',
        'Put its id in place of its name: az account show --query tenantId, or the overview of Microsoft Entra ID.',
      ),
    );
  return findings;
}

async function askToken(url: string, clientId: string, clientSecret: string): Promise<Finding> {
  const why = 'Replies in Teams, in Slack and over Azure Direct Line are not sent.';
  try {
    const answer = await fetch(url, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: CONNECTOR_SCOPE,
      }),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok && tokenSchema.safeParse(body).success) return fine('The bot gets its token.');
    const [code = 0] = refusalSchema.safeParse(body).data?.error_codes ?? [];
    const [what, remedy] = refusals[code] ?? [
      `answer ${answer.status}`,
      'Compare BOT_APP_ID, BOT_APP_PASSWORD and BOT_TENANT_IDS with the app registration.',
    ];
    const named = code ? ` (AADSTS${code})` : '';
    return fault(`The bot gets no token: ${what}${named}.`, why, remedy);
  } catch (error) {
    return fault(
      `${new URL(url).host} cannot be asked for a token: ${whyUnreachable(error)}.`,
      why,
      'Let this machine reach it, through the firewall if there is one.',
    );
  }
}
