import { z } from 'zod';
import { ownAddress } from '../../config.ts';
import { isSafeAddress } from '../../staff/own-page.ts';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine, warning } from './finding.ts';
import { whyUnreachable } from './why-unreachable.ts';

const aliveSchema = z.object({ status: z.literal('alive') });
const ANSWER_MS = 4_500;

/** The address under which visitors reach us: set, https, and answered by us. Asked from this machine, not from the internet. */
export async function checkAddress({ config }: Examined): Promise<readonly Finding[]> {
  const url = ownAddress(config);
  const findings: Finding[] = [];
  if (!config.publicUrl)
    findings.push(
      warning(
        'PUBLIC_URL is not set.',
        'Links in notices, pictures in Teams and the chat on a clinic’s page lead to this machine only.',
        'Set it to the https address of the proxy in front, such as https://chat.clinic.example.',
      ),
    );
  else if (!isSafeAddress(url))
    findings.push(
      fault(
        `PUBLIC_URL (${url}) is not https.`,
        'Clinics’ https pages may not show the chat, staff cannot sign in, and what visitors write can be read on the way.',
        'Put a proxy with a certificate in front and set PUBLIC_URL to its https address.',
      ),
    );
  const said = await askWhoIsThere(url);
  if (said === 'we are') findings.push(fine(`${url} answers.`));
  else
    findings.push(
      (config.publicUrl ? fault : warning)(
        `${url} does not lead to this server: ${said}.`,
        'Visitors, channels and staff reach the assistant there or not at all.',
        'See that the server runs (npm start), that the name leads here, and that the proxy passes requests on to it.',
      ),
    );
  return findings;
}

async function askWhoIsThere(url: string): Promise<string> {
  try {
    const answer = await fetch(`${url}/healthz`, { redirect: 'manual', signal: AbortSignal.timeout(ANSWER_MS) });
    if (answer.status >= 300 && answer.status < 400) return `it redirects elsewhere (${answer.status})`;
    const alive = aliveSchema.safeParse(await answer.json().catch(() => null)).success;
    return alive ? 'we are' : `another server answers (${answer.status})`;
  } catch (error) {
    return whyUnreachable(error);
  }
}
