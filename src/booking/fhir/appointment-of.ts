import type { BookingRequest } from '../free-slot.ts';
import type { FhirWay } from './fhir-way.ts';

/** Someone whose time a slot is, as its Schedule names them. */
export interface Actor {
  readonly reference?: string | undefined;
  readonly display?: string | undefined;
}

/** The Appointment that we ask a clinic's system to keep. What calendars show of it says nothing of the visitor. */
export function appointmentOf(
  request: BookingRequest,
  way: FhirWay,
  status: 'proposed' | 'booked' | 'pending',
  actors: readonly Actor[],
): Readonly<Record<string, unknown>> {
  const { reference, slot, reason } = request;
  const participation = status === 'booked' ? 'accepted' : 'needs-action';
  const contained = way.patient === 'contained';
  const visitor = contained ? { actor: { reference: '#visitor' } } : { type: [SUBJECT] };
  return {
    resourceType: 'Appointment',
    ...(contained ? { contained: [patientOf(request)] } : {}),
    identifier: [{ system: way['identifier-system'], value: reference }],
    status,
    description: 'Visit',
    ...(reason ? { reasonCode: [{ text: reason }] } : {}),
    start: new Date(slot.start).toISOString(),
    end: new Date(slot.end).toISOString(),
    slot: [{ reference: `Slot/${slot.id}` }],
    participant: [
      { ...visitor, required: 'required', status: 'accepted' },
      ...actors.map(({ reference, display }) => ({
        actor: { ...(reference ? { reference } : {}), ...(display ? { display } : {}) },
        required: 'required',
        status: participation,
      })),
    ],
  };
}

const SUBJECT = {
  coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ParticipationType', code: 'SBJ', display: 'subject' }],
};

function patientOf({ name, phone, email }: BookingRequest): Readonly<Record<string, unknown>> {
  const telecom = [
    ...(phone ? [{ system: 'phone', value: phone }] : []),
    ...(email ? [{ system: 'email', value: email }] : []),
  ];
  return { resourceType: 'Patient', id: 'visitor', name: [{ text: name }], ...(telecom.length > 0 ? { telecom } : {}) };
}
