import { z } from 'zod';

const httpsSchema = z.url({ protocol: /^https$/, error: 'must be an https address' });
const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'the name of an environment variable, such as HARBOR_FHIR_SECRET');

const signIn = {
  /** Where tokens are had. */
  token: httpsSchema,
  client: z.string().min(1).max(200),
  scope: z.string().max(300).optional(),
};

/** How we show a clinic's system who we are. Secrets stand in the environment, or in a file; never here. */
export const fhirAuthSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('client-secret'), ...signIn, 'secret-variable': variable }),
  z
    .strictObject({
      kind: z.literal('private-key'),
      ...signIn,
      algorithm: z.enum(['RS384', 'ES384']).default('ES384'),
      /** The key's id in the public keys that the clinic's system has of us. */
      'key-id': z.string().min(1).max(200).optional(),
      /** The variable that holds the key, or the path of the file that does: PKCS #8 in PEM, or a JWK. */
      'key-variable': variable.optional(),
      'key-file': z.string().min(1).optional(),
    })
    .refine((auth) => (auth['key-variable'] === undefined) !== (auth['key-file'] === undefined), {
      path: ['key-variable'],
      error: 'name either the variable that holds the key (key-variable) or its file (key-file)',
    }),
]);
export type FhirAuth = z.infer<typeof fhirAuthSchema>;

/** A clinic whose system speaks FHIR R4: we read its free times and book. */
export const fhirWaySchema = z.strictObject({
  way: z.literal('fhir'),
  base: httpsSchema.regex(/^[^?#]+$/, 'an address without a query'),
  /** The Schedules of each of our places; `any` for those of no place in particular. */
  schedules: z
    .record(
      z.string(),
      z
        .array(z.string().regex(/^Schedule\/[A-Za-z0-9\-.]{1,64}$/, 'such as Schedule/1'))
        .min(1)
        .max(50),
    )
    .refine((schedules) => Object.keys(schedules).length > 0, 'name at least one Schedule'),
  /** `proposed`: the clinic confirms. `booked`: it is final at once. */
  'appointment-status': z.enum(['proposed', 'booked']),
  /** The system of our references in the clinic's records. */
  'identifier-system': z.url().refine((url) => !/[|,$\\]/.test(url), 'an address without | , $ and \\'),
  auth: fhirAuthSchema.optional(),
  /** Whether the IHE operation `$book` is used; unset: what the system's CapabilityStatement says. */
  operations: z.boolean().optional(),
  /** `none`: the appointment carries no name, phone or e-mail; staff find them in the inbox by the reference. */
  patient: z.enum(['contained', 'none']).default('contained'),
  note: z.string().max(160).optional(),
});
/** A clinic's `fhir` way. */
export type FhirWay = z.infer<typeof fhirWaySchema>;
