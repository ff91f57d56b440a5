import type { Examined } from './examined.ts';
import type { Finding } from './finding.ts';
import { namedVariables } from './named-variables.ts';

const SHORTEST = 6;

/** The finding with every secret of this installation struck out, wherever an error message may have brought it from. */
export function withoutSecrets(
  finding: Finding,
  examined: Pick<Examined, 'environment' | 'config' | 'content'>,
): Finding {
  const strike = (text: string): string =>
    secretsOf(examined).reduce((clean, secret) => clean.replaceAll(secret, '[secret]'), text);
  const { level, what, why, remedy } = finding;
  return { level, what: strike(what), why: why && strike(why), remedy: remedy && strike(remedy) };
}

function secretsOf({
  environment,
  config,
  content,
}: Pick<Examined, 'environment' | 'config' | 'content'>): readonly string[] {
  const smtp = environment.SMTP_URL ?? '';
  const { password = '', username = '' } = URL.canParse(smtp) ? new URL(smtp) : {};
  const named = [...content.clinics.values()].flatMap((clinic) =>
    namedVariables(clinic).map(({ name }) => environment[name]),
  );
  const sensitive = Object.entries(environment)
    .filter(([name]) => /SECRET|PASSWORD|TOKEN|_KEY$/.test(name))
    .map(([, value]) => value);
  return [
    ...named,
    ...sensitive,
    ...(config.azure?.secrets.values() ?? []),
    smtp,
    password,
    decoded(password),
    username,
  ]
    .filter((value): value is string => value !== undefined && value.length >= SHORTEST)
    .toSorted((one, other) => other.length - one.length);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
