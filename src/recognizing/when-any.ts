import type { Rule } from './when-pieces.ts';

/** Words for any time at all, and for the first that is free. */
export const anyRules: readonly Rule[] = [
  {
    words:
      /\b(?:whenever|any ?time|any ?day|every ?day|daily|whatever|no preference|flexible|all day|(?:i )?dont mind|(?:does|do)nt matter|you (?:choose|pick|decide)|up to you|not fussy|either)\b/g,
    means: () => [{ kind: 'any' }],
  },
  {
    words:
      /\b(?:asap|the sooner the better|(?:as )?(?:soon|early) as (?:possible|you can|i can)|soonest|soon|now|right away|(?:straight|right) ?away|immediately|urgently|(?:the )?(?:first|next|earliest|soonest) (?:available|possible|free|open|slot|time|appointment|one)(?: (?:slot|time|appointment|one))?|(?:the )?earliest)\b/g,
    means: () => [{ kind: 'soonest' }],
  },
];
