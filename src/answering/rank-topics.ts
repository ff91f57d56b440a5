import type { Topic } from '../content/content-schema.ts';
import { type Calibration, confidenceOf, describeScores } from './calibration.ts';
import { areMixedUp } from './mixed-up.ts';
import { type Model, type Scored, scoreText, scoreWords } from './model.ts';
import type { Ranked, Ranking, RankTopics } from './ranking.ts';
import { splitQuestions } from './sentences.ts';
import { normalise, splitWords } from './words.ts';

/** Characters that are read. */
const READ_LENGTH = 2000;
/** From this confidence on an answer is said outright. */
const OUTRIGHT = 0.9;
/** A second question in the same message is answered from this confidence on. */
const OUTRIGHT_EACH = 0.93;
/** Below this confidence, with "none" ahead, nothing is offered. */
const OFFERED = 0.2;
/** A candidate is at least this likely beside all others. */
const WORTH_OFFERING = 0.03;
/** How near the second of a mixed-up pair must be for both to be offered. */
const CLOSE = 0.45;
const SHOWN = 5;

/** What a follow-up adds to the odds of a topic, as factors. */
const AFTER = { same: 1.6, related: 4, section: 2.5 } as const;
const ELLIPTIC =
  /^(?:(?:and|so|but|ok|okay|also|then)\b|what about|how about|what if)|\b(?:it|that|this|those|they|them|one)\b/;

/** A function that ranks topics with a trained model. */
export function rankTopicsWith(model: Model, calibration: Calibration, topics: ReadonlyMap<string, Topic>): RankTopics {
  return (text, after) => {
    const normalised = normalise(text.slice(0, READ_LENGTH)).slice(0, READ_LENGTH);
    if (!/\p{L}{2}/u.test(normalised)) return { answers: [], candidates: [], ranked: [] };
    const previous = after === null ? undefined : topics.get(after);
    const alone = scoreText(normalised, model);
    const scored = previous ? followUp(normalised, alone, previous, model, topics) : alone;
    const ranked = rankScores(scored, model, calibration);
    const two = answerBoth(normalised, scored, model, calibration);
    if (two) return { answers: two, candidates: [], ranked };
    return decide(scored, ranked, model);
  };
}

function rankScores(scored: Scored, { topics }: Model, calibration: Calibration): Ranked[] {
  const { best, signs } = describeScores(scored);
  const confidence = confidenceOf(signs, calibration);
  const first = scored.chances[best] as number;
  const rest = first < 1 ? Math.min(1, (1 - confidence) / (1 - first)) : 0;
  return topics
    .map((topic, index) => {
      const chance = scored.chances[index] as number;
      return { topic, confidence: index === best ? confidence : Math.min(chance * rest, confidence), chance };
    })
    .sort((one, other) => other.chance - one.chance || (one.topic < other.topic ? -1 : 1))
    .slice(0, SHOWN)
    .map(({ topic, confidence: likely }) => ({ topic, confidence: likely }));
}

function decide(scored: Scored, ranked: readonly Ranked[], model: Model): Ranking {
  const chanceOf = (topic: string) => scored.chances[model.topics.indexOf(topic)] as number;
  const [first, second] = ranked;
  if (!first) return { answers: [], candidates: [], ranked };
  const near = second !== undefined && chanceOf(second.topic) > CLOSE * chanceOf(first.topic);
  const unsure = near && areMixedUp(first.topic, second.topic);
  if (first.confidence >= OUTRIGHT && !unsure) return { answers: [first.topic], candidates: [], ranked };
  const none = scored.chances[model.topics.length] as number;
  if (first.confidence < OFFERED && none > chanceOf(first.topic)) return { answers: [], candidates: [], ranked };
  const candidates = ranked
    .slice(0, 3)
    .filter(({ topic }, index) => index === 0 || chanceOf(topic) >= WORTH_OFFERING)
    .map(({ topic }) => topic);
  return { answers: [], candidates, ranked };
}

/** Two questions in one message: both are answered when each is clear alone and the whole is not one topic's own question. */
function answerBoth(normalised: string, whole: Scored, model: Model, calibration: Calibration): string[] | null {
  const questions = splitQuestions(normalised);
  if (questions.length < 2) return null;
  const answers: string[] = [];
  for (const question of questions) {
    const scored = scoreWords(model.correct(splitWords(question)), model);
    const { best, signs } = describeScores(scored);
    const topic = model.topics[best] as string;
    const backed = (whole.chances[best] as number) > 0.08;
    if (backed && confidenceOf(signs, calibration) >= OUTRIGHT_EACH && !answers.includes(topic)) answers.push(topic);
  }
  return answers.length < 2 ? null : answers.slice(0, 2);
}

/** Leans a short or elliptic message towards the topic answered before it and its neighbours. */
function followUp(
  normalised: string,
  alone: Scored,
  previous: Topic,
  model: Model,
  topics: ReadonlyMap<string, Topic>,
): Scored {
  const words = splitWords(normalised);
  const elliptic = ELLIPTIC.test(normalised);
  if (words.length > (elliptic ? 12 : 5)) return alone;
  const { best } = describeScores(alone);
  if ((alone.chances[best] as number) > 0.9) return alone;
  const joined = scoreWords(model.correct([...words, ...splitWords(normalise(previous.label))]), model);
  const chances = alone.chances.map((chance, index) => {
    const topic = topics.get(model.topics[index] ?? '');
    const mixed = 0.5 * chance + 0.5 * (joined.chances[index] as number);
    if (!topic) return mixed * 0.6;
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
  return { chances: chances.map((chance) => chance / sum), covers: alone.covers, words: alone.words };
}
