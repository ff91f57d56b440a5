import { describe, expect, it } from 'vitest';
import type { Content } from '../../src/content/content-schema.ts';
import { listReviews } from '../../src/staff/list-reviews.ts';
import { startConsole } from './support/console-server.ts';
import { contentOnly } from './support/content-only.ts';

describe('reviews', () => {
  const now = Date.parse('2026-12-01T00:00:00Z');
  const [flag] = [...contentOnly().content.redFlags.values()];
  const withReviews = (reviews: Readonly<Record<string, { state: 'pending' | 'reviewed'; due: string }>>): Content => ({
    ...contentOnly().content,
    languages: {},
    notes: new Map(),
    redFlags: new Map(
      Object.entries(reviews).flatMap(([id, review]) =>
        flag ? [[id, { ...flag, id, review: { by: null, ...review } }]] : [],
      ),
    ),
  });

  it('tell what has expired, expires within 60 days or waits for a clinician; that comes first', () => {
    const listed = listReviews(
      withReviews({
        good: { state: 'reviewed', due: '2027-06-01' },
        waits: { state: 'pending', due: '2027-06-01' },
        edge: { state: 'reviewed', due: '2027-01-29' },
        beyond: { state: 'reviewed', due: '2027-01-30' },
        today: { state: 'reviewed', due: '2026-12-01' },
        over: { state: 'pending', due: '2026-11-30' },
      }),
      now,
    );
    expect(listed.map(({ id, states }) => [id, ...states])).toEqual([
      ['over', 'expired', 'pending'],
      ['today', 'due', 'reviewed'],
      ['edge', 'due', 'reviewed'],
      ['waits', 'pending'],
      ['beyond', 'reviewed'],
      ['good', 'reviewed'],
    ]);
  });

  it('cover every answer, red flag and caution that is shipped', async () => {
    const { content } = contentOnly();
    const texts = (content.languages.en?.topics.size ?? 0) + content.redFlags.size + content.notes.size;
    const server = await startConsole();
    const reviewer = await server.signedIn({ role: 'reviewer' });
    const { text } = await reviewer.get('/staff/content');
    expect(text.match(/<tr>\s*<td>/g)).toHaveLength(texts);
    expect(text).toContain('have not been approved by a clinician');
    expect((await reviewer.get('/staff/content?show=expired')).text).toContain('No text is in this state.');
    await server.close();
  });
});
