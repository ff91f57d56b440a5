import type { Clinic } from '../../../src/content/clinic-schema.ts';
import type { Knowledge } from '../../../src/turn/turn-deps.ts';
import { shippedKnowledge } from '../../support/knowledge.ts';

/** The made-up clinic of these tests. */
export const CLINIC = 'quay-podiatry';
/** The clinic's secret for signing, by the name that its file uses. */
export const HOOK_SECRET = 'a secret of the quay clinic';

/** A practice with one place and long hours; `changes` say how it takes bookings and is told. */
export function quayClinic(changes: Partial<Clinic>): Clinic {
  const harbor = shippedKnowledge().content.clinics.get('harbor-foot-spine');
  if (!harbor) throw new Error('the shipped clinic is gone');
  return {
    ...harbor,
    id: CLINIC,
    name: 'Quay Podiatry',
    places: [{ id: 'quay', name: 'Quay', address: '1 Quay Street, Milltown, MA' }],
    booking: [{ way: 'callback' }, { way: 'phone', number: '+1 508 555 0142' }],
    notices: {},
    ...changes,
  };
}

/** The shipped content with one more clinic. */
export function knowledgeWith(clinic: Clinic): Knowledge {
  const shipped = shippedKnowledge();
  return {
    ...shipped,
    content: { ...shipped.content, clinics: new Map([...shipped.content.clinics, [clinic.id, clinic]]) },
  };
}
