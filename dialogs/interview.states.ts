import { emergencyLine, say, sayAnswers, sayClear, sayUrgent, yesNoUnsure } from './sayings.ts';
import type { Flag } from './visit.events.ts';
import { visitSetup } from './visit.setup.ts';

/** The questions of *check my symptoms*, in order, and the red flag that a yes or a "not sure" raises. */
export const interviewQuestions = {
  feeling: { id: 'ces-saddle-numbness', urgency: 'emergency' },
  legs: { id: 'leg-weakness-severe', urgency: 'emergency' },
  injury: { id: 'spine-trauma', urgency: 'emergency' },
  chest: { id: 'heart-attack', urgency: 'emergency' },
  foot: { id: 'limb-ischaemia-acute', urgency: 'emergency' },
  illness: { id: 'spinal-infection', urgency: 'urgent' },
} as const satisfies Record<string, Flag>;

type Question = keyof typeof interviewQuestions;

const next = (name: Question, target: string) => ({ guard: { type: 'hasNotCleared', params: name }, target }) as const;

function asking(name: Question) {
  const flag = interviewQuestions[name];
  const found =
    flag.urgency === 'emergency'
      ? ({
          target: '#visit.emergency',
          actions: [
            { type: 'raiseTo', params: flag },
            { type: 'say', params: emergencyLine(flag.id) },
          ],
        } as const)
      : ({
          target: '#visit.talking.urgent',
          actions: [{ type: 'raiseTo', params: flag }, 'leave', { type: 'say', params: sayUrgent }],
        } as const);
  return visitSetup.createStateConfig({
    entry: say(`interview.ask-${name}`, yesNoUnsure),
    on: {
      'visitor.answered': [
        { guard: 'saidNo', target: 'next', actions: { type: 'clearQuestion', params: name } },
        found,
      ],
    },
  });
}

/** *Check my symptoms*: the emergency questions, one at a time. "Not sure" counts as yes. */
export const interviewStates = visitSetup.createStateConfig({
  initial: 'next',
  on: {
    'visitor.went-back': { target: '.next', actions: 'undoLast' },
    'visitor.asked': {
      target: '.next',
      actions: ['keepTopic', { type: 'say', params: sayAnswers }, say('interview.back')],
    },
    'visitor.asked-unclearly': { target: '.next', actions: say('interview.not-understood') },
  },
  states: {
    next: {
      always: [
        next('feeling', 'askingFeeling'),
        next('legs', 'askingLegs'),
        next('injury', 'askingInjury'),
        next('chest', 'askingChest'),
        next('foot', 'askingFoot'),
        next('illness', 'askingIllness'),
        {
          target: '#visit.talking.open',
          actions: ['passCheck', 'leave', { type: 'say', params: sayClear }],
        },
      ],
    },
    askingFeeling: asking('feeling'),
    askingLegs: asking('legs'),
    askingInjury: asking('injury'),
    askingChest: asking('chest'),
    askingFoot: asking('foot'),
    askingIllness: asking('illness'),
  },
});
