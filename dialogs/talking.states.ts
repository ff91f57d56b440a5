import { sayWay } from './booking-sayings.ts';
import { menu, say, sayAnswers, sayCandidates, sayNext, sayNoAnswer } from './sayings.ts';
import { visitSetup } from './visit.setup.ts';

/** The visitor asks and we answer: nothing is half done here. */
export const talkingStates = visitSetup.createStateConfig({
  initial: 'open',
  on: {
    'visitor.asked': {
      target: '.open',
      actions: ['keepTopic', 'forgetMisses', { type: 'say', params: sayAnswers }],
    },
    'visitor.asked-unclearly': [
      {
        guard: 'asksOn',
        target: '.offering',
        actions: [{ type: 'say', params: sayNext }, 'countMiss'],
      },
      { guard: 'hasCandidates', target: '.offering', actions: { type: 'say', params: sayCandidates } },
      { guard: 'keepsMissing', target: '.open', actions: ['countMiss', say('asking.no-answer-again', menu)] },
      { target: '.open', actions: ['countMiss', { type: 'say', params: sayNoAnswer }] },
    ],
    'visitor.chose': [
      { guard: 'chosePerson', target: '#visit.callingStaff' },
      /** Offered when no person came. */
      { guard: 'choseWay', target: '#visit.booking', actions: ['startBooking', 'chooseWay'] },
    ],
  },
  states: {
    open: {},
    offering: {},
    handedOff: {
      entry: ['leave', { type: 'say', params: sayWay }],
      on: {
        'visitor.chose': [
          { guard: 'choseWayAskedHere', target: '#visit.booking', actions: ['chooseWay', 'goOnBooking'] },
          { guard: 'chosePerson', target: '#visit.callingStaff' },
          { guard: 'choseWay', actions: ['chooseWay', { type: 'say', params: sayWay }] },
        ],
        'visitor.wanted-booking': {
          guard: 'namesWay',
          target: '#visit.booking',
          actions: ['chooseWay', 'goOnBooking'],
        },
        'visitor.went-back': { target: '#visit.booking', actions: ['undoLast', 'goOnBooking'] },
      },
    },
  },
});
