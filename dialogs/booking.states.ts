import {
  emergencyLine,
  say,
  sayAlready,
  sayAnswers,
  sayCandidates,
  sayConsent,
  sayGivenProblem,
  sayMade,
  sayPlaces,
  sayReadBack,
  saySlots,
  sayUrgentFirst,
  yesNoUnsure,
} from './sayings.ts';
import { checklist, madeFrom, visitSetup } from './visit.setup.ts';

const reasons = ['reason:back', 'reason:foot', 'reason:both', 'reason:follow-up', 'reason:other'];
const timesOfDay = ['times:any', 'times:mornings', 'times:afternoons'];
const changes = ['change:reason', 'change:place', 'change:name', 'change:contact', 'change:times'];

const offerCandidates = { guard: 'hasCandidates', actions: { type: 'say', params: sayCandidates } } as const;
/** What is typed is kept, or said to be unreadable. */
const keepGiven = [
  { guard: 'couldNotRead', actions: { type: 'say', params: sayGivenProblem } },
  { target: 'next', actions: 'keepGiven' },
] as const;

/** Checks for emergencies, asks why, where and how, then either tells the clinic's way or asks for what a request needs, reads it back and makes it. */
export const bookingStates = visitSetup.createStateConfig({
  initial: 'next',
  on: {
    'visitor.went-back': { target: '.next', actions: 'undoLast' },
    'visitor.asked': {
      target: '.next',
      actions: ['keepTopic', { type: 'say', params: sayAnswers }, say('booking.back')],
    },
    'visitor.asked-unclearly': { target: '.next', actions: say('booking.not-understood') },
    'visitor.chose': { guard: 'choseWay', target: '.next', actions: 'chooseWay' },
    'visitor.gave': { target: '.next', actions: 'keepGiven' },
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
        { guard: 'needsWay', target: 'next', reenter: true, actions: 'pickWay' },
        { guard: 'hasNoSlots', target: 'next', reenter: true, actions: ['pickOtherWay', say('booking.no-slots')] },
        { guard: 'needsSlot', target: 'askingSlot' },
        { guard: 'needsName', target: 'askingName' },
        { guard: 'needsContact', target: 'askingContact' },
        { guard: 'needsTimes', target: 'askingTimes' },
        { guard: 'needsConfirming', target: 'readingBack' },
        { guard: 'wantsPerson', target: '#visit.callingStaff' },
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
    askingSlot: {
      entry: { type: 'say', params: saySlots },
      on: {
        'visitor.chose': [
          { guard: 'choseSlot', target: 'next', actions: 'keepSlot' },
          { guard: 'choseWay', target: 'next', actions: 'chooseWay' },
        ],
        'visitor.gave': keepGiven,
      },
    },
    askingName: { entry: { type: 'say', params: sayConsent }, on: { 'visitor.gave': keepGiven } },
    askingContact: { entry: say('booking.ask-contact'), on: { 'visitor.gave': keepGiven } },
    askingTimes: { entry: say('booking.ask-times', timesOfDay), on: { 'visitor.gave': keepGiven } },
    readingBack: {
      entry: [
        { type: 'say', params: sayUrgentFirst },
        { type: 'say', params: sayReadBack },
      ],
      on: {
        'visitor.confirmed': 'making',
        'visitor.answered': [
          { guard: 'saidYes', target: 'making' },
          { actions: say('booking.what-to-change', changes) },
        ],
        'visitor.wanted-booking': 'making',
        'visitor.chose': [
          { guard: 'choseReason', target: 'next', actions: 'keepReason' },
          { guard: 'chosePlace', target: 'next', actions: 'keepPlace' },
          { guard: 'choseChange', target: 'next', actions: 'forgetDetail' },
          { guard: 'choseWay', target: 'next', actions: 'chooseWay' },
          { actions: say('booking.what-to-change', changes) },
        ],
        'visitor.gave': keepGiven,
      },
    },
    /** What is confirmed becomes a request, once: the same one made minutes ago counts. */
    making: {
      always: [
        { guard: 'hasTwin', target: '#visit.talking.open', actions: ['leave', { type: 'say', params: sayAlready }] },
        {
          target: '#visit.talking.open',
          actions: [
            { type: 'request', params: madeFrom },
            { type: 'keepRequest', params: madeFrom },
            'leave',
            { type: 'say', params: sayMade },
          ],
        },
      ],
    },
  },
});
