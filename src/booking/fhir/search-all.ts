import type { z } from 'zod';
import { TryAgain } from '../../outbox/try-again.ts';
import type { AskFhir, FhirAnswer } from './ask-fhir.ts';
import { bundleSchema } from './resources.ts';

/** A search that the server will not do. It passes when someone changes the server or the clinic's file. */
export class SearchRefused extends TryAgain {
  readonly answer: FhirAnswer;
  constructor(answer: FhirAnswer) {
    super(`a search was refused with ${answer.status}; see the clinic's base, schedules and auth`);
    this.name = 'SearchRefused';
    this.answer = answer;
  }
}

const MOST_PAGES = 20;

/** All that a search finds, over at most 20 pages on the same server. What is not of `schema` is left out. */
export async function searchAll<T>(ask: AskFhir, path: string, schema: z.ZodType<T>): Promise<readonly T[]> {
  const found: T[] = [];
  let next: string | undefined = path;
  for (let page = 0; next !== undefined && page < MOST_PAGES; page++) {
    const answer = await ask({ method: 'GET', path: next });
    if (!answer.ok) throw new SearchRefused(answer);
    const bundle = bundleSchema.safeParse(answer.body).data;
    if (!bundle) throw new TryAgain('a search was answered with no Bundle');
    found.push(...bundle.entry.flatMap(({ resource }) => schema.safeParse(resource).data ?? []));
    next = bundle.link.find(({ relation }) => relation === 'next')?.url;
  }
  return found;
}
