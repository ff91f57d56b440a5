import type { Topic } from '../content/content-schema.ts';
import { describeScores } from './calibration.ts';
import { type Model, type Scored, scoreWords } from './model.ts';
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
  const { best } = describeScores(alone);
  const none = alone.chances.at(-1) as number;
  if ((alone.chances[best] as number) > CLEAR || (!elliptic && none > (alone.chances[best] as number))) return alone;
  const joined = elliptic
    ? scoreWords(model.correct([...words, ...splitWords(normalise(previous.label))]), model)
    : alone;
  const chances = alone.chances.map((chance, index) => {
    const topic = topics.get(model.topics[index] ?? '');
    const mixed = 0.5 * chance + 0.5 * (joined.chances[index] as number);
    if (!topic) return mixed * AFTER.none;
    const factor =
      topic.id === previous.id
        ? AFTER.same
        : previous.related.includes(topic.id)
          ? AFTER.related
          : topic.section === previous.section
            ? AFTER.section
            : 1;
    return mixed * factor;
  });
  const sum = chances.reduce((total, chance) => total + chance, 0);
  return { ...alone, chances: chances.map((chance) => chance / sum) };
}
