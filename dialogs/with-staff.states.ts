import { sayJoined, sayNobody, sayOfRequest, sayOfStaff } from './booking-sayings.ts';
import { sayEmergency } from './safety-sayings.ts';
import { menu, say, sayForgotten } from './sayings.ts';
import { visitSetup } from './visit.setup.ts';

/** What became of a request, told where nothing else is going on. */
export const newsOfRequests = {
  'clinic.has-request': { actions: { type: 'say', params: sayOfRequest('booking.delivered') } },
  'clinic.was-not-reached': { actions: { type: 'say', params: sayOfRequest('booking.not-delivered') } },
  'clinic.booked': { actions: { type: 'say', params: sayOfRequest('booking.booked') } },
  'clinic.slot-gone': { actions: { type: 'say', params: sayOfRequest('booking.slot-gone') } },
} as const;

/** A person at the clinic has the visit. We keep silent, save for an emergency and for what becomes of a request. */
export const withStaffStates = visitSetup.createStateConfig({
  on: {
    'screening.found-red-flag': [
      { guard: 'isEmergency', actions: ['raiseUrgency', { type: 'say', params: sayEmergency }] },
      {
        guard: 'isDespair',
        actions: [
          { type: 'raiseTo', params: { id: 'suicide-self-harm', urgency: 'emergency' } },
          { type: 'say', params: sayEmergency },
        ],
      },
      { actions: 'raiseUrgency' },
    ],
    'visitor.withdrew': { actions: ['lowerUrgency', say('safety.withdrawn')] },
    'visitor.wanted-forgetting': {
      target: '#visit.talking.open',
      actions: [{ type: 'say', params: sayForgotten }, 'forgetAll', 'forget'],
    },
    'staff.joined': { actions: { type: 'say', params: sayJoined } },
    'staff.wrote': { actions: { type: 'say', params: sayOfStaff('staff.wrote') } },
    'staff.left': { target: '#visit.resuming', actions: say('staff.left', menu) },
    'staff.erased-chat': { actions: ['forgetSaid', 'forget', say('forget.by-clinic')] },
    'staff.could-not-join': {
      target: '#visit.resuming',
      actions: { type: 'say', params: sayNobody('person.could-not-join') },
    },
    ...newsOfRequests,
    '*': {},
  },
});

const MOST_PROOFS = 3;

/** A request of another visit is to be cancelled: only who knows its phone number or e-mail may. */
export const provingStates = visitSetup.createStateConfig({
  entry: { type: 'say', params: sayOfRequest('cancel.prove', ['stop']) },
  on: {
    'visitor.wanted-cancelling': [
      {
        guard: 'mayCancel',
        target: '#visit.resuming',
        actions: [
          { type: 'withdraw', params: ({ event }) => ({ reference: event.reference ?? '' }) },
          'forgetRequest',
          { type: 'say', params: sayOfRequest('cancel.done') },
        ],
      },
      { guard: 'mustProve', target: '#visit.proving', reenter: true, actions: 'startCancelling' },
      {
        guard: { type: 'cannotProve', params: MOST_PROOFS },
        target: '#visit.resuming',
        actions: ['stopCancelling', { type: 'say', params: sayOfRequest('cancel.unknown') }],
      },
      { actions: ['countMiss', say('cancel.wrong-proof', ['stop'])] },
    ],
    'visitor.answered': {
      target: '#visit.resuming',
      actions: ['stopCancelling', { type: 'say', params: sayOfRequest('cancel.unknown') }],
    },
    'visitor.gave': { actions: ['countMiss', say('cancel.wrong-proof', ['stop'])] },
    'visitor.asked-unclearly': {
      actions: ['countMiss', say('cancel.prove', ['stop'])],
    },
  },
});
