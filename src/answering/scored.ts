/** One class as an answer to a message. */
export interface Guess {
  readonly topic: number;
  /** Its probability beside all others. */
  readonly chance: number;
  /** How well the topic's texts cover the message. */
  readonly cover: number;
  /** How like its likest examples the message is. */
  readonly likeness: number;
}

/** What scoring makes of a message: the likeliest topics, best first, and "none of the topics". */
export interface Scored {
  readonly guesses: readonly Guess[];
  readonly none: Guess;
  /** The best cover of all topics. */
  readonly bestCover: number;
  readonly words: number;
  /** The share of the message's telling words that no topic uses. */
  readonly strange: number;
}

/** The chance of a topic by its number; 0 when it is not among the likeliest. */
export const chanceOf = ({ guesses }: Scored, topic: number): number =>
  guesses.find((guess) => guess.topic === topic)?.chance ?? 0;

/** A scoring that is mixed with others: the share of its chances, and how much its covers and likeness count. */
export interface Part {
  readonly scored: Scored;
  readonly share: number;
  readonly leant: number;
}

/** Mixes a scoring with others: chances add up, of covers and likeness the best count. */
export function mixScored(whole: Part, others: readonly Part[]): Scored {
  const mixed = new Map<number, Guess>();
  let bestCover = 0;
  for (const { scored, share, leant } of [whole, ...others]) {
    for (const { topic, chance, cover, likeness } of [...scored.guesses, scored.none]) {
      const before = mixed.get(topic);
      mixed.set(topic, {
        topic,
        chance: (before?.chance ?? 0) + share * chance,
        cover: Math.max(before?.cover ?? 0, leant * cover),
        likeness: Math.max(before?.likeness ?? 0, leant * likeness),
      });
    }
    bestCover = Math.max(bestCover, leant * scored.bestCover);
  }
  const none = mixed.get(whole.scored.none.topic) ?? whole.scored.none;
  mixed.delete(none.topic);
  return { ...whole.scored, guesses: bestFirst([...mixed.values()]), none, bestCover };
}

/** Guesses by their chance, the highest first. */
export const bestFirst = (guesses: readonly Guess[]): Guess[] =>
  guesses.toSorted((one, other) => other.chance - one.chance || one.topic - other.topic);
