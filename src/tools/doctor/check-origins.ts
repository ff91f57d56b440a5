import { ownAddress } from '../../config.ts';
import type { Clinic } from '../../content/clinic-schema.ts';
import type { Examined } from './examined.ts';
import { type Finding, fine, warning } from './finding.ts';
import { clinicFault, isInvented } from './invented.ts';

const ANSWER_MS = 4_500;

/** The websites that may show each clinic's chat: listed, and let in by the server that runs. */
export async function checkOrigins({ config, content }: Examined): Promise<readonly Finding[]> {
  const clinics = [...content.clinics.values()];
  const found = await Promise.all(clinics.map((clinic) => checkClinic(clinic, ownAddress(config))));
  const findings = found.flat();
  return findings.length > 0 ? findings : [fine('Every clinic lists its websites.')];
}

async function checkClinic(clinic: Clinic, url: string): Promise<readonly Finding[]> {
  const { id, origins } = clinic;
  const file = `content/clinics/${id}.yaml`;
  if (origins.length === 0)
    return [
      warning(
        `${id} lists no website.`,
        'No page but ours can show its chat.',
        `List its origins in ${file}: origins: [https://www.clinic.example].`,
      ),
    ];
  const findings: Finding[] = [];
  const twins = isInvented(clinic) ? [] : origins.map(twinOf).filter((twin) => twin && !origins.includes(twin));
  if (twins.length > 0)
    findings.push(
      warning(
        `${id} does not list ${twins.join(' and ')}.`,
        'An origin is compared whole: visitors who come with or without www get no chat.',
        `Add it to origins in ${file}, unless that address redirects or does not exist.`,
      ),
    );
  const letIn = await originsLetIn(id, url);
  const missing = letIn === null ? [] : origins.filter((origin) => !letIn.includes(origin));
  if (missing.length > 0)
    findings.push(
      clinicFault(
        clinic,
        `The server that runs does not let ${missing.join(', ')} show the chat of ${id}, though the file lists it.`,
        'The page stays empty there.',
        'It may run on other content, or have refused the new one: look for "new content refused" in its log.',
      ),
    );
  return findings;
}

/** The same name with `www.`, or without it. */
function twinOf(origin: string): string | null {
  const { hostname } = new URL(origin);
  if (hostname.startsWith('www.')) return origin.replace('//www.', '//');
  return hostname.split('.').length === 2 ? origin.replace('//', '//www.') : null;
}

/** Who may frame the chat page, as the server says; null when it cannot be asked. */
async function originsLetIn(clinicId: string, url: string): Promise<readonly string[] | null> {
  try {
    const page = await fetch(`${url}/chat?clinic=${clinicId}`, { signal: AbortSignal.timeout(ANSWER_MS) });
    await page.body?.cancel();
    const policy = page.headers.get('content-security-policy') ?? '';
    const framing = /frame-ancestors ([^;]*)/.exec(policy)?.[1];
    return framing?.split(' ') ?? null;
  } catch {
    return null;
  }
}
