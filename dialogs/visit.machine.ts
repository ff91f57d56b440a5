import { bookingStates } from './booking.states.ts';
import { callFrom } from './booking-choices.ts';
import { sayCalled, sayJoined, sayNobody, sayOfRequest, sayOfStaff } from './booking-sayings.ts';
import { interviewStates } from './interview.states.ts';
import { askingAboutFlagStates, emergencyStates } from './safety.states.ts';
import { sayDespair, sayEmergency, sayFlagQuestion, saySoon, sayUrgent } from './safety-sayings.ts';
import { menu, say, sayAnswers, sayForgotten, sayGoAhead, sayNoAnswer } from './sayings.ts';
import { talkingStates } from './talking.states.ts';
import { newContext, noFacts } from './visit.context.ts';
import { visitSetup } from './visit.setup.ts';
import { provingStates, withStaffStates } from './with-staff.states.ts';

/** Raised by one whenever states or context change shape; `src/turn/saved-visit.ts` then needs a migration. */
export const VISIT_VERSION = 2;

/** The whole visit: what is asked, and what happens on each answer. A red flag is heard in every state. */
export const visitMachine = visitSetup.createMachine({
  id: 'visit',
  context: ({ input }) => newContext(input?.clinic ?? noFacts),
  initial: 'arriving',
  on: {
    'screening.found-red-flag': [
      { guard: 'isEmergency', target: '.emergency', actions: ['raiseUrgency', { type: 'say', params: sayEmergency }] },
      {
        guard: 'isDespair',
        target: '.askingAboutFlag',
        actions: ['raiseUrgency', 'leaveTask', 'askAboutSuicide', 'forgetMisses', { type: 'say', params: sayDespair }],
      },
      {
        guard: 'isUrgent',
        target: '.resuming',
        actions: ['raiseUrgency', 'leaveTask', { type: 'say', params: sayUrgent }],
      },
      {
        target: '.resuming',
        actions: ['raiseUrgency', 'keepTopic', { type: 'say', params: sayAnswers }, { type: 'say', params: saySoon }],
      },
    ],
    'screening.could-not-tell': {
      target: '.askingAboutFlag',
      actions: [
        'keepAskedFlag',
        'keepTopic',
        { type: 'say', params: sayAnswers },
        { type: 'say', params: sayFlagQuestion },
      ],
    },
    'visitor.arrived': { target: '.resuming', actions: say('greeting.hello', menu) },
    'visitor.wanted-to-ask': { target: '.talking.open', actions: ['leave', { type: 'say', params: sayGoAhead }] },
    'visitor.wanted-booking': [
      {
        guard: 'mustAnswerFirst',
        target: '.askingAboutFlag',
        actions: ['countMiss', { type: 'say', params: sayFlagQuestion }],
      },
      { guard: 'wasBooking', target: '.booking' },
      { guard: 'wasToldWay', target: '.booking', actions: ['chooseWay', 'keepNamed', 'goOnBooking'] },
      { target: '.booking', actions: 'startBooking' },
    ],
    'visitor.wanted-check': [
      {
        guard: 'mustAnswerFirst',
        target: '.askingAboutFlag',
        actions: ['countMiss', { type: 'say', params: sayFlagQuestion }],
      },
      { target: '.interview', actions: ['startInterview', say('interview.start')] },
    ],
    'visitor.wanted-help': { target: '.resuming', actions: say('help.what-i-can-do', menu) },
    'visitor.wanted-to-stop': [
      { guard: 'hasOpenQuestion', target: '.talking.open', actions: ['leave', say('stop.unanswered', menu)] },
      { target: '.talking.open', actions: ['leave', say('stop.done', menu)] },
    ],
    'visitor.wanted-restart': { target: '.talking.open', actions: ['startAfresh', say('greeting.hello', menu)] },
    'visitor.wanted-forgetting': {
      target: '.talking.open',
      actions: [{ type: 'say', params: sayForgotten }, 'forgetAll', 'forget'],
    },
    'visitor.asked-after-request': {
      target: '.resuming',
      actions: { type: 'say', params: sayOfRequest('booking.waits', menu) },
    },
    'visitor.asked-what-is-kept': { target: '.resuming', actions: say('help.what-is-kept', menu) },
    'visitor.greeted': { target: '.resuming', actions: say('small-talk.hello', menu) },
    'visitor.thanked': { target: '.resuming', actions: say('small-talk.thanks', menu) },
    'visitor.complained': { target: '.resuming', actions: say('small-talk.complaint', menu) },
    'visitor.said-goodbye': { target: '.talking.open', actions: ['leave', say('small-talk.goodbye')] },
    'visitor.wrote-in': {
      target: '.resuming',
      actions: { type: 'say', params: ({ event }) => ({ line: `language.${event.language}`, options: menu }) },
    },
    'visitor.withdrew': [
      { guard: 'isMarked', target: '.resuming', actions: ['lowerUrgency', say('safety.withdrawn', menu)] },
      { target: '.resuming', actions: say('asking.tell-me-more', menu) },
    ],
    'visitor.acknowledged': { target: '.resuming', actions: say('small-talk.ok', menu) },
    'visitor.rated': [
      { guard: 'wasHelped', target: '.resuming', actions: say('feedback.helped', menu) },
      { target: '.resuming', actions: say('feedback.did-not-help', ['ask', 'topic:talk-to-human']) },
    ],
    'visitor.answered': [
      { guard: 'saidNo', target: '.resuming', actions: say('small-talk.ok', menu) },
      { target: '.resuming', actions: say('asking.tell-me-more', menu) },
    ],
    'visitor.went-back': { target: '.resuming', actions: say('small-talk.ok', menu) },
    'visitor.confirmed': { target: '.resuming', actions: say('asking.choice-gone', menu) },
    'visitor.gave': { target: '.resuming', actions: say('asking.tell-me-more', menu) },
    'visitor.wanted-person': [
      {
        guard: 'mustAnswerFirst',
        target: '.askingAboutFlag',
        actions: ['countMiss', { type: 'say', params: sayFlagQuestion }],
      },
      { target: '.callingStaff' },
    ],
    'visitor.wanted-cancelling': [
      {
        guard: 'mayCancel',
        target: '.resuming',
        actions: [
          { type: 'withdraw', params: ({ event }) => ({ reference: event.reference ?? '' }) },
          'forgetRequest',
          { type: 'say', params: sayOfRequest('cancel.done') },
        ],
      },
      { guard: 'mustProve', target: '.proving', actions: 'startCancelling' },
      { target: '.resuming', actions: { type: 'say', params: sayOfRequest('cancel.unknown') } },
    ],
    'clinic.has-request': { actions: { type: 'say', params: sayOfRequest('booking.delivered') } },
    'clinic.was-not-reached': { actions: { type: 'say', params: sayOfRequest('booking.not-delivered') } },
    'clinic.booked': { actions: { type: 'say', params: sayOfRequest('booking.booked') } },
    'clinic.slot-gone': [
      {
        guard: 'isOwnRequest',
        target: '.booking',
        actions: ['forgetRequest', 'loseSlot', { type: 'say', params: sayOfRequest('booking.slot-gone') }],
      },
      { actions: { type: 'say', params: sayOfRequest('booking.slot-gone') } },
    ],
    'staff.joined': { target: '.withStaff', actions: ['leave', { type: 'say', params: sayJoined }] },
    'staff.wrote': { actions: { type: 'say', params: sayOfStaff('staff.wrote') } },
    'staff.left': { actions: { type: 'say', params: sayOfStaff('staff.left') } },
    'staff.erased-chat': { target: '.resuming', actions: ['forgetSaid', 'forget', say('forget.by-clinic', menu)] },
    'staff.did-not-answer': { actions: { type: 'say', params: sayNobody('person.nobody-came') } },
    'staff.could-not-join': { actions: { type: 'say', params: sayNobody('person.could-not-join') } },
    'visitor.chose': { target: '.resuming', actions: say('asking.choice-gone', menu) },
    'visitor.asked': { target: '.talking.open', actions: ['keepTopic', { type: 'say', params: sayAnswers }] },
    'visitor.asked-unclearly': { target: '.talking.open', actions: { type: 'say', params: sayNoAnswer } },
  },
  states: {
    arriving: {
      on: {
        'visitor.arrived': [
          { guard: 'isBrief', target: 'talking', actions: say('greeting.brief') },
          { target: 'talking', actions: say('greeting.hello', menu) },
        ],
      },
    },
    talking: talkingStates,
    booking: bookingStates,
    interview: interviewStates,
    askingAboutFlag: askingAboutFlagStates,
    emergency: emergencyStates,
    withStaff: withStaffStates,
    proving: provingStates,
    /** A person is asked to join; the visitor may go on asking us meanwhile. */
    callingStaff: {
      always: [
        { guard: 'hasCalled', target: 'talking', actions: ['leave', { type: 'say', params: sayCalled }] },
        {
          target: 'talking',
          actions: [
            { type: 'request', params: callFrom },
            { type: 'keepRequest', params: callFrom },
            'leave',
            { type: 'say', params: sayCalled },
          ],
        },
      ],
    },
    /** Back to what an interruption left half done: an open screening question first. */
    resuming: {
      always: [
        {
          guard: 'mustAnswerFirst',
          target: 'askingAboutFlag',
          actions: ['countMiss', { type: 'say', params: sayFlagQuestion }],
        },
        { guard: 'wasBooking', target: 'booking', actions: ['letGoOfFlag', say('booking.back')] },
        { guard: 'wasInInterview', target: 'interview', actions: ['letGoOfFlag', say('interview.back')] },
        { target: 'talking', actions: 'letGoOfFlag' },
      ],
    },
  },
});
