import { describe, expect, it } from 'vitest';
import { type AnyMachineSnapshot, transition } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import type { VisitEvent } from '../../dialogs/visit.events.ts';
import { visitMachine } from '../../dialogs/visit.machine.ts';
import type { ClinicFacts, Said } from '../../dialogs/visit.setup.ts';
import { sections } from '../../src/content/content-schema.ts';
import { loadContent } from '../../src/content/load-content.ts';

const clinic: ClinicFacts = { seesPeople: true, places: ['one', 'two'], ways: ['link', 'phone'] };
const noPhone: ClinicFacts = { seesPeople: true, places: [], ways: ['email'] };
const noClinic: ClinicFacts = { seesPeople: false, places: [], ways: [] };
const topics = [{ topic: 'sciatica', related: ['herniated-disc'], rateable: true }];
const emergency = {
  type: 'screening.found-red-flag',
  flag: { id: 'heart-attack', urgency: 'emergency' },
  topics: [],
} as const satisfies VisitEvent;

const everyEvent: readonly VisitEvent[] = [
  { type: 'visitor.arrived', brief: false },
  { type: 'visitor.arrived', brief: true },
  { type: 'visitor.asked', topics },
  { type: 'visitor.asked-unclearly', candidates: [] },
  ...sections.map((near) => ({ type: 'visitor.asked-unclearly', candidates: [], near }) as const),
  { type: 'visitor.asked-unclearly', candidates: ['sciatica'] },
  { type: 'visitor.answered', answer: 'yes' },
  { type: 'visitor.answered', answer: 'no' },
  { type: 'visitor.answered', answer: 'unsure' },
  { type: 'visitor.chose', option: 'region:back' },
  { type: 'visitor.chose', option: 'region:foot' },
  { type: 'visitor.chose', option: 'reason:back' },
  { type: 'visitor.chose', option: 'place:two' },
  { type: 'visitor.chose', option: 'way:phone' },
  { type: 'visitor.wanted-to-ask', starters: ['sciatica'] },
  { type: 'visitor.wanted-booking' },
  { type: 'visitor.wanted-check' },
  { type: 'visitor.wanted-help' },
  { type: 'visitor.wanted-to-stop' },
  { type: 'visitor.went-back' },
  { type: 'visitor.wanted-restart' },
  { type: 'visitor.wanted-forgetting' },
  { type: 'visitor.greeted' },
  { type: 'visitor.thanked' },
  { type: 'visitor.complained' },
  { type: 'visitor.said-goodbye' },
  { type: 'visitor.acknowledged' },
  { type: 'visitor.rated', helpful: true },
  { type: 'visitor.rated', helpful: false },
  { type: 'visitor.withdrew' },
  { type: 'visitor.wrote-in', language: 'es' },
  emergency,
  { type: 'screening.found-red-flag', flag: { id: 'safeguarding', urgency: 'emergency' }, topics: [] },
  { type: 'screening.found-red-flag', flag: { id: 'safeguarding', urgency: 'urgent' }, topics: [] },
  { type: 'screening.found-red-flag', flag: { id: 'despair', urgency: 'urgent' }, topics: [] },
  { type: 'screening.found-red-flag', flag: { id: 'foot-drop', urgency: 'urgent' }, topics: [] },
  { type: 'screening.found-red-flag', flag: { id: 'persistent-pain', urgency: 'soon' }, topics },
  { type: 'screening.could-not-tell', flag: { id: 'ces-bladder', urgency: 'emergency' }, topics },
  { type: 'screening.could-not-tell', flag: { id: 'foot-drop', urgency: 'urgent' }, topics: [] },
  { type: 'screening.could-not-tell', flag: { id: 'persistent-pain', urgency: 'soon' }, topics: [] },
];

type Visit = AnyMachineSnapshot;
/** State and the parts of the context that guards read. */
const keyOf = ({ value, context }: Visit): string =>
  JSON.stringify([
    value,
    context.urgency,
    context.flag === 'safeguarding',
    context.asked?.urgency,
    context.doing,
    context.cleared.filter((c: string) => !c.startsWith('flag:')),
    context.checked,
    context.region,
    context.reason,
    context.place,
    Math.min(context.misses, 2),
  ]);

const reachable = [clinic, noPhone, noClinic].flatMap((facts) =>
  getShortestPaths(visitMachine, {
    input: { clinic: facts },
    events: [...everyEvent],
    serializeState: (state) => keyOf(state as Visit),
    limit: 400_000,
  }).map((path) => path.state as Visit),
);
const kinds = [...new Set(reachable.map(({ value }) => JSON.stringify(value)))];

function step(visit: Visit, event: VisitEvent): { next: Visit; said: Said[] } {
  const [next, actions] = transition(visitMachine, visit as never, event);
  return {
    next: next as Visit,
    said: actions.filter(({ type }) => type === 'say').flatMap(({ params }) => params as Said | Said[]),
  };
}
/** Every reachable visit with what each event does to it. */
const table = reachable.flatMap((visit) => everyEvent.map((event) => ({ visit, event, ...step(visit, event) })));
const linesOf = (said: readonly Said[]): string[] => said.map(({ line }) => line);

describe(`${reachable.length} reachable visits in ${kinds.length} states`, () => {
  it('cover every state of the machine', () => {
    const leaves = (node: { states: Record<string, never> }, path: string[]): string[] =>
      Object.keys(node.states).length === 0
        ? [path.join('.')]
        : Object.entries(node.states).flatMap(([name, child]) => leaves(child, [...path, name]));
    const reached = new Set(kinds.map((kind) => flatten(JSON.parse(kind))));
    const transient = ['resuming', 'booking.next', 'interview.next'];
    expect(
      leaves(visitMachine.root as never, []).filter((leaf) => !transient.includes(leaf) && !reached.has(leaf)),
    ).toEqual([]);
  });

  it('answer an emergency with its text in the same turn, whatever the state', () => {
    for (const { visit, next, said } of table.filter(({ event }) => event === emergency)) {
      expect(linesOf(said), keyOf(visit)).toContain('safety.emergency');
      expect(next.value, keyOf(visit)).toBe('emergency');
      expect(next.context.urgency).toBe('emergency');
    }
  });

  it('reply to every event', () => {
    const silent = table.filter(({ said }) => said.length === 0);
    expect(silent.map(({ visit, event }) => `${keyOf(visit)} ${event.type}`)).toEqual([]);
  });

  it('never answer or book from an unacknowledged emergency', () => {
    for (const { event, next, said } of table.filter(({ visit }) => visit.value === 'emergency')) {
      const leaves = ['visitor.acknowledged', 'visitor.withdrew', 'visitor.wanted-forgetting'].includes(event.type);
      if (!leaves) expect(next.value, event.type).toBe('emergency');
      if (event.type !== 'visitor.withdrew')
        expect(linesOf(said).filter((line) => /^(answer|booking)\./.test(line))).toEqual([]);
    }
  });

  it('hand over to booking only after the emergency questions were answered with no', () => {
    const handed = table.filter(({ said }) => linesOf(said).some((line) => line.startsWith('booking.way-')));
    expect(handed.length).toBeGreaterThan(0);
    expect(handed.filter(({ next }) => !next.context.checked || next.value === 'emergency')).toEqual([]);
  });

  it('put an open screening question before any booking or check', () => {
    const open = table.filter(
      ({ visit, event }) =>
        visit.context.asked !== null &&
        visit.context.misses < 1 &&
        ['visitor.wanted-booking', 'visitor.wanted-check', 'visitor.greeted', 'visitor.wanted-help'].includes(
          event.type,
        ),
    );
    expect(open.length).toBeGreaterThan(0);
    for (const { visit, event, next, said } of open) {
      expect(linesOf(said), `${keyOf(visit)} ${event.type}`).toContain('safety.question');
      expect(next.value).toBe('askingAboutFlag');
    }
  });

  it('lower the level only when the visitor withdraws, or asks to be forgotten', () => {
    const order = ['none', 'soon', 'urgent', 'emergency'];
    const level = ({ context }: Visit): number => order.indexOf(context.urgency);
    const lowered = table.filter(({ visit, next }) => level(next) < level(visit)).map(({ event }) => event.type);
    expect([...new Set(lowered)].sort()).toEqual(['visitor.wanted-forgetting', 'visitor.withdrew']);
  });

  it('can all be left: some event leads to open talk', () => {
    const open = (visit: Visit): boolean => flatten(visit.value) === 'talking.open';
    for (const visit of reachable) {
      const out = everyEvent.some((event) => {
        const { next } = step(visit, event);
        return open(next) || everyEvent.some((then) => open(step(next, then).next));
      });
      expect(out, keyOf(visit)).toBe(true);
    }
  });

  it('say only lines that content defines, and content defines no line that is never said', () => {
    const words = loadContent('./content').languages.en;
    const said = new Set<string>();
    const offered = new Set<string>();
    for (const { line, options = [], values } of table.flatMap((row) => row.said)) {
      said.add(line);
      if (values?.said === 'unsure') said.add('safety.unsure-counts');
      if (values?.about)
        for (const id of [`about-${values.about}`, `said-${values.said}`, `needs-${values.level}`])
          said.add(`interview.${id}`);
      for (const option of options) offered.add(option);
    }
    const fromTurn = [
      'fallback.call-us',
      'fallback.started-afresh',
      'asking.shortened',
      'safety.checklist',
      'safety.maternity',
      'safety.crisis',
      'safety.crisis-again',
      'language.ja',
      'language.other',
      'booking.way-page',
      'booking.way-email',
    ];
    const lines = [...said].filter((line) => !line.startsWith('answer.'));
    expect(lines.filter((line) => !words?.lines.has(line))).toEqual([]);
    expect([...(words?.lines.keys() ?? [])].filter((line) => !said.has(line) && !fromTurn.includes(line))).toEqual([]);
    expect([...offered].filter((option) => !/^(topic|place):/.test(option) && !words?.options.has(option))).toEqual([]);
  });
});

function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as Record<string, unknown>)
    .map(([name, child]) => `${name}.${flatten(child)}`)
    .join();
}
