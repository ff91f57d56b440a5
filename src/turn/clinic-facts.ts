import type { ClinicFacts } from '../../dialogs/visit.setup.ts';
import type { Clinic } from '../content/content-schema.ts';

/** The little of a clinic that the dialog decides by. */
export const clinicFacts = (clinic: Clinic): ClinicFacts => ({
  seesPeople: clinic['sees-people'],
  places: clinic.places.map(({ id }) => id),
  ways: clinic.booking.map(({ way }) => way),
});
