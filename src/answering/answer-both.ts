import type { Topic } from '../content/content-schema.ts';
import { type Calibration, confidenceOf, readSigns } from './calibration.ts';
import { followUp } from './follow-up.ts';
import { type Model, scoreWords } from './model.ts';
import { chanceOf, type Scored } from './scored.ts';
import { splitQuestions } from './sentences.ts';
import { splitWords } from './words.ts';

/** A question of several in one message is answered from this confidence on. */
const OUTRIGHT_EACH = 0.9;
/** The same when the whole message, too, gives the topic this chance. */
const BACKED = 0.75;
const BACKING = 0.15;
/** A whole message this sure of one topic asks one thing, whatever its "and". */
const ALONE = 0.015;

/** Whether a message is so sure of one topic that an "and" in it joins no second question. */
export const asksOneThing = ({ guesses: [best, second] }: Scored, confidence: number): boolean =>
  confidence >= OUTRIGHT_EACH && (second?.chance ?? 0) < ALONE && (best?.chance ?? 0) > 1 - ALONE;

/** Two questions in one message: both are answered when each is clear alone; the second may lean on the first. */
export function answerBoth(
  normalised: string,
  whole: Scored,
  oneThing: boolean,
  written: ReadonlyMap<string, string>,
  model: Model,
  calibration: Calibration,
  topics: ReadonlyMap<string, Topic>,
): string[] | null {
  const { questions, listed } = splitQuestions(normalised);
  if (questions.length < 2 || (listed && oneThing)) return null;
  const answers: string[] = [];
  for (const question of questions) {
    const words = splitWords(question).slice(0, 40);
    const own = written.get(words.join(' '));
    const alone = scoreWords(model.correct(words), model);
    const previous = topics.get(answers.at(-1) ?? '');
    const each = previous ? followUp(question, alone, previous, model, topics) : alone;
    const best = each.guesses[0]?.topic ?? -1;
    const topic = own ?? (model.topics[best] as string);
    const backed = own === undefined && chanceOf(whole, best) >= BACKING;
    const clear = own !== undefined || confidenceOf(readSigns(each), calibration) >= (backed ? BACKED : OUTRIGHT_EACH);
    if (clear && !answers.includes(topic)) answers.push(topic);
  }
  return answers.length < 2 ? null : answers.slice(0, 2);
}
