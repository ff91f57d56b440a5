import type { Content, Review } from '../content/content-schema.ts';

const SOON_MS = 60 * 86_400_000;

/** What a clinic may trust of a text. `expired` and `due` (within 60 days) count for reviewed and pending texts alike. */
export type ReviewState = 'expired' | 'pending' | 'due' | 'reviewed';

/** A text or red flag with who read it, and until when that holds. */
export interface ReviewedText {
  readonly kind: 'Answer' | 'Red flag' | 'Caution';
  readonly id: string;
  readonly about: string;
  readonly language: string;
  readonly review: Review;
  readonly states: readonly ReviewState[];
}

/** Every answer, red flag and caution with its review, what needs work first. */
export function listReviews(content: Content, now: number): readonly ReviewedText[] {
  const text = (
    kind: ReviewedText['kind'],
    id: string,
    about: string,
    language: string,
    review: Review,
  ): ReviewedText => ({
    ...{ kind, id, about, language, review },
    states: statesOf(review, now),
  });
  return [
    ...Object.entries(content.languages).flatMap(([language, { topics }]) =>
      [...topics.values()].map(({ id, question, review }) => text('Answer', id, question, language, review)),
    ),
    ...[...content.redFlags.values()].map(({ id, en, review }) => text('Red flag', id, en.reason, 'en', review)),
    ...[...content.notes.values()].map(({ id, about, review }) => text('Caution', id, about, 'en', review)),
  ].sort((a, b) => rank(a) - rank(b) || a.review.due.localeCompare(b.review.due) || a.id.localeCompare(b.id));
}

function statesOf({ state, due }: Review, now: number): readonly ReviewState[] {
  const ends = Date.parse(`${due}T23:59:59.999Z`);
  const age = ends < now ? (['expired'] as const) : ends - now <= SOON_MS ? (['due'] as const) : [];
  return [...age, state];
}

const order: readonly ReviewState[] = ['expired', 'due', 'pending', 'reviewed'];
const rank = ({ states }: ReviewedText): number => Math.min(...states.map((state) => order.indexOf(state)));
