import { z } from 'zod';
import { type Answer, go } from '../answer.ts';
import type { AskedByStaff } from '../asked.ts';
import { messagePage } from '../pages/message-page.ts';
import { readReference } from '../reference.ts';

const querySchema = z.object({ reference: z.string().max(40).catch('') });

/** Goes to a request by its reference, however that was typed. */
export async function findRequest({ console, who, query }: AskedByStaff): Promise<Answer> {
  const reference = readReference(querySchema.parse(query).reference);
  const request = reference === null ? null : await console.store.request(reference);
  return request && who.clinics.has(request.clinicId) ? go(`/requests/${request.reference}`) : unknownReference;
}

const unknownReference = messagePage(
  404,
  'No such reference',
  ['None of your clinics has a request with this reference. References look like K7M-4QD.'],
  { label: 'Back to the requests', href: '/staff' },
);
