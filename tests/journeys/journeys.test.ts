import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { linesOf, newVisitor } from '../support/visitor.ts';

const stepSchema = z.strictObject({
  'visitor arrives': z.literal(true).optional(),
  'visitor writes': z.string().optional(),
  'visitor chooses': z.string().optional(),
  'bot says': z.array(z.string()),
  offering: z.array(z.string()).optional(),
  urgency: z.enum(['none', 'soon', 'urgent', 'emergency']).optional(),
  'with words': z.string().optional(),
});
const journeySchema = z.strictObject({
  journey: z.string(),
  clinic: z.string().optional(),
  steps: z.array(stepSchema).min(1),
});

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

describe.each(files)('%s', (file) => {
  const journeys = parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) =>
    journeySchema.parse(document.toJS()),
  );
  it.each(journeys)('$journey', async ({ clinic, steps }) => {
    const visitor = await newVisitor(clinic);
    for (const [index, step] of steps.entries()) {
      const text = step['visitor writes'] ?? labelOf(step['visitor chooses'] ?? '', visitor.deps.knowledge());
      const turn = step['visitor arrives'] ? await visitor.arrives() : await visitor.writes(text);
      const where = `step ${index + 1}: ${text}`;
      expect(linesOf(turn), where).toEqual(step['bot says']);
      if (step.offering)
        expect(
          turn.replies.at(-1)?.options.map(({ id }) => id),
          where,
        ).toEqual(step.offering);
      if (step.urgency) expect(turn.replies.at(-1)?.urgency, where).toBe(step.urgency);
      if (step['with words']) expect(JSON.stringify(turn.replies), where).toContain(step['with words']);
    }
  });
});

/** The label that a visitor sees for a choice: pressing it sends these words. */
function labelOf(
  option: string,
  { content }: ReturnType<Awaited<ReturnType<typeof newVisitor>>['deps']['knowledge']>,
): string {
  const words = content.languages.en;
  const [kind, name = ''] = option.split(':');
  if (kind === 'topic') return words?.topics.get(name)?.label ?? option;
  if (kind === 'place') {
    return [...content.clinics.values()].flatMap(({ places }) => places).find(({ id }) => id === name)?.name ?? option;
  }
  return words?.options.get(option) ?? option;
}
