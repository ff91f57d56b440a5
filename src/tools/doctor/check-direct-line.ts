import type { Examined } from './examined.ts';
import { type Finding, fault, fine, warning } from './finding.ts';
import { whyUnreachable } from './why-unreachable.ts';

const ANSWER_MS = 4_500;

/** Clinics whose website chat goes over Azure Direct Line: their secrets give tokens. No conversation is started. */
export async function checkDirectLine({ config, content }: Examined): Promise<readonly Finding[]> {
  const { azure, botAppId } = config;
  if (!azure) return [fine('Not used: the website speaks to the service of this server.')];
  const findings = await Promise.all([...azure.secrets].map(([id, secret]) => askToken(azure.url, id, secret)));
  for (const id of azure.secrets.keys())
    if (!content.clinics.has(id))
      findings.push(
        warning(
          `DIRECT_LINE_SECRETS names "${id}", and there is no such clinic.`,
          'If the name has a slip in it, that clinic’s chat stays on the service of this server.',
          'Write the name of the clinic’s file in content/clinics.',
        ),
      );
  if (azure.secrets.size > 1)
    findings.push(
      warning(
        `DIRECT_LINE_SECRETS names ${azure.secrets.size} clinics.`,
        'A server has one bot, and a bot one messaging endpoint: what visitors of the other clinics write is turned away, or answered for the wrong clinic.',
        'Leave one of them here, and the others on the service of this server or on servers of their own.',
      ),
    );
  if (!botAppId)
    findings.push(
      fault(
        'Azure Direct Line is used, and BOT_APP_ID is not set.',
        'What visitors write there is turned away when Azure brings it here: they get no answer.',
        'Set up the bot first (docs/setup-azure-bot.md).',
      ),
    );
  return findings;
}

async function askToken(url: string, clinicId: string, secret: string): Promise<Finding> {
  const why = 'Visitors of its website see phone numbers in place of the chat.';
  try {
    const answer = await fetch(`${url}/tokens/generate`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${secret}` },
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return fine(`Azure Direct Line gives tokens for ${clinicId}.`);
    return fault(
      `Azure Direct Line gives no token for ${clinicId}: it answers ${answer.status}.`,
      why,
      'Copy the secret of the site again into DIRECT_LINE_SECRETS, and see that DIRECT_LINE_URL is of its region.',
    );
  } catch (error) {
    return fault(
      `${new URL(url).host} cannot be asked for a token for ${clinicId}: ${whyUnreachable(error)}.`,
      why,
      'Let this machine reach it, and see that DIRECT_LINE_URL is right.',
    );
  }
}
