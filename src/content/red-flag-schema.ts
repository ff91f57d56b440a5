import { z } from 'zod';

const wordsSchema = z.strictObject({
  /** One sentence why, in the visitor's terms: the symptom, never a disease. */
  reason: z.string().min(10).max(200),
  /** The row's extra line: what to say or do. */
  tell: z.string().max(200).optional(),
  /** The plain yes / no question of a structured check. */
  ask: z.string().min(10).max(240),
  examples: z.strictObject({
    found: z.array(z.string()).min(1),
    asked: z.array(z.string()).default([]),
    'not-found': z.array(z.string()).min(1),
  }),
});

/** `content/red-flags/<id>.yaml`: a sign that needs care. */
export const redFlagSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  urgency: z.enum(['soon', 'urgent', 'emergency']),
  /** What it is, for the clinician who reviews the file. */
  about: z.string().min(10),
  sources: z.array(z.string()).min(1),
  review: z.strictObject({ state: z.enum(['pending', 'reviewed']), by: z.string().nullable(), due: z.iso.date() }),
  en: wordsSchema,
});
