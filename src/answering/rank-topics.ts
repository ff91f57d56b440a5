import type { Topic } from '../content/content-schema.ts';
import { answerBoth, asksOneThing } from './answer-both.ts';
import { type Calibration, confidenceOf, readSigns } from './calibration.ts';
import { decide } from './decide.ts';
import { followUp } from './follow-up.ts';
import { type Model, scoreText } from './model.ts';
import { putFirst } from './own-words.ts';
import type { RankTopics } from './ranking.ts';
import { normalise, splitWords } from './words.ts';

/** Characters that are read. */
const READ_LENGTH = 2000;
/** Topics listed with their confidence. */
const SHOWN = 5;

/** A function that ranks topics with a trained model; `written` are topics by their own texts. */
export function rankTopicsWith(
  model: Model,
  calibration: Calibration,
  written: ReadonlyMap<string, string>,
  topics: ReadonlyMap<string, Topic>,
): RankTopics {
  return (text, after) => {
    const normalised = normalise(text.slice(0, READ_LENGTH)).slice(0, READ_LENGTH);
    if (!/\p{L}{2}/u.test(normalised)) return { answers: [], candidates: [], ranked: [] };
    const words = splitWords(normalised);
    const own = written.get(words.join(' '));
    const previous = after === null ? undefined : topics.get(after);
    const alone = scoreText(normalised, words, model);
    const scored = previous ? followUp(normalised, alone, previous, model, topics) : alone;
    const confidence = confidenceOf(readSigns(scored), calibration);
    const best = scored.guesses[0]?.chance ?? 0;
    const rest = best < 1 ? Math.min(1, (1 - confidence) / (1 - best)) : 0;
    const shown = scored.guesses.slice(0, SHOWN);
    const ranked = shown.map(({ topic, chance }, index) => ({
      topic: model.topics[topic] as string,
      confidence: index === 0 ? confidence : Math.min(chance * rest, confidence),
    }));
    if (own) return { answers: [own], candidates: [], ranked: putFirst(own, ranked) };
    const oneThing = asksOneThing(scored, confidence);
    const two = answerBoth(normalised, scored, oneThing, written, model, calibration, topics);
    if (two) return { answers: two, candidates: [], ranked };
    return decide(
      ranked,
      shown.map(({ chance }) => chance),
    );
  };
}
