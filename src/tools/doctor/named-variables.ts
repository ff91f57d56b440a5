import type { Clinic } from '../../content/clinic-schema.ts';

/** A variable of the environment that a clinic's file names. `isAddress`: it holds an https address that is a secret. */
export interface NamedVariable {
  readonly name: string;
  readonly of: string;
  readonly isAddress: boolean;
}

/** The variables that a clinic's file names: of its notices, and of its FHIR server. */
export function namedVariables({ notices, booking }: Clinic): readonly NamedVariable[] {
  const auth = booking.find((way) => way.way === 'fhir')?.auth;
  const [secret, of] =
    auth?.kind === 'client-secret' ? [auth['secret-variable'], 'client secret'] : [auth?.['key-variable'], 'key'];
  return [
    ...(notices.webhook ? [{ name: notices.webhook.secret, of: 'webhook', isAddress: false }] : []),
    ...(notices.teams ? [{ name: notices.teams, of: 'Teams channel', isAddress: true }] : []),
    ...(notices.slack ? [{ name: notices.slack, of: 'Slack channel', isAddress: true }] : []),
    ...(secret ? [{ name: secret, of: `FHIR ${of}`, isAddress: false }] : []),
  ];
}
