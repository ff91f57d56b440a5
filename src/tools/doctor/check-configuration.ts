import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Examined } from './examined.ts';
import { type Finding, fault, fine, warning } from './finding.ts';
import { namedVariables } from './named-variables.ts';

/** The environment, and `.env` when there is one: values that cannot be used, names that nobody reads, a file that others can read. */
export async function checkConfiguration(examined: Examined): Promise<readonly Finding[]> {
  const { config, configFaults, folder } = examined;
  const findings = configFaults.map((said) =>
    fault(`${said}.`, 'The server does not start so.', 'Correct it; .env.example says what each variable takes.'),
  );
  const file = join(folder, '.env');
  if (existsSync(file)) findings.push(...checkFile(file, examined));
  if (config.allowAnonymous) {
    const isServing = examined.environment.NODE_ENV === 'production' || config.publicUrl?.startsWith('https:');
    findings.push(
      (isServing ? fault : warning)(
        `ALLOW_ANONYMOUS_ACTIVITIES is true${isServing ? ' on a server that is in use' : ''}.`,
        'Any program on this machine, and whoever comes through a proxy that does not say so, can speak as any visitor of Teams or Slack.',
        'Unset it once you have tried what you wanted.',
      ),
    );
  }
  if (config.publicUrl?.startsWith('https:') && !config.trustProxy)
    findings.push(
      warning(
        'PUBLIC_URL is https, so a proxy stands in front, but TRUST_PROXY is not true.',
        'All visitors share the limits of one address, and all staff one count of failed sign-ins.',
        'Have the proxy replace X-Forwarded-For, then set TRUST_PROXY=true.',
      ),
    );
  return findings.length > 0 ? findings : [fine('The environment can be used.')];
}

function checkFile(file: string, { folder, content }: Examined): Finding[] {
  const findings: Finding[] = [];
  const known = new Set(
    [...content.clinics.values()].flatMap((clinic) => namedVariables(clinic)).map(({ name }) => name),
  );
  const example = join(folder, '.env.example');
  if (existsSync(example)) {
    for (const name of Object.keys(parseEnv(readFileSync(example, 'utf8')))) known.add(name);
    for (const name of Object.keys(parseEnv(readFileSync(file, 'utf8'))))
      if (!known.has(name))
        findings.push(
          warning(
            `.env sets ${name}, which nothing reads.`,
            'A name with a slip in it leaves the default in force, silently.',
            'Compare it with .env.example and the names in content/clinics, or remove it.',
          ),
        );
  }
  if ((statSync(file).mode & 0o077) !== 0)
    findings.push(
      warning(
        '.env can be read by other accounts of this machine.',
        'It holds the secrets of the bot, the mail server and the clinics.',
        'chmod 600 .env',
      ),
    );
  return findings;
}
