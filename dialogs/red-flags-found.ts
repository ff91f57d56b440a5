import { atLeast, type VisitContext } from './visit.context.ts';
import type { Flag } from './visit.events.ts';

/** What stands for the check-list, which names several red flags at once. */
export const checklist: Flag = { id: 'checklist', urgency: 'emergency' };

/** A red flag found: the level rises or stays, and the emergency questions must be asked again before a booking. */
export function raised({ urgency, flag, flags, asked }: VisitContext, found: Flag): Partial<VisitContext> {
  const before = flags.find(({ id }) => id === found.id);
  const worst = before && atLeast(before.urgency, found.urgency) ? before : found;
  const stands = atLeast(found.urgency, urgency);
  const graver = asked !== null && asked.id !== found.id && !atLeast(found.urgency, asked.urgency);
  const others = flags.filter(({ id }) => id !== found.id);
  return {
    urgency: stands ? found.urgency : urgency,
    flag: stands ? found.id : flag,
    flags: keepWorst([...others, worst]),
    asked: graver ? asked : null,
    checked: false,
  };
}

const MOST_FLAGS = 8;
const MOST_CLEARED = 16;

/** The worst are kept when there are too many, in their order. */
function keepWorst(flags: readonly Flag[]): readonly Flag[] {
  if (flags.length <= MOST_FLAGS) return flags;
  const least = flags.reduce((mild, each) => (atLeast(each.urgency, mild.urgency) ? mild : each));
  return flags.filter((each) => each !== least);
}

export const withOne = (all: readonly string[], one: string): readonly string[] =>
  [...all.filter((each) => each !== one), one].slice(-MOST_CLEARED);

/** The standing red flag withdrawn: the worst of the others stands again. */
export function withdrawn({ flag, flags }: VisitContext): Partial<VisitContext> {
  const left = flags.filter(({ id }) => id !== flag);
  const worst = left.reduce<Flag | null>(
    (most, each) => (most && atLeast(most.urgency, each.urgency) ? most : each),
    null,
  );
  return { urgency: worst?.urgency ?? 'none', flag: worst?.id ?? null, flags: left, asked: null };
}
