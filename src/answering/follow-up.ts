import type { Topic } from '../content/content-schema.ts';
import { type Model, scoreWords } from './model.ts';
import { bestFirst, chanceOf, type Guess, mixScored, type Scored } from './scored.ts';
import { normalise, splitWords } from './words.ts';

/** What a follow-up adds to the odds of a topic, as factors. */
const AFTER = { same: 0.8, related: 4, section: 2.5, none: 0.6 } as const;
/** A message this sure of its topic stands on its own. */
const CLEAR = 0.9;
const ELLIPTIC =
  /^(?:(?:and|so|but|ok|okay|also|then)\b|what about|how about|what if)|\b(?:it|that|this|those|they|them|one)\b/;
const MOST_WORDS = { elliptic: 12, plain: 5 } as const;
/** Words that name nothing. A message of these alone ("why?", "and how long?") asks more about what was answered before. */
const NAMELESS = new Set(
  (
    'a about again always and any are at bad be but can come day days did do does else ever far for from get gets go happen happens ' +
    'hers his how hurt hurts i if in is it last lasts long me mean means more my night nights normal of often ok okay on or really ' +
    'should so sure tell that the them then they this those to too was what when which why will with would you'
  ).split(' '),
);
/** How much less likely each next one is than the one before it. */
const NEXT_LESS = 0.35;
/** The least that each topic related to the one before counts for, in the editor's order, when a message names nothing. */
const NEXT_ASKED = [0.5, 0.25, 0.12, 0.06];

/** Leans a short or elliptic message towards the topic answered before it and its neighbours. */
export function followUp(
  normalised: string,
  alone: Scored,
  previous: Topic,
  model: Model,
  topics: ReadonlyMap<string, Topic>,
): Scored {
  const words = splitWords(normalised);
  const nameless = model.correct(words).every((word) => NAMELESS.has(word));
  const elliptic = nameless || ELLIPTIC.test(normalised);
  if (words.length > (elliptic ? MOST_WORDS.elliptic : MOST_WORDS.plain)) return alone;
  const best = alone.guesses[0]?.chance ?? 0;
  if (best > CLEAR || (!elliptic && alone.none.chance > best)) return alone;
  const joined = elliptic
    ? scoreWords(model.correct([...words, ...splitWords(normalise(previous.label))]), model)
    : alone;
  if (nameless) return askOn(alone, joined, previous, model, topics);
  const mixed = mixScored({ scored: alone, share: 0.5, leant: 1 }, [{ scored: joined, share: 0.5, leant: 0 }]);
  const lean = (guess: Guess): Guess => {
    const topic = topics.get(model.topics[guess.topic] ?? '');
    return { ...guess, chance: guess.chance * (topic ? factorOf(topic, previous) : AFTER.none) };
  };
  return sumToOne({ ...mixed, guesses: mixed.guesses.map(lean), none: lean(mixed.none) });
}

/** What was answered is not said again: what is near it comes first, in the editor's order save where the words say more. */
function askOn(
  alone: Scored,
  joined: Scored,
  previous: Topic,
  model: Model,
  topics: ReadonlyMap<string, Topic>,
): Scored {
  const before = model.topics.indexOf(previous.id);
  const like = joined.guesses.find(({ topic }) => topic === before) ?? joined.none;
  const related = previous.related.map((id) => model.topics.indexOf(id)).filter((topic) => topic >= 0);
  const mates = alone.guesses
    .map(({ topic }) => topic)
    .filter((topic) => topics.get(model.topics[topic] ?? '')?.section === previous.section);
  const near = [...new Set([...related, ...mates])].filter((topic) => topic !== before);
  const counts = (topic: number): number =>
    Math.max(chanceOf(joined, topic), AFTER.section * chanceOf(alone, topic), NEXT_ASKED[related.indexOf(topic)] ?? 0);
  const guesses = near
    .toSorted((one, other) => counts(other) - counts(one) || one - other)
    .map((topic, place): Guess => ({ ...like, topic, chance: NEXT_LESS ** place }));
  return sumToOne({ ...joined, guesses, none: { ...joined.none, chance: 0 } });
}

function sumToOne(scored: Scored): Scored {
  const sum = scored.guesses.reduce((total, { chance }) => total + chance, scored.none.chance);
  const scale = (guess: Guess): Guess => ({ ...guess, chance: guess.chance / sum });
  return { ...scored, guesses: bestFirst(scored.guesses.map(scale)), none: scale(scored.none) };
}

function factorOf({ id, section }: Topic, previous: Topic): number {
  if (id === previous.id) return AFTER.same;
  if (previous.related.includes(id)) return AFTER.related;
  return section === previous.section ? AFTER.section : 1;
}
