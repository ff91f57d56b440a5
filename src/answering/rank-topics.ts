import type { Topic } from '../content/content-schema.ts';
import { answerBoth, asksOneThing } from './answer-both.ts';
import { type Calibration, confidenceOf, describeScores } from './calibration.ts';
import { decide } from './decide.ts';
import { followUp } from './follow-up.ts';
import { type Model, type Scored, scoreText } from './model.ts';
import { findOwnWords, putFirst, wordsKey } from './own-words.ts';
import type { Ranked, RankTopics } from './ranking.ts';
import { normalise } from './words.ts';

/** Characters that are read. */
const READ_LENGTH = 2000;
/** Topics listed with their confidence. */
const SHOWN = 5;

/** A function that ranks topics with a trained model. */
export function rankTopicsWith(model: Model, calibration: Calibration, topics: ReadonlyMap<string, Topic>): RankTopics {
  const written = findOwnWords(topics);
  return (text, after) => {
    const normalised = normalise(text.slice(0, READ_LENGTH)).slice(0, READ_LENGTH);
    if (!/\p{L}{2}/u.test(normalised)) return { answers: [], candidates: [], ranked: [] };
    const own = written.get(wordsKey(normalised));
    const previous = after === null ? undefined : topics.get(after);
    const alone = scoreText(normalised, model);
    const scored = previous ? followUp(normalised, alone, previous, model, topics) : alone;
    const described = describeScores(scored);
    const confidence = confidenceOf(described.signs, calibration);
    const ranked = rankScores(scored, model, described.best, confidence);
    if (own) return { answers: [own], candidates: [], ranked: putFirst(own, ranked) };
    const oneThing = asksOneThing(scored, described, confidence);
    const two = answerBoth(normalised, scored, oneThing, written, model, calibration, topics);
    if (two) return { answers: two, candidates: [], ranked };
    return decide(scored.chances, ranked, model.topics);
  };
}

function rankScores(scored: Scored, model: Model, best: number, confidence: number): Ranked[] {
  const first = scored.chances[best] as number;
  const rest = first < 1 ? Math.min(1, (1 - confidence) / (1 - first)) : 0;
  return model.topics
    .map((topic, index) => {
      const chance = scored.chances[index] as number;
      return { topic, confidence: index === best ? confidence : Math.min(chance * rest, confidence), chance };
    })
    .sort((one, other) => other.chance - one.chance || (one.topic < other.topic ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ topic, confidence: likely }) => ({ topic, confidence: likely }));
}
