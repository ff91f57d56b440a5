import { checklist } from './red-flags-found.ts';
import { sayClear, sayFound } from './safety-sayings.ts';
import { say, sayAnswers, yesNoUnsure } from './sayings.ts';
import type { Region } from './visit.context.ts';
import type { Flag } from './visit.events.ts';
import { visitSetup } from './visit.setup.ts';

/** The questions of *check my symptoms*: for which region each is asked, and what a yes (or a "not sure") raises. */
export const interviewQuestions = {
  feeling: { regions: ['back', 'both'], raises: { id: 'ces-saddle-numbness', urgency: 'emergency' } },
  legs: { regions: ['back', 'foot', 'both'], raises: { id: 'leg-weakness-severe', urgency: 'emergency' } },
  foot: { regions: ['foot', 'both'], raises: { id: 'limb-ischaemia-acute', urgency: 'emergency' } },
  harm: { regions: ['back', 'foot', 'both'], raises: checklist },
  illness: { regions: ['back', 'both'], raises: { id: 'spinal-infection', urgency: 'urgent' } },
  sore: { regions: ['foot'], raises: { id: 'cellulitis', urgency: 'urgent' } },
  lasting: { regions: ['back', 'foot'], raises: { id: 'persistent-pain', urgency: 'soon' } },
} as const satisfies Record<string, { readonly regions: readonly Region[]; readonly raises: Flag }>;

type Question = keyof typeof interviewQuestions;

const regions = ['region:back', 'region:foot', 'region:both', 'region:other'];

const next = (name: Question, target: string) =>
  ({ guard: { type: 'stillAsks', params: { name, regions: interviewQuestions[name].regions } }, target }) as const;

function asking(name: Question) {
  const flag: Flag = interviewQuestions[name].raises;
  const raise = { type: 'raiseTo', params: flag } as const;
  const cleared = { target: 'next', actions: { type: 'clearQuestion', params: name } } as const;
  const tell = { type: 'say', params: sayFound(name, flag) } as const;
  const found =
    flag.urgency === 'emergency'
      ? ({ target: '#visit.emergency', actions: [raise, tell] } as const)
      : ({ target: '#visit.talking.open', actions: [raise, 'leave', tell] } as const);
  return visitSetup.createStateConfig({
    entry: say(`interview.ask-${name}`, yesNoUnsure),
    on: { 'visitor.answered': [{ guard: 'saidNo', ...cleared }, found] },
  });
}

/** *Check my symptoms*: where it is, then what matters there, one at a time, worst first. For an emergency "not sure" counts as yes. */
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
        { guard: 'needsRegion', target: 'askingRegion' },
        next('feeling', 'askingFeeling'),
        next('legs', 'askingLegs'),
        next('foot', 'askingFoot'),
        next('harm', 'askingHarm'),
        next('illness', 'askingIllness'),
        next('sore', 'askingSore'),
        next('lasting', 'askingLasting'),
        { target: '#visit.talking.open', actions: ['passCheck', 'leave', { type: 'say', params: sayClear }] },
      ],
    },
    askingRegion: {
      entry: say('interview.ask-region', regions),
      on: {
        'visitor.chose': { guard: 'choseRegion', target: 'next', actions: 'keepRegion' },
        'visitor.asked-unclearly': { target: 'next', actions: 'keepEveryRegion' },
      },
    },
    askingFeeling: asking('feeling'),
    askingLegs: asking('legs'),
    askingFoot: asking('foot'),
    askingHarm: asking('harm'),
    askingIllness: asking('illness'),
    askingSore: asking('sore'),
    askingLasting: {
      entry: say('interview.ask-lasting', yesNoUnsure),
      on: {
        'visitor.answered': [
          {
            guard: 'saidYes',
            target: '#visit.talking.open',
            actions: [
              { type: 'raiseTo', params: interviewQuestions.lasting.raises },
              'passCheck',
              'leave',
              { type: 'say', params: sayFound('lasting', interviewQuestions.lasting.raises) },
            ],
          },
          { target: 'next', actions: { type: 'clearQuestion', params: 'lasting' } },
        ],
      },
    },
  },
});
