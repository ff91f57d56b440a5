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
    /** Wholly harmless: no flag at all is found. */
    'not-found': z.array(z.string()).min(1),
    /** Not this flag, though another may be found. */
    elsewhere: z.array(z.string()).default([]),
  }),
});

/** Concepts of `signs/`, any one of which will do: `numb|tingling`. */
const conceptsSchema = z.string().regex(/^[a-z0-9-]+(\|[a-z0-9-]+)*$/, 'write concepts of signs/ joined by |');

/** When a message has this flag. */
const ruleSchema = z.strictObject({
  /** What the rule stands for, in the record of why a flag was found. */
  rule: z.string().min(5).max(80),
  /** Each of these said of now, together within `within` and in different words. */
  all: z.array(conceptsSchema).min(1),
  /** `near`: one clause, at most five words between. */
  within: z.enum(['near', 'clause', 'sentence', 'message']).default('clause'),
  /** Each of these said anywhere in the message, of any time: what the person has or had. */
  with: z.array(conceptsSchema).default([]),
  /** Said within `within`, one of these stops the rule; in `without`, said anywhere. */
  none: z.array(conceptsSchema).default([]),
  without: z.array(conceptsSchema).default([]),
  /** Only in a message of at most so many words. */
  'at-most-words': z.int().min(1).max(20).optional(),
  /** Counts though it has passed: "it only lasted ten minutes". */
  'even-gone': z.boolean().default(false),
  /** A level other than the file's. */
  urgency: z.enum(['soon', 'urgent', 'emergency']).optional(),
  /** Cannot tell: put the question instead. */
  asks: z.boolean().default(false),
});

/** `content/red-flags/<id>.yaml`: a sign that needs care. */
export const redFlagSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/),
  urgency: z.enum(['soon', 'urgent', 'emergency']),
  /** What it is, for the clinician who reviews the file. */
  about: z.string().min(10),
  sources: z.array(z.string()).min(1),
  review: z.strictObject({ state: z.enum(['pending', 'reviewed']), by: z.string().nullable(), due: z.iso.date() }),
  rules: z.array(ruleSchema).default([]),
  en: wordsSchema,
});

/** `content/notes/<id>.yaml`: no sign, but a reason for a caution beside the answer. */
export const noteSchema = z.strictObject({
  id: z.string().regex(/^note-[a-z0-9-]+$/),
  about: z.string().min(10),
  sources: z.array(z.string()).min(1),
  review: z.strictObject({ state: z.enum(['pending', 'reviewed']), by: z.string().nullable(), due: z.iso.date() }),
  rules: z.array(ruleSchema).min(1),
  /** Topics whose answers say the same, so that it is not said twice. */
  'told-in': z.array(z.string()).default([]),
  en: z.strictObject({
    caution: z.string().min(20).max(400),
    examples: z.strictObject({ found: z.array(z.string()).min(1), 'not-found': z.array(z.string()).min(1) }),
  }),
});
export type Note = z.infer<typeof noteSchema>;
