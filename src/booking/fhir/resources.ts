import { z } from 'zod';

/** FHIR R4 resources, as far as we read them; all else in them is kept, so that what is written back is whole. */
const id = z.string().regex(/^(?!\.+$)[A-Za-z0-9\-.]{1,64}$/);
const meta = z.looseObject({ versionId: z.string().optional(), lastUpdated: z.string().optional() }).optional();
const identifier = z.looseObject({ system: z.string().optional(), value: z.string().optional() });
const reference = z.looseObject({ reference: z.string().optional() });
const concept = z.looseObject({
  text: z.string().optional(),
  coding: z.array(z.looseObject({ display: z.string().optional() })).optional(),
});

/** A Slot. Its identifier says which of our references has it. */
export const slotSchema = z.looseObject({
  resourceType: z.literal('Slot'),
  id,
  meta,
  identifier: z.array(identifier).optional(),
  schedule: reference,
  serviceType: z.array(concept).optional(),
  status: z.string(),
  start: z.string(),
  end: z.string(),
});
export type Slot = z.infer<typeof slotSchema>;

/** A Schedule: whose time its slots are. */
export const scheduleSchema = z.looseObject({
  resourceType: z.literal('Schedule'),
  id,
  actor: z.array(z.object({ reference: z.string().optional(), display: z.string().optional() })),
});

/** An Appointment. */
export const appointmentSchema = z.looseObject({
  resourceType: z.literal('Appointment'),
  id,
  meta,
  identifier: z.array(identifier).optional(),
  status: z.string(),
  start: z.string().optional(),
  slot: z.array(reference).optional(),
});
export type Appointment = z.infer<typeof appointmentSchema>;

/** A page of what was found. Entries are parsed one by one by whoever asked. */
export const bundleSchema = z.looseObject({
  resourceType: z.literal('Bundle'),
  link: z.array(z.looseObject({ relation: z.string(), url: z.string() })).default([]),
  entry: z.array(z.looseObject({ resource: z.unknown().optional() })).default([]),
});

/** An Appointment that stands: somebody is expected. */
export const stands = ({ status }: Appointment): boolean =>
  !['cancelled', 'entered-in-error', 'noshow'].includes(status);

/** The value under `system` among identifiers; null without one. */
export const identified = (one: Slot | Appointment, system: string): string | null =>
  one.identifier?.find((identifier) => identifier.system === system)?.value ?? null;

/** Why a server did not do what it was asked. */
export const outcomeSchema = z.looseObject({
  resourceType: z.literal('OperationOutcome'),
  issue: z.array(z.looseObject({ code: z.string().regex(/^[a-z-]{1,40}$/) })),
});
