import { z } from 'zod';
import { type Answer, page } from '../answer.ts';
import type { AskedByStaff } from '../asked.ts';
import { listReviews } from '../list-reviews.ts';
import { contentPage } from '../pages/content-page.ts';

const querySchema = z.object({ show: z.enum(['all', 'expired', 'pending', 'due', 'reviewed']).catch('all') });

/** Which texts a clinician has approved, and which not. */
export async function showContent({ console: { knowledge, now }, query }: AskedByStaff): Promise<Answer> {
  const { show } = querySchema.parse(query);
  return page('Content', contentPage(listReviews(knowledge().content, now()), show));
}
