import type { Clinic } from '../../content/clinic-schema.ts';
import { type Finding, fault, warning } from './finding.ts';

/** Names that nobody can own (RFC 2606), and phone numbers that nobody has (+1 … 555 0100 to 0199). */
const RESERVED = /[.@/](?:example(?:\.(?:com|net|org))?|test|invalid)(?=[/:"])|\+1[ ()-]*\d{3}[ ()-]*555[ ()-]*01\d\d"/;

/** Whether a clinic still has an address or a number that belongs to nobody, as those have that we ship. */
export const isInvented = (clinic: Clinic): boolean => RESERVED.test(JSON.stringify(clinic));

/** A fault of a clinic, and only a warning while the clinic is invented: nobody waits there. */
export const clinicFault = (clinic: Clinic, ...said: Parameters<typeof fault>): Finding =>
  (isInvented(clinic) ? warning : fault)(...said);
