import { z } from 'zod';
import { urgencies } from '../content/content-schema.ts';
import type { Reply } from '../replies/reply.ts';
import type { VisitorMessage } from '../turn/visitor-message.ts';
import type { LogEntry } from './visit-store.ts';

const messageSchema: z.ZodType<VisitorMessage> = z.object({
  visitId: z.string(),
  channel: z.string(),
  clinicId: z.string(),
  keys: z.tuple([z.string()], z.string()),
  kind: z.enum(['wrote', 'arrived']),
  text: z.string(),
  locale: z.string().nullable(),
  zone: z.string().optional(),
});

const replySchema: z.ZodType<Reply> = z.object({
  id: z.string(),
  kind: z.enum(['plain', 'answer', 'emergency', 'urgent', 'soon', 'staff']),
  heading: z.string().nullable(),
  text: z.string(),
  links: z.array(z.object({ label: z.string(), href: z.string() })),
  options: z.array(z.object({ id: z.string(), label: z.string() })),
  about: z
    .object({
      sources: z.array(z.object({ name: z.string(), url: z.string().nullable(), supports: z.string() })),
      review: z.enum(['pending', 'reviewed']),
      reviewedBy: z.string().nullable(),
      due: z.string(),
    })
    .nullable(),
  lines: z.array(z.string()),
  urgency: z.enum(urgencies),
  answer: z.string().nullable(),
  exit: z.literal(true).optional(),
  facts: z.array(z.object({ label: z.string(), value: z.string() })).optional(),
  file: z.object({ name: z.string(), type: z.literal('text/calendar'), text: z.string() }).optional(),
  from: z.string().optional(),
  picture: z.object({ id: z.string(), title: z.string(), alt: z.string(), height: z.number() }).optional(),
});

const bodySchema = z.discriminatedUnion('from', [
  z.object({
    from: z.literal('visitor'),
    message: messageSchema,
    clientId: z.string().nullable(),
    changed: z.enum(['edited', 'deleted']).optional(),
  }),
  z.object({ from: z.literal('bot'), reply: replySchema, replyTo: z.string().nullable() }),
]);

/** Where an entry stands in its log, beside its body. */
export interface EntryPlace {
  readonly seq: number;
  readonly id: string;
  readonly at: number;
}

/** The body of a log entry as it is stored. */
export function writeEntryBody(entry: LogEntry): string {
  const { seq: _seq, id: _id, at: _at, ...body } = entry;
  return writeJson(body);
}

/** Reads a stored log entry. Null when it is damaged: one bad row must not hide the others. */
export function readEntry({ seq, id, at }: EntryPlace, body: string): LogEntry | null {
  const parsed = bodySchema.safeParse(readJson(body));
  return parsed.success ? { seq, id, at, ...parsed.data } : null;
}

/** JSON for a column that is never NULL. */
export const writeJson = (value: unknown): string => JSON.stringify(value) ?? 'null';

/** Parses a JSON column; gives the raw text when it is damaged, for whoever knows what should be in it. */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
