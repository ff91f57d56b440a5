import { z } from 'zod';
import { newContext, noDetails, noFacts } from '../../dialogs/visit.context.ts';
import { VISIT_VERSION } from '../../dialogs/visit.machine.ts';
import { isState } from './step-visit.ts';

const urgency = z.enum(['none', 'soon', 'urgent', 'emergency']);
const flagSchema = z.strictObject({ id: z.string(), urgency: z.enum(['soon', 'urgent', 'emergency']) });
const timesSchema = z.strictObject({
  day: z.string().nullable(),
  until: z.string().nullable(),
  weekdays: z.array(z.int().min(0).max(6)).nullable(),
  from: z.string().nullable(),
  to: z.string().nullable(),
});
const detailsSchema = z.strictObject({
  name: z.string().nullable(),
  phone: z.string().nullable(),
  extension: z.string().nullable(),
  email: z.string().nullable(),
  times: z.array(timesSchema).max(4),
  slot: z.string().nullable(),
});
const contextSchema = z.strictObject({
  urgency,
  flag: z.string().nullable(),
  flags: z.array(flagSchema).max(12),
  asked: flagSchema.nullable(),
  doing: z.enum(['booking', 'interview']).nullable(),
  cleared: z.array(z.string()),
  checked: z.boolean(),
  region: z.enum(['back', 'foot', 'both']).nullable().default(null),
  reason: z.string().nullable(),
  place: z.string().nullable(),
  way: z.string().nullable(),
  told: z.boolean().default(false),
  details: detailsSchema,
  fitting: z.array(z.string()).max(40).nullable(),
  request: z.strictObject({ reference: z.string(), kind: z.string() }).nullable(),
  cancelling: z.string().nullable(),
  topic: z.string().nullable(),
  misses: z.int().min(0),
});
type Value = string | { readonly [region: string]: Value };
const valueSchema: z.ZodType<Value> = z.lazy(() => z.union([z.string(), z.record(z.string(), valueSchema)]));
const savedVisitSchema = z.strictObject({
  version: z.literal(VISIT_VERSION),
  value: valueSchema,
  context: contextSchema,
  /** Ids of the choices last offered, so that a number or a label can be understood. */
  offered: z.array(z.string()),
  /** Concepts that screening heard of the person, for later messages to add up with. */
  heard: z.array(z.string()).max(24).default([]),
});

/** A visit as it is stored: where the machine is, what it remembers, and the choices last offered. Under 2 KB. */
export type SavedVisit = z.infer<typeof savedVisitSchema>;

/** What reading a stored visit came to. `lost` when something was stored that nobody can read any more. */
export interface ReadVisit {
  readonly saved: SavedVisit;
  readonly lost: boolean;
}

const { clinic: _, ...emptyContext } = newContext(noFacts);
const freshVisit: SavedVisit = {
  version: VISIT_VERSION,
  value: 'arriving',
  context: contextSchema.parse(emptyContext),
  offered: [],
  heard: [],
};

/** From each older version to the next: `migrations[n]` turns version n into n + 1. */
const migrations: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>> = {
  0: ({ state, choices, ...old }) => ({ ...old, value: state, offered: choices }),
  1: ({ context, ...old }) => ({
    ...old,
    context: {
      ...(typeof context === 'object' ? context : {}),
      way: null,
      details: noDetails,
      fitting: null,
      request: null,
      cancelling: null,
    },
  }),
};

const withStaff = z.object({ value: z.literal('withStaff') });

/** Whether a person at the clinic has a visit, as it is stored. */
export const isWithStaff = (stored: unknown): boolean => withStaff.safeParse(stored).success;

const versioned = z.looseObject({ version: z.int().min(0) });
const withUrgency = z.object({ context: z.object({ urgency, flag: z.string().nullable().catch(null) }) });

/** Reads what the store holds, migrating older versions. What cannot be read starts afresh, keeping the urgency where it can be told. */
export function readSavedVisit(stored: unknown): ReadVisit {
  if (stored === null || stored === undefined) return { saved: freshVisit, lost: false };
  const parsed = savedVisitSchema.safeParse(migrated(stored));
  if (parsed.success && isState(parsed.data.value)) return { saved: parsed.data, lost: false };
  const marked = withUrgency.safeParse(stored);
  const context = marked.success
    ? { ...freshVisit.context, urgency: marked.data.context.urgency, flag: marked.data.context.flag }
    : freshVisit.context;
  const value = context.urgency === 'emergency' ? 'emergency' : freshVisit.value;
  return { saved: { ...freshVisit, value, context }, lost: true };
}

function migrated(stored: unknown): unknown {
  const parsed = versioned.safeParse(stored);
  if (!parsed.success) return stored;
  let visit: Record<string, unknown> = parsed.data;
  for (let version = parsed.data.version; version < VISIT_VERSION; version++) {
    visit = { ...migrations[version]?.(visit), version: version + 1 };
  }
  return visit;
}
