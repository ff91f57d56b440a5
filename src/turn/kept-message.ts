import type { VisitEvent } from '../../dialogs/visit.events.ts';
import type { LanguageContent } from '../content/content-schema.ts';
import type { Outside } from './read-outside.ts';
import { redact } from './redact.ts';
import type { Step } from './step-visit.ts';
import { KEPT_LENGTH, type VisitorMessage } from './visitor-message.ts';

/** What keeping a message leans on. `hub`: a hub would be asked for a person. */
export interface Keeping {
  readonly step: Step;
  readonly outside: Outside;
  readonly hub: boolean;
  readonly events: readonly VisitEvent[];
  readonly words: LanguageContent;
}

/** Stands for names, numbers and times given for a booking: they were typed for the clinic alone. */
const DETAILS = '[details for a booking]';

/**
 * What stays of a message that its channel did not keep with us: all of it from when staff were asked for, who read along;
 * for a hub, which gets what was said before, as much as tells nobody's name or number; else nothing.
 */
export function keptMessage(
  message: VisitorMessage,
  { step, outside, hub, events, words }: Keeping,
): VisitorMessage | null {
  if (message.kind !== 'wrote') return null;
  const isWithStaff = step.saved.value === 'withStaff';
  if (!hub) return isWithStaff || outside.called !== null ? message : null;
  if (isWithStaff) return null;
  const gave = events.some(({ type }) => type === 'visitor.gave');
  return { ...message, text: gave ? DETAILS : redact(message.text.slice(0, KEPT_LENGTH), words) };
}
