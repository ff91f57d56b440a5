import { describe, expect, it } from 'vitest';
import { type AnyMachineSnapshot, transition } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { type ClinicFacts, noFacts, type Said } from '../../dialogs/visit.context.ts';
import type { Details, VisitEvent } from '../../dialogs/visit.events.ts';
import { visitMachine } from '../../dialogs/visit.machine.ts';
import { sections } from '../../src/content/content-schema.ts';
import { loadContent } from '../../src/content/load-content.ts';

const clinic: ClinicFacts = { ...noFacts, places: ['one', 'two'], ways: ['link', 'phone'] };
const noPhone: ClinicFacts = { ...noFacts, ways: ['email'] };
const noClinic: ClinicFacts = { ...noFacts, seesPeople: false };
const callsBack: ClinicFacts = { ...noFacts, ways: ['callback', 'phone', 'person'], reference: 'K7M-4QD' };
const hasSystem: ClinicFacts = { ...noFacts, ways: ['fhir', 'slots-file', 'phone'], slots: [{ id: 'a', place: null }] };
const isFull: ClinicFacts = { ...noFacts, ways: ['fhir', 'phone'] };
const withPeople: ClinicFacts = { ...noFacts, ways: ['person', 'phone'], passesOn: true };
const hasTwin: ClinicFacts = { ...callsBack, twin: 'K7M-4QD', called: 'K7M-4QD' };
const topics = [{ topic: 'sciatica', related: ['herniated-disc'], rateable: true }];
const emergency = {
  type: 'screening.found-red-flag',
  flag: { id: 'heart-attack', urgency: 'emergency' },
  topics: [],
} as const satisfies VisitEvent;

const anyTime = [{ day: null, until: null, weekdays: null, from: null, to: null }];

const problems = [
  ...['emergency-number', 'short-number', 'not-possible', 'letters'].map((problem) => `phone-${problem}`),
  ...['past', 'closed', 'impossible', 'ambiguous-hour'].map((problem) => `times-${problem}`),
];

const everyEvent: readonly VisitEvent[] = [
  { type: 'visitor.arrived', brief: false },
  { type: 'visitor.arrived', brief: true },
  { type: 'visitor.asked', topics },
  { type: 'visitor.asked-unclearly', candidates: [] },
  ...sections.map((near) => ({ type: 'visitor.asked-unclearly', candidates: [], near }) as const),
  { type: 'visitor.asked-unclearly', candidates: ['sciatica'] },
  { type: 'visitor.asked-unclearly', candidates: ['sciatica', 'herniated-disc'] },
  { type: 'visitor.asked-unclearly', candidates: ['sciatica'], question: true },
  { type: 'visitor.asked-unclearly', candidates: ['book-appointment'] },
  { type: 'visitor.asked-unclearly', candidates: ['sciatica'], follows: true },
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
  { type: 'visitor.wanted-booking', reason: 'foot', place: 'two' },
  { type: 'visitor.wanted-check' },
  { type: 'visitor.wanted-help' },
  { type: 'visitor.asked-what-is-kept' },
  { type: 'visitor.asked-after-request', reference: 'K7M-4QD' },
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
  { type: 'visitor.gave', given: { name: 'Ana' }, problem: null },
  { type: 'visitor.gave', given: { phone: '+15085550142' }, problem: null },
  { type: 'visitor.gave', given: { times: anyTime }, problem: null },
  ...problems.map((problem) => ({ type: 'visitor.gave', given: {}, problem }) as const),
  { type: 'visitor.gave', given: { times: anyTime }, problem: null, slots: ['a'] },
  { type: 'visitor.gave', given: { times: anyTime }, problem: null, slots: [] },
  { type: 'visitor.confirmed' },
  { type: 'visitor.chose', option: 'slot:a' },
  { type: 'visitor.chose', option: 'way:callback' },
  { type: 'visitor.chose', option: 'way:slots-file' },
  { type: 'visitor.chose', option: 'way:person' },
  { type: 'visitor.chose', option: 'change:any' },
  { type: 'visitor.chose', option: 'change:times' },
  { type: 'visitor.wanted-person' },
  { type: 'visitor.wanted-cancelling', reference: 'K7M-4QD', claim: 'ours' },
  { type: 'visitor.wanted-cancelling', reference: 'K7M-4QD', claim: 'unproven' },
  { type: 'visitor.wanted-cancelling', reference: 'K7M-4QD', claim: 'wrong' },
  { type: 'visitor.wanted-cancelling', reference: null, claim: 'unknown' },
  { type: 'staff.joined', name: 'Ana' },
  { type: 'staff.joined', name: null },
  { type: 'staff.wrote', name: 'Ana', text: 'Hello' },
  { type: 'staff.left' },
  { type: 'staff.erased-chat' },
  { type: 'staff.did-not-answer', reference: 'K7M-4QD' },
  { type: 'staff.could-not-join', reference: 'K7M-4QD' },
  { type: 'clinic.has-request', reference: 'K7M-4QD' },
  { type: 'clinic.was-not-reached', reference: 'K7M-4QD' },
  { type: 'clinic.booked', reference: 'K7M-4QD', slot: 'a', place: '', end: null },
  { type: 'clinic.slot-gone', reference: 'K7M-4QD' },
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
    context.clinic.ways.includes('callback') || context.clinic.ways.includes('fhir') ? context.way : null,
    (['name', 'phone', 'times', 'slot'] as const).map((name) => (context.details as Details)[name]?.length),
    Math.min(context.misses, 2),
  ]);

/** What matters to a booking: with all events at once there are too many visits to walk. */
const booking = everyEvent.filter(
  (event) =>
    /^visitor\.(gave|confirmed|answered|wanted-booking|wanted-person)$|slot-gone/.test(event.type) ||
    (event.type === 'visitor.chose' && !/^(region|place):/.test(event.option)) ||
    event === emergency,
);
/** What matters while people at the clinic take part, and to a request that is taken back. */
const people = everyEvent.filter(
  (event) =>
    /^staff|^visitor\.(arrived|answered|wanted-person|wanted-cancelling|wanted-to-stop|acknowledged|withdrew)$/.test(
      event.type,
    ) || event === emergency,
);
const talk = everyEvent.filter(
  (event) =>
    !/^(staff|clinic)\.|gave|confirmed|cancelling|person|after-request|is-kept/.test(event.type) &&
    !(
      'reason' in event ||
      'question' in event ||
      ('candidates' in event && event.candidates[0] === 'book-appointment')
    ) &&
    !('option' in event && /^(slot|change):|^way:(?!phone)/.test(event.option)),
);

/** Where a clinic without a phone, or none at all, differs from others. */
const otherClinic = talk.filter(
  (event) =>
    event === emergency ||
    /wanted-(booking|to-stop|forgetting)|arrived|answered|acknowledged|withdrew|asked$/.test(event.type) ||
    ('option' in event && event.option === 'reason:back') ||
    ('flag' in event && event.flag.id === 'foot-drop'),
);
const walks = [
  { facts: clinic, events: talk },
  ...[noPhone, noClinic].map((facts) => ({ facts, events: otherClinic })),
  ...[callsBack, hasSystem, isFull, hasTwin].map((facts) => ({ facts, events: booking })),
  { facts: withPeople, events: people },
].map(({ facts, events }) => ({
  events,
  visits: getShortestPaths(visitMachine, {
    input: { clinic: facts },
    events: [...events],
    serializeState: (state) => keyOf(state as Visit),
    limit: 500_000,
  }).map((path) => path.state as Visit),
}));
const reachable = walks.flatMap(({ visits }) => visits);
const kinds = [...new Set(reachable.map(({ value }) => JSON.stringify(value)))];

function step(visit: Visit, event: VisitEvent): { next: Visit; said: Said[] } {
  const [next, actions] = transition(visitMachine, visit as never, event);
  return {
    next: next as Visit,
    said: actions.filter(({ type }) => type === 'say').flatMap(({ params }) => params as Said | Said[]),
  };
}
/** Every reachable visit with what each event of its walk does to it; those about bookings are also told all news. */
const table = walks.flatMap(({ events, visits }) =>
  visits.flatMap((visit) =>
    (events === talk || events === otherClinic ? events : everyEvent).map((event) => ({
      visit,
      event,
      ...step(visit, event),
    })),
  ),
);
const linesOf = (said: readonly Said[]): string[] => said.map(({ line }) => line);

describe(`${reachable.length} reachable visits in ${kinds.length} states`, () => {
  it('cover every state of the machine', () => {
    const leaves = (node: { states: Record<string, never> }, path: string[]): string[] =>
      Object.keys(node.states).length === 0
        ? [path.join('.')]
        : Object.entries(node.states).flatMap(([name, child]) => leaves(child, [...path, name]));
    const reached = new Set(kinds.map((kind) => flatten(JSON.parse(kind))));
    const transient = ['resuming', 'callingStaff', 'booking.next', 'booking.making', 'interview.next'];
    expect(
      leaves(visitMachine.root as never, []).filter((leaf) => !transient.includes(leaf) && !reached.has(leaf)),
    ).toEqual([]);
  });

  it('answer an emergency with its text in the same turn, whatever the state', () => {
    for (const { visit, next, said } of table.filter(({ event }) => event === emergency)) {
      expect(linesOf(said), keyOf(visit)).toContain('safety.emergency');
      expect(next.value, keyOf(visit)).toBe(visit.value === 'withStaff' ? 'withStaff' : 'emergency');
      expect(next.context.urgency).toBe('emergency');
    }
  });

  it('reply to every event, save while a person has the visit', () => {
    const silent = table.filter(({ visit, said }) => said.length === 0 && visit.value !== 'withStaff');
    expect([...new Set(silent.map(({ visit, event }) => `${flatten(visit.value)} ${event.type}`))]).toEqual([]);
  });

  it('say nothing while a person has the visit but what staff say, and an emergency', () => {
    const rows = table.filter(
      ({ visit, event }) => visit.value === 'withStaff' && /^(visitor|screening)/.test(event.type),
    );
    const said = new Set(rows.flatMap((row) => linesOf(row.said)));
    expect([...said].sort()).toEqual([
      'forget.done',
      'forget.done-marked',
      'safety.crisis',
      'safety.danger',
      'safety.emergency',
      'safety.withdrawn',
    ]);
  });

  it('never answer or book from an unacknowledged emergency', () => {
    for (const { event, next, said } of table.filter(({ visit }) => visit.value === 'emergency')) {
      const leaves = ['visitor.acknowledged', 'visitor.withdrew', 'visitor.wanted-forgetting', 'staff.joined'].includes(
        event.type,
      );
      if (!leaves) expect(next.value, event.type).toBe('emergency');
      if (event.type !== 'visitor.withdrew' && !event.type.startsWith('clinic.'))
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
    for (const { events, visits } of walks) {
      const ways = events === talk || events === otherClinic ? events : everyEvent;
      const usual = ways.filter(({ type }) => /to-stop|acknowledged|staff\.left/.test(type));
      for (const visit of visits) {
        if (usual.some((event) => open(step(visit, event).next))) continue;
        const out = ways.some((event) => {
          const { next } = step(visit, event);
          return open(next) || ways.some((then) => open(step(next, then).next));
        });
        expect(out, keyOf(visit)).toBe(true);
      }
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
    expect(
      [...offered].filter((option) => !/^(topic|place|slot):/.test(option) && !words?.options.has(option)),
    ).toEqual([]);
  });
});

function flatten(value: unknown): string {
  if (typeof value === 'string') return value;
  return Object.entries(value as Record<string, unknown>)
    .map(([name, child]) => `${name}.${flatten(child)}`)
    .join();
}
