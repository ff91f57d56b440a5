import type { Topic } from '../content/content-schema.ts';
import { type Model, scoreWords } from './model.ts';
import { bestFirst, type Guess, mixScored, type Scored } from './scored.ts';
import { normalise, splitWords } from './words.ts';

/** What a follow-up adds to the odds of a topic, as factors. */
const AFTER = { same: 0.8, related: 4, section: 2.5, none: 0.6 } as const;
/** A message this sure of its topic stands on its own. */
const CLEAR = 0.9;
const ELLIPTIC =
  /^(?:(?:and|so|but|ok|okay|also|then)\b|what about|how about|what if)|\b(?:it|that|this|those|they|them|one)\b/;
const MOST_WORDS = { elliptic: 12, plain: 5 } as const;

/** Leans a short or elliptic message towards the topic answered before it and its neighbours. */
export function followUp(
  normalised: string,
  alone: Scored,
  previous: Topic,
  model: Model,
  topics: ReadonlyMap<string, Topic>,
): Scored {
  const words = splitWords(normalised);
  const elliptic = ELLIPTIC.test(normalised);
  if (words.length > (elliptic ? MOST_WORDS.elliptic : MOST_WORDS.plain)) return alone;
  const best = alone.guesses[0]?.chance ?? 0;
  if (best > CLEAR || (!elliptic && alone.none.chance > best)) return alone;
  const joined = elliptic
    ? scoreWords(model.correct([...words, ...splitWords(normalise(previous.label))]), model)
    : alone;
  const mixed = mixScored({ scored: alone, share: 0.5, leant: 1 }, [{ scored: joined, share: 0.5, leant: 0 }]);
  const lean = (guess: Guess): Guess => {
    const topic = topics.get(model.topics[guess.topic] ?? '');
    return { ...guess, chance: guess.chance * (topic ? factorOf(topic, previous) : AFTER.none) };
  };
  const [guesses, none] = [mixed.guesses.map(lean), lean(mixed.none)];
  const sum = guesses.reduce((total, { chance }) => total + chance, none.chance);
  const scale = (guess: Guess): Guess => ({ ...guess, chance: guess.chance / sum });
  return { ...mixed, guesses: bestFirst(guesses.map(scale)), none: scale(none) };
}

function factorOf({ id, section }: Topic, previous: Topic): number {
  if (id === previous.id) return AFTER.same;
  if (previous.related.includes(id)) return AFTER.related;
  return section === previous.section ? AFTER.section : 1;
}
