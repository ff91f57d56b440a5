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
const OUTRIGHT_EACH = 0.9;
/** Below this confidence, with "none" ahead, nothing is offered. */
const OFFERED = 0.2;
/** A candidate is at least this likely beside all others. */
const WORTH_OFFERING = 0.03;
/** How near the second of a mixed-up pair must be for both to be offered. */
const CLOSE = 0.45;
/** A whole message this sure of one topic asks one thing, whatever its "and". */
const ALONE = 0.015;
const SHOWN = 5;

/** What a follow-up adds to the odds of a topic, as factors. */
const AFTER = { same: 1.6, related: 4, section: 2.5 } as const;
const ELLIPTIC =
  /^(?:(?:and|so|but|ok|okay|also|then)\b|what about|how about|what if)|\b(?:it|that|this|those|they|them|one)\b/;

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
    const two = oneQuestion(scored, described, confidence) ? null : answerBoth(normalised, model, calibration);
    if (two) return { answers: two, candidates: [], ranked };
    return decide(scored, ranked, model);
  };
}

const wordsKey = (normalised: string): string => splitWords(normalised).join(' ');
/** What is known for certain: the message is, word for word, a text of one topic and of no other. */
const CERTAIN = 0.99;

function findOwnWords(topics: ReadonlyMap<string, Topic>): ReadonlyMap<string, string> {
  const own = new Map<string, string>();
  const shared = new Set<string>();
  for (const { id, question, label, phrasings } of topics.values()) {
    for (const text of [question, label, ...phrasings]) {
      const key = wordsKey(normalise(text));
      if (own.has(key) && own.get(key) !== id) shared.add(key);
      own.set(key, id);
    }
  }
  for (const key of shared) own.delete(key);
  return own;
}

function putFirst(topic: string, ranked: readonly Ranked[]): Ranked[] {
  const rest = ranked
    .filter((each) => each.topic !== topic)
    .map((each) => ({ ...each, confidence: Math.min(each.confidence, 1 - CERTAIN) }));
  return [{ topic, confidence: CERTAIN }, ...rest].slice(0, SHOWN);
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

/** Whether the whole is so sure of one topic that an "and" in it joins no second question. */
function oneQuestion(
  { chances }: Scored,
  { best, second }: { best: number; second: number },
  confidence: number,
): boolean {
  const next = second < 0 ? 0 : (chances[second] as number);
  return confidence >= OUTRIGHT_EACH && next < ALONE && (chances[best] as number) > 1 - ALONE;
}

/** Two questions in one message: both are answered when each is clear alone. */
function answerBoth(normalised: string, model: Model, calibration: Calibration): string[] | null {
  const questions = splitQuestions(normalised);
  if (questions.length < 2) return null;
  const answers: string[] = [];
  for (const question of questions) {
    const scored = scoreWords(model.correct(splitWords(question).slice(0, 40)), model);
    const each = describeScores(scored);
    const topic = model.topics[each.best] as string;
    if (confidenceOf(each.signs, calibration) >= OUTRIGHT_EACH && !answers.includes(topic)) answers.push(topic);
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
  return { ...alone, chances: chances.map((chance) => chance / sum) };
}
