import { madeFrom } from './booking-choices.ts';
import {
  sayAlready,
  sayGivenProblem,
  sayMade,
  sayOrOtherWay,
  sayPlaces,
  sayReadBack,
  saySlots,
  sayTimes,
  sayTimesAgain,
  sayUrgentFirst,
} from './booking-sayings.ts';
import { checklist } from './red-flags-found.ts';
import { emergencyLine } from './safety-sayings.ts';
import { menu, say, sayAnswers, sayCandidates, yesNoUnsure } from './sayings.ts';
import { visitSetup } from './visit.setup.ts';

const reasons = ['reason:back', 'reason:foot', 'reason:both', 'reason:follow-up', 'reason:other'];
const changes = ['change:reason', 'change:place', 'change:name', 'change:contact', 'change:times'];

const offerNear = { guard: 'asksSomethingNear', actions: { type: 'say', params: sayCandidates } } as const;
const offerCandidates = { guard: 'hasCandidates', actions: { type: 'say', params: sayCandidates } } as const;
/** What is typed is kept, or said to be unreadable. */
const keepGiven = [
  { guard: 'couldNotRead', actions: { type: 'say', params: sayGivenProblem } },
  { target: 'next', actions: 'keepGiven' },
] as const;
/** The same where there is a list to come back to. */
const keepGivenOfList = [
  { guard: 'couldNotRead', target: 'next', actions: { type: 'say', params: sayGivenProblem } },
  { target: 'next', actions: 'keepGiven' },
] as const;
/** A question of ours met with something else: what is needed is said in other words. */
const explained = (line: string) => {
  const explain = { actions: { type: 'say', params: sayOrOtherWay(line) } } as const;
  return { 'visitor.answered': explain, 'visitor.asked-unclearly': [offerNear, explain] } as const;
};
/** A change at the read-back that names nothing to change. */
const askWhatToChange = { actions: say('booking.what-to-change', changes) } as const;

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
    'visitor.answered': { target: '.next', actions: say('booking.not-understood') },
    'visitor.chose': [
      { guard: 'choseWay', target: '.next', actions: 'chooseWay' },
      { guard: 'choseReason', target: '.next', actions: 'keepReason' },
      { guard: 'chosePlace', target: '.next', actions: 'keepPlace' },
    ],
    'visitor.gave': { target: '.next', actions: 'keepGiven' },
    'visitor.wanted-booking': { target: '.next', actions: 'chooseWay' },
    'visitor.acknowledged': { target: '.next', actions: say('booking.back') },
    'visitor.wanted-to-stop': [
      {
        guard: 'hasOpenQuestion',
        target: '#visit.talking.open',
        actions: ['leave', 'dropBooking', say('stop.unanswered', menu)],
      },
      { target: '#visit.talking.open', actions: ['leave', 'dropBooking', say('booking.stopped', menu)] },
    ],
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
        {
          guard: 'needsConsent',
          target: 'next',
          reenter: true,
          actions: ['noteConsent', say('booking.consent')],
        },
        {
          guard: 'hasLostSlot',
          target: 'next',
          reenter: true,
          actions: ['forgetSlot', say('booking.slot-gone')],
        },
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
      on: { 'visitor.asked-unclearly': offerCandidates },
    },
    askingPlace: {
      entry: { type: 'say', params: sayPlaces },
      on: { 'visitor.asked-unclearly': offerCandidates },
    },
    askingSlot: {
      entry: { type: 'say', params: saySlots },
      on: {
        'visitor.chose': { guard: 'choseSlot', target: 'next', actions: 'keepSlot' },
        'visitor.gave': keepGivenOfList,
      },
    },
    askingName: {
      entry: { type: 'say', params: sayOrOtherWay('booking.ask-name') },
      on: { 'visitor.gave': keepGiven, ...explained('booking.name-not-understood') },
    },
    askingContact: {
      entry: say('booking.ask-contact'),
      on: { 'visitor.gave': keepGiven, ...explained('booking.contact-not-understood') },
    },
    askingTimes: {
      entry: { type: 'say', params: sayTimes },
      on: {
        'visitor.gave': keepGiven,
        'visitor.chose': { guard: 'choseTimes', target: 'next', actions: 'keepTimesOfDay' },
        'visitor.answered': { actions: { type: 'say', params: sayTimesAgain } },
        'visitor.asked-unclearly': [offerNear, { actions: { type: 'say', params: sayTimesAgain } }],
      },
    },
    readingBack: {
      entry: [
        { type: 'say', params: sayUrgentFirst },
        { type: 'say', params: sayReadBack },
      ],
      on: {
        'visitor.confirmed': 'making',
        'visitor.answered': [{ guard: 'saidYes', target: 'making' }, askWhatToChange],
        'visitor.chose': [
          { guard: 'choseReason', target: 'next', actions: 'keepReason' },
          { guard: 'chosePlace', target: 'next', actions: 'keepPlace' },
          { guard: 'choseChange', target: 'next', actions: 'forgetDetail' },
          { guard: 'choseWay', target: 'next', actions: 'chooseWay' },
          askWhatToChange,
        ],
        'visitor.gave': keepGivenOfList,
      },
    },
    /** What is confirmed becomes a request, once: the same one made minutes ago counts, and its time must still be to come. */
    making: {
      always: [
        { guard: 'hasLostTime', target: 'next' },
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
