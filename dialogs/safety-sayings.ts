import { type Args, yesNoUnsure } from './sayings.ts';
import type { Said, VisitContext } from './visit.context.ts';
import type { Flag, Level, VisitEvent } from './visit.events.ts';

/** Red flags that are about crisis help: only the button withdraws them. */
export const crisisFlags: readonly string[] = ['suicide-self-harm', 'despair', 'safeguarding'];

const usualWording = { emergency: 'safety.emergency', again: 'safety.emergency-again', urgent: 'safety.urgent' };
/** Red flags with wording of their own. */
const ownWording: Readonly<
  Record<string, { readonly emergency: string; readonly again: string; readonly urgent: string }>
> = {
  'suicide-self-harm': { emergency: 'safety.crisis', again: 'safety.crisis-again', urgent: 'safety.despair' },
  despair: { emergency: 'safety.crisis', again: 'safety.crisis-again', urgent: 'safety.despair' },
  'pregnancy-complication': { ...usualWording, urgent: 'safety.maternity' },
  safeguarding: { emergency: 'safety.danger', again: 'safety.danger', urgent: 'safety.safeguarding' },
};
const wordingOf = (flag: string | null) => (flag === null ? undefined : ownWording[flag]) ?? usualWording;

/** The emergency text for a red flag; null when the check-list raised it. Also composed before the store is touched. */
export const emergencyLine = (flag: string | null): Said => ({
  line: wordingOf(flag).emergency,
  options: ['acknowledged', 'withdrew'],
  values: { flag: flag ?? '' },
});

const alarms = ['safety.emergency', 'safety.emergency-again', 'safety.crisis', 'safety.crisis-again', 'safety.danger'];
/** Whether a line is an emergency text: it is then the only thing said in its turn. */
export const isAlarm = ({ line }: Said): boolean => alarms.includes(line);

/** The emergency text again, shorter, for a visitor who goes on writing. */
export const sayEmergencyAgain = ({ context }: Args): Said => ({
  ...emergencyLine(context.flag),
  line: wordingOf(context.flag).again,
});

/** A lesser sign while an emergency stands changes nothing. */
const emergencyStands = ({ flag }: VisitContext): Said => ({
  line: 'safety.emergency-stands',
  options: ['ask', 'book'],
  values: { flag: flag ?? '' },
});

/** The standing emergency's text. */
export const sayEmergency = ({ context, event }: Args): Said => because(emergencyLine(context.flag), event);

/** The text of a red flag that must be seen today, phone first. Also composed before the store is touched. */
export const urgentLine = (flag: string | null): Said => ({
  line: wordingOf(flag).urgent,
  options: ['check', 'withdrew'],
  values: { flag: flag ?? '' },
});

/** The text of the urgent red flag just found. */
export const sayUrgent = ({ context, event }: Args): Said =>
  context.urgency === 'emergency' && !('flag' in event && crisisFlags.includes(event.flag.id))
    ? emergencyStands(context)
    : because(urgentLine('flag' in event ? event.flag.id : context.flag), event);

/** Adds what the visitor answered, as the reason. `about`: the question of the interview that was answered, and its level. */
function because(said: Said, event: VisitEvent, about?: { readonly about: string; readonly level: Level }): Said {
  if (event.type !== 'visitor.answered') return said;
  return { ...said, values: { ...said.values, said: event.answer, ...about } };
}

/** Despair is met with words of its own, and the one question that decides. */
export const sayDespair: Said = { line: 'safety.despair', options: yesNoUnsure, values: { flag: 'despair' } };

/** Seen within days. */
export const saySoon = ({ context, event }: Args): Said => {
  if (context.urgency === 'emergency') return emergencyStands(context);
  if (context.urgency === 'urgent') return urgentLine(context.flag);
  const flag = 'flag' in event ? event.flag.id : (context.flag ?? '');
  return because({ line: 'safety.soon', options: ['book', 'check'], values: { flag } }, event);
};

/** What a yes or a "not sure" to a question of the interview came to, with the answer as its reason. */
export const sayFound =
  (question: string, flag: Flag) =>
  (args: Args): Said => {
    const said = { emergency: sayEmergency, urgent: sayUrgent, soon: saySoon }[flag.urgency](args);
    return args.context.urgency === flag.urgency
      ? because(said, args.event, { about: question, level: flag.urgency })
      : said;
  };

/** The screening question of the red flag that could not be told. */
export const sayFlagQuestion = ({ context }: Args): Said => ({
  line: 'safety.question',
  options: yesNoUnsure,
  values: { flag: context.asked?.id ?? '' },
});

/** The interview's end: no emergency sign named now, which does not undo one named before. */
export const sayClear = ({ context }: Args): Said => ({
  line: context.urgency === 'none' || context.urgency === 'soon' ? 'interview.clear' : 'interview.clear-marked',
  options: ['ask', 'book'],
});
