import { transition } from 'xstate';
import type { Made } from '../../dialogs/booking-choices.ts';
import { isAlarm } from '../../dialogs/safety-sayings.ts';
import { type ClinicFacts, newContext, noFacts, type Said, type VisitContext } from '../../dialogs/visit.context.ts';
import type { VisitEvent } from '../../dialogs/visit.events.ts';
import { visitMachine } from '../../dialogs/visit.machine.ts';
import type { Line } from '../replies/reply.ts';
import type { SavedVisit } from './saved-visit.ts';

/** What one event came to: the visit after it, the lines to say, what is asked of the clinic or taken back, and whether the visitor asked to be forgotten. */
export interface Step {
  readonly saved: SavedVisit;
  readonly lines: readonly Line[];
  readonly requests: readonly Made[];
  readonly withdrawn: readonly string[];
  readonly forget: boolean;
}

/** Whether a stored state is one that the machine still has. */
export function isState(value: SavedVisit['value']): boolean {
  try {
    visitMachine.resolveState({ value, context: newContext(noFacts) });
    return true;
  } catch {
    return false;
  }
}

/** Takes the events in order. Pure; the only file that runs XState. Throws when the saved state is not one of the machine's. */
export function stepVisit(saved: SavedVisit, events: readonly VisitEvent[], clinic: ClinicFacts): Step {
  let snapshot = visitMachine.resolveState({ value: saved.value, context: { ...saved.context, clinic } });
  const lines: Line[] = [];
  const requests: Made[] = [];
  const withdrawn: string[] = [];
  let forget = false;
  for (const event of events) {
    const [next, actions] = transition(visitMachine, snapshot, event);
    snapshot = next;
    for (const action of actions) {
      if (action.type === 'forget') forget = true;
      if (action.type === 'request') requests.push(action.params as Made);
      if (action.type === 'withdraw') withdrawn.push((action.params as { reference: string }).reference);
      if (action.type === 'say') lines.push(...[action.params as Said | readonly Said[]].flat());
    }
  }
  const emergency = lines.filter(isAlarm);
  const said = onlyLastOffers(
    (emergency.length > 0 ? emergency.slice(-1) : lines).map((line) => offerable(line, clinic)),
  );
  const { clinic: _, ...context } = snapshot.context satisfies VisitContext;
  const offered = said.flatMap(({ options = [] }) => options);
  const news = events.every(({ type }) => !/^(visitor|screening)\./.test(type));
  return {
    saved: {
      ...saved,
      heard: forget ? [] : saved.heard,
      value: snapshot.value as SavedVisit['value'],
      context: context as SavedVisit['context'],
      // What the clinic tells meanwhile leaves an open question as it was.
      offered: news && offered.length === 0 ? saved.offered : offered,
    },
    lines: said,
    requests,
    withdrawn,
    forget,
  };
}

/** One list of choices a turn, so that a number means one thing. */
function onlyLastOffers(lines: readonly Line[]): Line[] {
  const last = lines.findLastIndex(({ options = [] }) => options.length > 0);
  return lines.map((line, index) => (index === last ? line : { ...line, options: [] }));
}

/** Booking is not offered where there is none. */
const offerable = (line: Line, { ways }: ClinicFacts): Line =>
  ways.length > 0 || !line.options ? line : { ...line, options: line.options.filter((option) => option !== 'book') };
