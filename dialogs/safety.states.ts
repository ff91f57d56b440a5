import { sayJoined, sayOfStaff } from './booking-sayings.ts';
import { sayEmergency, sayEmergencyAgain, sayFlagQuestion, saySoon, sayUrgent } from './safety-sayings.ts';
import { menu, say, sayAnswers, sayForgotten, sayQuestionLeft } from './sayings.ts';
import { visitSetup } from './visit.setup.ts';
import { newsOfRequests } from './with-staff.states.ts';

/** An emergency stands until the visitor acknowledges or withdraws it: no answer and no booking before that. */
export const emergencyStates = visitSetup.createStateConfig({
  on: {
    'visitor.acknowledged': {
      target: '#visit.talking.open',
      actions: ['leave', say('safety.acknowledged', ['ask'])],
    },
    'visitor.withdrew': [
      { guard: 'hasOtherEmergency', actions: ['lowerUrgency', { type: 'say', params: sayEmergency }] },
      { target: '#visit.resuming', actions: ['lowerUrgency', say('safety.withdrawn', menu)] },
    ],
    'visitor.wanted-forgetting': {
      target: '#visit.talking.open',
      actions: [{ type: 'say', params: sayForgotten }, 'forgetAll', 'forget'],
    },
    'screening.found-red-flag': [
      { guard: 'isEmergency', actions: ['raiseUrgency', { type: 'say', params: sayEmergency }] },
      {
        guard: 'isDespair',
        actions: [
          { type: 'raiseTo', params: { id: 'suicide-self-harm', urgency: 'emergency' } },
          { type: 'say', params: sayEmergency },
        ],
      },
      { actions: ['raiseUrgency', { type: 'say', params: sayEmergencyAgain }] },
    ],
    'staff.joined': { target: '#visit.withStaff', actions: { type: 'say', params: sayJoined } },
    'staff.wrote': { actions: { type: 'say', params: sayOfStaff('staff.wrote') } },
    'staff.erased-chat': { actions: ['forgetSaid', 'forget', { type: 'say', params: sayEmergencyAgain }] },
    ...newsOfRequests,
    '*': { actions: { type: 'say', params: sayEmergencyAgain } },
  },
});

/** One sign was named and it decides a lot: that red flag's own question is put. */
export const askingAboutFlagStates = visitSetup.createStateConfig({
  on: {
    'visitor.answered': [
      {
        guard: 'confirmsEmergency',
        target: '#visit.emergency',
        actions: ['raiseUrgency', { type: 'say', params: sayEmergency }],
      },
      {
        guard: 'confirmsUrgent',
        target: '#visit.talking.open',
        actions: ['raiseUrgency', { type: 'say', params: sayUrgent }],
      },
      { guard: 'saidYes', target: '#visit.resuming', actions: ['raiseUrgency', { type: 'say', params: saySoon }] },
      { target: '#visit.resuming', actions: ['dropAskedFlag', 'forgetMisses', say('safety.question-cleared', menu)] },
    ],
    'visitor.asked': [
      {
        guard: 'ignoredQuestion',
        target: '#visit.resuming',
        actions: ['keepTopic', 'letGoOfFlag', 'forgetMisses', { type: 'say', params: sayAnswers }],
      },
      {
        actions: [
          'keepTopic',
          'countMiss',
          { type: 'say', params: sayAnswers },
          { type: 'say', params: sayFlagQuestion },
        ],
      },
    ],
    'visitor.asked-unclearly': [
      {
        guard: 'keepsMissing',
        target: '#visit.resuming',
        actions: ['letGoOfFlag', 'forgetMisses', { type: 'say', params: sayQuestionLeft }],
      },
      { actions: ['countMiss', say('safety.question-again'), { type: 'say', params: sayFlagQuestion }] },
    ],
  },
});
