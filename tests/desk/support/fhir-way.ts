import { type FhirWay, fhirWaySchema } from '../../../src/booking/fhir/fhir-way.ts';

/** How Quay Podiatry books by FHIR, on a server without operations; a test puts its own server in place of `base`. */
export const quayFhirWay: FhirWay = fhirWaySchema.parse({
  way: 'fhir',
  base: 'https://fhir.quay.example/r4',
  schedules: { quay: ['Schedule/1'] },
  'appointment-status': 'booked',
  'identifier-system': 'https://plumbline.example/bookings',
  operations: false,
});
