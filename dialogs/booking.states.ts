import { emergencyLine, say, sayAnswers, sayCandidates, sayPlaces, yesNoUnsure } from './sayings.ts';
import { checklist, visitSetup } from './visit.setup.ts';

const reasons = ['reason:back', 'reason:foot', 'reason:both', 'reason:follow-up', 'reason:other'];

const offerCandidates = { guard: 'hasCandidates', actions: { type: 'say', params: sayCandidates } } as const;

/** Checks for emergencies, asks why and where, and hands the visitor to the clinic's way of booking. */
export const bookingStates = visitSetup.createStateConfig({
  initial: 'next',
  on: {
    'visitor.went-back': { target: '.next', actions: 'undoLast' },
    'visitor.asked': {
      target: '.next',
      actions: ['keepTopic', { type: 'say', params: sayAnswers }, say('booking.back')],
    },
    'visitor.asked-unclearly': { target: '.next', actions: say('booking.not-understood') },
  },
  states: {
    next: {
      always: [
        {
          guard: 'hasNoClinic',
          target: '#visit.talking.open',
          actions: ['leave', say('booking.no-clinic', ['ask', 'check'])],
        },
        { guard: 'needsCheck', target: 'askingSafety' },
        { guard: 'needsReason', target: 'askingReason' },
        { guard: 'needsPlace', target: 'askingPlace' },
        { target: '#visit.talking.handedOff' },
      ],
    },
    askingSafety: {
      entry: say('booking.ask-safety', yesNoUnsure),
      on: {
        'visitor.answered': [
          { guard: 'saidNo', target: 'next', actions: 'passCheck' },
          {
            target: '#visit.emergency',
            actions: [
              { type: 'raiseTo', params: checklist },
              { type: 'say', params: emergencyLine(null) },
            ],
          },
        ],
      },
    },
    askingReason: {
      entry: say('booking.ask-reason', reasons),
      on: {
        'visitor.chose': { guard: 'choseReason', target: 'next', actions: 'keepReason' },
        'visitor.asked-unclearly': offerCandidates,
      },
    },
    askingPlace: {
      entry: { type: 'say', params: sayPlaces },
      on: {
        'visitor.chose': { guard: 'chosePlace', target: 'next', actions: 'keepPlace' },
        'visitor.asked-unclearly': offerCandidates,
      },
    },
  },
});
