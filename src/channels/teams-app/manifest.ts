import { z } from 'zod';
import type { Clinic } from '../../content/clinic-schema.ts';
import { shortened } from '../shortened.ts';

const guid = z.guid();
const httpsUrl = z.url({ protocol: /^https$/, error: 'must be an https address' }).max(2_048);
const scope = z.enum(['team', 'personal', 'groupChat']);

/**
 * What Teams takes as an app manifest: the part that we use of the published schema, version 1.19
 * (https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json, read 2026-11-21).
 */
export const manifestSchema = z.strictObject({
  $schema: z.url(),
  manifestVersion: z.literal('1.19'),
  version: z
    .string()
    .regex(/^\d+\.\d+\.\d+$/)
    .max(256),
  id: guid,
  developer: z.strictObject({
    name: z.string().min(1).max(32),
    websiteUrl: httpsUrl,
    privacyUrl: httpsUrl,
    termsOfUseUrl: httpsUrl,
  }),
  name: z.strictObject({ short: z.string().min(1).max(30), full: z.string().min(1).max(100) }),
  description: z.strictObject({ short: z.string().min(1).max(80), full: z.string().min(1).max(4_000) }),
  icons: z.strictObject({ color: z.string().max(2_048), outline: z.string().max(2_048) }),
  accentColor: z.string().regex(/^#[0-9a-f]{6}$/i),
  bots: z
    .array(
      z.strictObject({
        botId: guid,
        scopes: z.array(scope).min(1).max(3),
        isNotificationOnly: z.boolean(),
        supportsFiles: z.boolean(),
        commandLists: z
          .array(
            z.strictObject({
              scopes: z.array(scope).min(1).max(3),
              commands: z
                .array(z.strictObject({ title: z.string().min(1).max(32), description: z.string().min(1).max(128) }))
                .max(10),
            }),
          )
          .max(3),
      }),
    )
    .length(1),
  validDomains: z.array(z.string().max(2_048)).max(16),
});
export type Manifest = z.infer<typeof manifestSchema>;

/** What an app package is made from, beside the clinic's file. */
export interface AppFacts {
  /** The id of the bot's app registration, `BOT_APP_ID`. */
  readonly appId: string;
  /** Such as `1.0.0`: Teams takes a changed package only with a higher one. */
  readonly version: string;
  readonly website: string;
  readonly privacy: string;
  readonly terms: string;
}

/** A clinic's app manifest. Throws a ZodError that names what Teams would refuse. */
export function teamsManifest(
  { name, brand }: Clinic,
  { appId, version, website, privacy, terms }: AppFacts,
): Manifest {
  return manifestSchema.parse({
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
    manifestVersion: '1.19',
    version,
    id: appId,
    developer: { name: shortened(name, 32), websiteUrl: website, privacyUrl: privacy, termsOfUseUrl: terms },
    name: { short: shortened(name, 30), full: `${name}: back and foot pain` },
    description: {
      short: 'General information on back and foot pain, and the way to an appointment.',
      full: `The automated assistant of ${name}. It gives general information on back pain, foot pain and the link between them, notices signs that need care at once, and leads to an appointment. It does not diagnose, and it is not for emergencies: in danger, call your local emergency number. In channels and group chats it answers when mentioned and keeps health out of them; ask it about health in its private chat.`,
    },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: brand.color,
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        isNotificationOnly: false,
        supportsFiles: false,
        commandLists: [
          {
            scopes: ['personal'],
            commands: [
              { title: 'Ask a question', description: 'About your back, your feet or the clinic' },
              { title: 'Check my symptoms', description: 'Up to six short questions' },
              { title: 'Book an appointment', description: 'How to get one' },
              { title: 'Forget me', description: 'Erases what is kept of this conversation' },
            ],
          },
        ],
      },
    ],
    validDomains: [],
  });
}
