import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { FreeSlot } from '../../src/booking/free-slot.ts';
import { slotId } from '../../src/booking/slot-id.ts';
import { waySchema } from '../../src/content/clinic-schema.ts';
import { openSqliteStore } from '../../src/store/sqlite-store.ts';
import { takeTurn } from '../../src/turn/take-turn.ts';
import { type News, tellVisit } from '../../src/turn/tell-visit.ts';
import type { Knowledge, TurnDeps } from '../../src/turn/turn-deps.ts';
import { shippedKnowledge } from '../support/knowledge.ts';
import { newVisitor, TUESDAY_MORNING, type Visitor } from '../support/visitor.ts';

const instantSchema = z.iso.datetime().transform((instant) => Date.parse(instant));
const newsSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum([
      'clinic.has-request',
      'clinic.was-not-reached',
      'clinic.slot-gone',
      'staff.did-not-answer',
      'staff.could-not-join',
    ]),
  }),
  z.strictObject({ type: z.literal('clinic.booked'), at: instantSchema, place: z.string() }),
  z.strictObject({ type: z.literal('staff.joined'), name: z.string().nullable() }),
  z.strictObject({ type: z.literal('staff.wrote'), name: z.string(), text: z.string() }),
  z.strictObject({ type: z.literal('staff.left') }),
]);
const stepSchema = z.strictObject({
  'visitor arrives': z.literal(true).optional(),
  'visitor writes': z.string().optional(),
  'visitor chooses': z.string().optional(),
  /** What staff or the clinic's systems say; about the last request, where it is about one. */
  'clinic tells': newsSchema.optional(),
  /** Which of several visits at the same clinic. */
  visit: z.string().default('one'),
  'hours later': z.number().optional(),
  'bot says': z.array(z.string()),
  offering: z.array(z.string()).optional(),
  urgency: z.enum(['none', 'soon', 'urgent', 'emergency']).optional(),
  'with words': z.string().optional(),
  'without words': z.string().optional(),
  /** All that the clinic was asked so far, newest first. */
  'clinic has': z.array(z.string()).optional(),
});
const journeySchema = z.strictObject({
  journey: z.string(),
  clinic: z.string().default('harbor-foot-spine'),
  at: instantSchema.optional(),
  /** The clinic has a system of this kind, before its other ways. */
  system: z.enum(['fhir', 'slots-file']).optional(),
  'free times': z.array(z.strictObject({ at: instantSchema, place: z.string() })).default([]),
  steps: z.array(stepSchema).min(1),
});
type Step = z.infer<typeof stepSchema>;

const HOUR = 3_600_000;
const systems = {
  fhir: waySchema.parse({
    way: 'fhir',
    base: 'https://fhir.elm.example/r4',
    schedules: { any: ['Schedule/1'] },
    'appointment-status': 'booked',
    'identifier-system': 'https://elm.example/references',
  }),
  'slots-file': waySchema.parse({
    way: 'slots-file',
    manifest: 'https://book.elm.example/$bulk-publish',
    hosts: ['book.elm.example'],
    places: {},
  }),
};

const folder = import.meta.dirname;
const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));

describe.each(files)('%s', (file) => {
  const journeys = parseAllDocuments(readFileSync(join(folder, file), 'utf8')).map((document) =>
    journeySchema.parse(document.toJS()),
  );
  it.each(journeys)('$journey', async ({ clinic, at = TUESDAY_MORNING, system, 'free times': free, steps }) => {
    const store = await openSqliteStore(':memory:');
    const knowledge = withSystem(clinic, system);
    const visitors = new Map<string, Visitor>();
    let now = at;
    let reference = '';
    for (const [index, step] of steps.entries()) {
      now += (step['hours later'] ?? 0) * HOUR;
      const visit = `test/${clinic}/${step.visit}`;
      const visitor = visitors.get(visit) ?? (await newVisitor(clinic, { store, knowledge, visit, now: () => now }));
      visitors.set(visit, visitor);
      const deps: TurnDeps = {
        ...visitor.deps,
        slots: () => free.map((each) => slotAt(each, system)).filter(({ start }) => start > now),
      };
      const { text, replies } = await play(step, visitor, deps, reference, String(index));
      const where = `step ${index + 1}: ${text}`;
      expect(
        replies.flatMap(({ lines }) => lines),
        where,
      ).toEqual(step['bot says']);
      const said = JSON.stringify(replies);
      reference = /\*\*([2-9A-Z]{3}-[2-9A-Z]{3})\*\*/.exec(said)?.[1] ?? reference;
      const last = replies.at(-1);
      if (step.offering)
        expect(
          last?.options.map(({ id }) => id),
          where,
        ).toEqual(step.offering.map(slotOption));
      if (step.urgency) expect(last?.urgency, where).toBe(step.urgency);
      if (step['with words']) expect(said, where).toContain(step['with words']);
      if (step['without words']) expect(said, where).not.toContain(step['without words']);
      if (step['clinic has']) {
        const { rows } = await store.requests({ clinicIds: [clinic], limit: 9, offset: 0 });
        expect(
          rows.map(({ kind, state }) => `${kind} ${state}`),
          where,
        ).toEqual(step['clinic has']);
      }
    }
    await store.close();
  });
});

async function play(step: Step, visitor: Visitor, deps: TurnDeps, reference: string, key: string) {
  const { 'clinic tells': told, 'visitor arrives': arrives } = step;
  if (told) {
    const { visitId, clinicId } = visitor.message('');
    const before = (await deps.store.logAfter(visitId, 0, 1_000)).length;
    await tellVisit({ visitId, clinicId }, key, newsOf(told, reference), deps);
    const log = (await deps.store.logAfter(visitId, 0, 1_000)).slice(before);
    return { text: told.type, replies: log.flatMap((entry) => (entry.from === 'bot' ? [entry.reply] : [])) };
  }
  const chosen = step['visitor chooses'];
  const text = chosen
    ? labelOf(chosen, deps.knowledge())
    : (step['visitor writes'] ?? '').replace('{reference}', reference);
  const turn = await takeTurn(visitor.message(text, arrives ? 'arrived' : 'wrote'), deps);
  expect(turn.failed).toBe(false);
  return { text, replies: turn.replies };
}

function newsOf(told: z.infer<typeof newsSchema>, reference: string): News {
  switch (told.type) {
    case 'clinic.booked':
      return { type: told.type, reference, slot: slotId({ start: told.at }), place: told.place, end: null };
    case 'staff.joined':
    case 'staff.wrote':
    case 'staff.left':
      return told;
    default:
      return { type: told.type, reference };
  }
}

function withSystem(clinicId: string, system: keyof typeof systems | undefined): Knowledge {
  const knowledge = shippedKnowledge();
  const clinic = knowledge.content.clinics.get(clinicId);
  if (!system || !clinic) return knowledge;
  const changed = { ...clinic, booking: [systems[system], ...clinic.booking.filter(({ way }) => way !== 'link')] };
  return {
    ...knowledge,
    content: { ...knowledge.content, clinics: new Map([...knowledge.content.clinics, [clinicId, changed]]) },
  };
}

const slotAt = ({ at, place }: { at: number; place: string }, system: string | undefined): FreeSlot => ({
  id: `${at} ${place}`,
  start: at,
  end: at + HOUR / 2,
  place,
  service: null,
  link: system === 'slots-file' ? `https://book.elm.example/${place}?at=${at}` : null,
});

/** Journeys name free times by their instant. */
const slotOption = (option: string): string =>
  option.startsWith('slot:') ? `slot:${slotId({ start: Date.parse(option.slice('slot:'.length)) })}` : option;

/** The label that a visitor sees for a choice: pressing it sends these words. */
function labelOf(option: string, { content }: Knowledge): string {
  const words = content.languages.en;
  const [kind, name = ''] = option.split(':');
  if (kind === 'topic') return words?.topics.get(name)?.label ?? option;
  if (kind === 'place') {
    return [...content.clinics.values()].flatMap(({ places }) => places).find(({ id }) => id === name)?.name ?? option;
  }
  return words?.options.get(option) ?? option;
}
