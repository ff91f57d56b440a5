import type { Choice } from './protocol.ts';

/** The two choices that say whether an answer helped. */
export interface Rating {
  readonly yes: Choice;
  readonly no: Choice;
}

/** Sets the rating apart from what else can be chosen. `labels` are its two, as the server writes them. */
export function setRatingApart(
  choices: readonly Choice[],
  labels: readonly (string | undefined)[],
): { readonly choices: readonly Choice[]; readonly rating: Rating | null } {
  const [yes, no] = labels.map((label) => choices.find((choice) => choice.label === label));
  if (!yes || !no) return { choices, rating: null };
  return { choices: choices.filter((choice) => choice !== yes && choice !== no), rating: { yes, no } };
}
