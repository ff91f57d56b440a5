import { z } from 'zod';
import { readInstant } from '../read-instant.ts';

const DEEP_LINKS = new Set([
  'http://fhir-registry.smarthealthit.org/StructureDefinition/booking-deep-link',
  'http://hl7.org/fhir/uv/smart-scheduling-links/StructureDefinition/booking-deep-link',
]);

/** The list of files. Source: SMART Scheduling Links, manifest file. */
export const manifestSchema = z.object({ output: z.array(z.object({ type: z.string(), url: z.url() })).max(1_000) });
export type Manifest = z.infer<typeof manifestSchema>;

const id = z.string().regex(/^[A-Za-z0-9\-._]{1,64}$/);
const instant = z.string().transform((written, check) => {
  const at = readInstant(written);
  if (at === null) check.addIssue('not a moment with an offset');
  return at ?? z.NEVER;
});
const reference = z.object({ reference: z.string().max(200) });
const concept = z.object({
  text: z.string().max(120).optional(),
  coding: z.array(z.object({ display: z.string().max(120).optional() })).default([]),
});

/** A Schedule: at which Locations its slots are, and what for. */
const scheduleSchema = z
  .object({
    resourceType: z.literal('Schedule'),
    id,
    actor: z.array(reference),
    serviceType: z.array(concept).default([]),
  })
  .transform(({ id, actor, serviceType: [service] }) => ({
    kind: 'schedule' as const,
    id,
    locations: actor.flatMap((one) => /(?:^|\/)Location\/([^/]+)$/.exec(one.reference)?.[1] ?? []),
    service: service?.text ?? service?.coding.find(({ display }) => display)?.display ?? null,
  }));

/** A Slot, with the page on which it is booked. */
const slotSchema = z
  .object({
    resourceType: z.literal('Slot'),
    id,
    schedule: reference,
    status: z.string(),
    start: instant,
    end: instant,
    extension: z.array(z.object({ url: z.string(), valueUrl: z.string().max(2_000).optional() })).default([]),
  })
  .refine(({ start, end }) => end > start)
  .transform(({ id, schedule, status, start, end, extension }) => ({
    kind: 'slot' as const,
    id,
    schedule: schedule.reference.split('/').at(-1) ?? '',
    free: status === 'free',
    start,
    end,
    link: extension.find(({ url }) => DEEP_LINKS.has(url))?.valueUrl ?? null,
  }));

const publishedSchema = z.discriminatedUnion('resourceType', [scheduleSchema, slotSchema]);
/** One line of a file. */
export type Published = z.infer<typeof publishedSchema>;
/** A slot in a file, free or not. */
export type PublishedSlot = z.infer<typeof slotSchema>;

/** The types of files that we read. Locations are known by their ids, from the clinic's file. */
export const isRead = (type: string): boolean => type === 'Schedule' || type === 'Slot';

/** Reads a line; null when it is not a whole Schedule or Slot. */
export function readPublished(line: string): Published | null {
  try {
    return publishedSchema.parse(JSON.parse(line));
  } catch {
    return null;
  }
}
